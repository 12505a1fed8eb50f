import { unknownChannel, unknownField } from '../diagnostics/codes/charts.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { printExpression } from '../expression/print.ts';
import { type Channel, channelNames } from '../lower/charts/measurement.ts';
import type { IndexSpec } from '../plan/plan.ts';
import type { YamlNode } from '../source/yaml-tree.ts';
import type { ResolvedAxis } from './axes.ts';
import type { ChartContext } from './charts.ts';
import type { ResolvedMeasurement } from './measure.ts';
import type { ChannelSyntax, Named } from './syntax.ts';

/** What a channel's field turned out to be. */
export type Field =
  | { readonly kind: 'measurement'; readonly measurement: ResolvedMeasurement }
  | { readonly kind: 'axis'; readonly axis: ResolvedAxis }
  | { readonly kind: 'index'; readonly name: string };

/** What a channel shows; undefined, and reported unless it was already, where it shows nothing. */
export function resolveField(
  { name: channel, span, value: { field } }: Named<ChannelSyntax>,
  { measurements, axes, report }: ChartContext,
): Field | undefined {
  if (!channelNames.includes(channel)) {
    report(
      diagnose(unknownChannel, span, {
        channel,
        nearest: nearest(channel, channelNames),
        known: channelNames,
      }),
    );
    return undefined;
  }
  if (!field) return undefined;
  const name = field.kind === 'name' ? field.name : printExpression(field);
  const measurement = measurements.get(name);
  if (measurement?.record.unit) return { kind: 'measurement', measurement };
  const sound = [...measurements.values()].filter((candidate) => candidate !== undefined);
  // A broken measurement may have been meant, or may have had the index that is meant.
  const silent = sound.length < measurements.size;
  const axis = axes.find((candidate) => candidate.name === name);
  if (axis) return { kind: 'axis', axis };
  const indices = sound.flatMap(({ plan }) => plan.indices.map((index) => index.name));
  if (indices.includes(name)) return { kind: 'index', name };
  const drawable = sound.filter(({ record }) => record.unit).map((candidate) => candidate.name);
  const known = [...new Set([...drawable, ...indices, ...axes.map((candidate) => candidate.name)])];
  if (!silent)
    report(diagnose(unknownField, field.span, { field: name, nearest: nearest(name, known), known }));
  return undefined;
}

/** The channel of a chart of `measurement`. */
export function toChannel(
  { name, value }: Named<ChannelSyntax>,
  field: Field,
  measurement: ResolvedMeasurement,
  report: Report,
): [string, Channel] | undefined {
  const more = Object.fromEntries(Object.entries(value.more).map(([key, node]) => [key, plain(node)]));
  if (field.kind === 'measurement') return [name, { kind: 'value', field: 'value', more }];
  if (field.kind === 'axis')
    return [
      name,
      { kind: 'axis', field: field.axis.name, arms: field.axis.arms.map((arm) => arm.name), more },
    ];
  const index: IndexSpec | undefined = measurement.plan.indices.find(
    (candidate) => candidate.name === field.name,
  );
  if (index) return [name, { kind: 'index', field: index.name, index, more }];
  const known = measurement.plan.indices.map((candidate) => candidate.name);
  if (value.field)
    report(
      diagnose(unknownField, value.field.span, {
        field: field.name,
        nearest: nearest(field.name, known),
        known,
      }),
    );
  return undefined;
}

/** A YAML value as Vega-Lite takes it: numbers, truths and null where they look like it. */
function plain(node: YamlNode): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, value ? plain(value) : null]));
  if (node.style !== 'plain') return node.text;
  if (node.text === 'true' || node.text === 'false') return node.text === 'true';
  if (node.text === 'null' || node.text === '') return null;
  return Number.isNaN(Number(node.text)) ? node.text : Number(node.text);
}

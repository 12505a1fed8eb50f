import { emptyChannel, refusedInChart, unknownChannel, unknownField } from '../diagnostics/codes/charts.ts';
import { hasParts } from '../diagnostics/codes/claims.ts';
import { unknownMember } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import { type Channel, channelNames, type More, otherChannels } from '../lower/charts/channel.ts';
import type { IndexSpec } from '../plan/plan.ts';
import type { Unit } from '../registry/units.ts';
import { nameOf, type ResolvedAxis } from './axes.ts';
import { vegaLitePart } from './chart-check.ts';
import type { ChartContext } from './charts.ts';
import type { ResolvedMeasurement } from './measure.ts';
import { notAskedFor, partsOf } from './members.ts';
import type { ChannelSyntax, Named } from './syntax.ts';

/** A measurement as a chart shows it: all of it, or one part. */
export interface ShownMeasurement {
  readonly measurement: ResolvedMeasurement;
  readonly member?: string;
  readonly title: string;
  readonly unit: Unit;
  readonly indices: readonly IndexSpec[];
}

/** What a channel's field turned out to be. */
export type Field =
  | { readonly kind: 'measurement'; readonly shown: ShownMeasurement }
  | { readonly kind: 'axis'; readonly axis: ResolvedAxis }
  | { readonly kind: 'index'; readonly name: string }
  | { readonly kind: 'constant' };

/** What a channel shows; undefined, and reported unless it was already, where it shows nothing. */
export function resolveField(
  { name: channel, span, value: { field, definition } }: Named<ChannelSyntax>,
  context: ChartContext,
): Field | undefined {
  const { report } = context;
  if (!channelNames.includes(channel)) {
    const reason = Object.hasOwn(otherChannels, channel) ? otherChannels[channel] : undefined;
    const data = { channel, nearest: nearest(channel, channelNames), known: channelNames };
    report(
      reason
        ? diagnose(refusedInChart, span, { key: channel, reason })
        : diagnose(unknownChannel, span, data),
    );
    return undefined;
  }
  if (field) return field.kind === 'hole' ? undefined : fieldOf(field, context);
  const constant = definition?.entries.some(({ key }) => key.text === 'value' || key.text === 'datum');
  if (constant) return { kind: 'constant' };
  // A field that could not be read was reported already.
  if (definition && !definition.entries.some(({ key }) => key.text === 'field'))
    report(diagnose(emptyChannel, span, { channel }));
  return undefined;
}

function fieldOf(field: Expression, context: ChartContext): Field | undefined {
  const { measurements, axes, report } = context;
  if (field.kind === 'member' && field.of.kind === 'name') {
    const measurement = measurements.get(field.of.name);
    if (measurement) return memberOf(measurement, field.name, field.nameSpan, report);
  }
  const name = field.kind === 'name' ? field.name : printExpression(field);
  const measurement = measurements.get(name);
  if (measurement?.record.unit)
    return {
      kind: 'measurement',
      shown: {
        measurement,
        title: measurement.record.title,
        unit: measurement.record.unit,
        indices: measurement.plan.indices,
      },
    };
  if (measurement) {
    report(diagnose(hasParts, field.span, { name, known: partsOf(measurement) }));
    return undefined;
  }
  const sound = [...measurements.values()].filter((candidate) => candidate !== undefined);
  // A broken measurement may have been meant, or may have had the index that is meant.
  const silent = sound.length < measurements.size;
  const axis = axes.find((candidate) => candidate.name === name);
  if (axis) return { kind: 'axis', axis };
  const indices = sound.flatMap((candidate) => indicesOf(candidate).map((index) => index.name));
  if (indices.includes(name)) return { kind: 'index', name };
  const known = [
    ...new Set([...sound.flatMap(drawable), ...indices, ...axes.map((candidate) => candidate.name)]),
  ];
  if (!silent)
    report(diagnose(unknownField, field.span, { field: name, nearest: nearest(name, known), known }));
  return undefined;
}

/** `near`, or `cells.regions` and the like where only parts can be drawn. */
function drawable(measurement: ResolvedMeasurement): readonly string[] {
  const { name, record } = measurement;
  return record.unit ? [name] : partsOf(measurement).map((member) => `${name}.${member}`);
}

function indicesOf({ plan, record, facts }: ResolvedMeasurement): readonly IndexSpec[] {
  return [...plan.indices, ...Object.values(record.members).flatMap((member) => member.indices(facts))];
}

/** `cells.regions` */
function memberOf(
  measurement: ResolvedMeasurement,
  name: string,
  span: Expression['span'],
  report: Report,
): Field | undefined {
  const { record, plan, facts } = measurement;
  const known = Object.keys(record.members);
  if (!known.includes(name)) {
    const of = `\`${measurement.name}\``;
    report(diagnose(unknownMember, span, { name, of, nearest: nearest(name, known), known }));
    return undefined;
  }
  const missing = notAskedFor(measurement, name, span);
  if (missing) {
    report(missing);
    return undefined;
  }
  const { title, unit, indices } = record.members[name];
  const moments = plan.indices.filter((index) => index.name === 'at' || index.name === 'step');
  return {
    kind: 'measurement',
    shown: { measurement, member: name, title, unit, indices: [...moments, ...indices(facts)] },
  };
}

/** The channel of a chart of `shown`. */
export function toChannel(
  { name, value }: Named<ChannelSyntax>,
  field: Field,
  shown: ShownMeasurement,
  report: Report,
): [string, Channel] | undefined {
  const said = value.definition ? vegaLitePart(name, value.definition, report, true) : { value: {} };
  if (!said) return undefined;
  const { field: _, ...more } = said.value as More & { field?: unknown };
  switch (field.kind) {
    case 'constant':
      return [name, { kind: 'constant', field: undefined, more }];
    case 'measurement':
      return [name, { kind: 'value', field: 'value', more }];
    case 'axis':
      return [name, { kind: 'axis', field: field.axis.name, ...armsOf(field.axis), more }];
    case 'index': {
      const index = shown.indices.find((candidate) => candidate.name === field.name);
      if (index) return [name, { kind: 'index', field: index.name, index, more }];
      const known = shown.indices.map((candidate) => candidate.name);
      const data = { field: field.name, nearest: nearest(field.name, known), known };
      if (value.field) report(diagnose(unknownField, value.field.span, data));
      return undefined;
    }
  }
}

function armsOf({ arms }: ResolvedAxis): { arms: readonly string[]; numbers?: readonly number[] } {
  // Arms with names of their own are no places on a scale.
  const numbers = arms.flatMap(({ name, value }) =>
    value.kind === 'number' && nameOf(value) === name ? [value.value] : [],
  );
  return { arms: arms.map((arm) => arm.name), ...(numbers.length === arms.length && { numbers }) };
}

import {
  chartWithoutKind,
  mixedInChart,
  noSuchReplicate,
  notAPartition,
  oneMeasurement,
  unknownChannel,
  unknownField,
  unknownMark,
} from '../diagnostics/codes/charts.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import { scopeOf } from '../expression/scope.ts';
import type { Value } from '../expression/values.ts';
import {
  type Channel,
  type Channels,
  channelNames,
  drawMeasurement,
  type Mark,
  marks,
} from '../lower/charts/measurement.ts';
import { drawPartition } from '../lower/charts/partition.ts';
import type { Chart, Construct, DataRef, IndexSpec } from '../plan/plan.ts';
import type { YamlNode } from '../source/yaml-tree.ts';
import type { ResolvedAxis } from './axes.ts';
import type { ResolvedMeasurement } from './measure.ts';
import { dataOf } from './network.ts';
import type { ChannelSyntax, ChartSyntax, Named } from './syntax.ts';

export interface ChartContext {
  readonly measurements: ReadonlyMap<string, ResolvedMeasurement>;
  readonly axes: readonly ResolvedAxis[];
  readonly data: ReadonlyMap<string, Value>;
  readonly replicates: number;
  readonly report: Report;
}

/** The charts of an experiment as Vega-Lite, without their rows. */
export function resolveCharts(
  entries: readonly Named<ChartSyntax>[],
  context: ChartContext,
): Record<string, Chart> {
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const chart = resolveChart(entry, context);
      return chart ? [[entry.name, chart]] : [];
    }),
  );
}

function resolveChart(entry: Named<ChartSyntax>, context: ChartContext): Chart | undefined {
  const { partition, mark } = entry.value;
  if (partition) return partitionChart(entry.value, context);
  if (mark) return measurementChart(entry.value, mark, context);
  context.report(diagnose(chartWithoutKind, entry.span, { name: entry.name }));
  return undefined;
}

/** What a channel's field turned out to be. */
type Field =
  | { readonly kind: 'measurement'; readonly measurement: ResolvedMeasurement }
  | { readonly kind: 'axis'; readonly axis: ResolvedAxis }
  | { readonly kind: 'index'; readonly name: string };

function measurementChart(
  syntax: ChartSyntax,
  mark: { name: string; span: ChartSyntax['span'] },
  context: ChartContext,
): Chart | undefined {
  const { report } = context;
  const known = Object.keys(marks);
  if (!known.includes(mark.name)) {
    report(diagnose(unknownMark, mark.span, { mark: mark.name, nearest: nearest(mark.name, known), known }));
    return undefined;
  }
  const fields = syntax.encoding.map((channel) => [channel, resolveField(channel, context)] as const);
  if (fields.some(([, field]) => !field)) return undefined;
  const shown = fields.flatMap(([, field]) => (field?.kind === 'measurement' ? [field.measurement] : []));
  if (shown.length !== 1) {
    report(diagnose(oneMeasurement, syntax.span, { found: shown.map(({ name }) => name) }));
    return undefined;
  }
  const [measurement] = shown;
  const channels = fields.map(([channel, field]) => toChannel(channel, field as Field, measurement, report));
  if (channels.some((channel) => !channel)) return undefined;
  const used = new Set(channels.map((channel) => channel?.[1].field));
  if (!nothingMixed(syntax, measurement, used, context)) return undefined;
  const axes = context.axes.filter(({ name }) => used.has(name)).map(({ name }) => name);
  const indices = measurement.plan.indices.map(({ name }) => name).filter((name) => used.has(name));
  const averaged = measurement.plan.indices.map(({ name }) => name).filter((name) => !used.has(name));
  const spec = drawMeasurement(
    mark.name as Mark,
    Object.fromEntries(channels as [string, Channel][]) as Channels,
    measurement.plan,
    averaged,
  );
  return {
    title: syntax.title,
    spec,
    rows: { kind: 'measurement', measurement: measurement.name, indices, axes },
  };
}

function resolveField(
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
  const axis = axes.find((candidate) => candidate.name === name);
  if (axis) return { kind: 'axis', axis };
  const indices = [...measurements.values()].flatMap(({ plan }) => plan.indices.map((index) => index.name));
  if (indices.includes(name)) return { kind: 'index', name };
  const drawable = [...measurements.values()]
    .filter(({ record }) => record.unit)
    .map((candidate) => candidate.name);
  const known = [...new Set([...drawable, ...indices, ...axes.map((candidate) => candidate.name)])];
  report(diagnose(unknownField, field.span, { field: name, nearest: nearest(name, known), known }));
  return undefined;
}

function toChannel(
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

/** Axes, moments and radii need a channel; samples, layers and units may be averaged. */
function nothingMixed(
  { span }: ChartSyntax,
  { name: measurement, plan }: ResolvedMeasurement,
  used: ReadonlySet<string | undefined>,
  { axes, report }: ChartContext,
): boolean {
  const arms = axes.filter((axis) => axis.arms.length > 1).map(({ name }) => ({ name, axis: true }));
  const moments = plan.indices
    .filter(({ name }) => ['at', 'step', 'radius'].includes(name))
    .map(({ name }) => ({ name, axis: false }));
  const mixed = [...arms, ...moments].filter(({ name }) => !used.has(name));
  for (const { name, axis } of mixed) report(diagnose(mixedInChart, span, { name, measurement, axis }));
  return mixed.length === 0;
}

function partitionChart(syntax: ChartSyntax, context: ChartContext): Chart | undefined {
  const { partition, overlay, replicate } = syntax;
  const { measurements, axes, report } = context;
  const name = partition?.kind === 'name' ? partition.name : '';
  const found = measurements.get(name);
  if (!partition || found?.record.name !== 'partition') {
    const known = [...measurements.values()]
      .filter(({ record }) => record.name === 'partition')
      .map((candidate) => candidate.name);
    // With measurements that failed there is nothing to compare the name with.
    if (partition && measurements.size > 0) report(diagnose(notAPartition, partition.span, { name, known }));
    return undefined;
  }
  const points = overlay && dataOf(overlay, scopeOf(context.data, report));
  const number = replicate ? replicateOf(syntax, context) : 1;
  if ((overlay && !points) || number === undefined) return undefined;
  const column = syntax.encoding.find((channel) => channel.name === 'column');
  const field = column && resolveField(column, context);
  const facet = field?.kind === 'axis' ? field.axis : undefined;
  const open = axes.find((axis) => axis.arms.length > 1 && axis.name !== facet?.name);
  if (open) {
    report(diagnose(mixedInChart, syntax.span, { name: open.name, measurement: name, axis: true }));
    return undefined;
  }
  const overlayRef: DataRef | undefined = points && { data: points.name, part: points.part };
  const spec = drawPartition(
    found.plan.value.window as Construct,
    facet && { field: facet.name, arms: facet.arms.map((arm) => arm.name) },
  );
  return {
    title: syntax.title,
    spec,
    rows: {
      kind: 'partition',
      measurement: name,
      overlay: overlayRef,
      axes: facet ? [facet.name] : [],
      replicate: number,
    },
  };
}

function replicateOf({ replicate }: ChartSyntax, { replicates, report }: ChartContext): number | undefined {
  if (!replicate) return 1;
  const type = { kind: 'number', unit: 'count', whole: true, min: 1 } as const;
  const value = accept(
    evaluate(replicate, scopeOf(new Map(), report)),
    type,
    '`replicate`',
    replicate.span,
    report,
  ) as number | undefined;
  if (value === undefined || value <= replicates) return value;
  report(diagnose(noSuchReplicate, replicate.span, { replicate: value, count: replicates }));
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

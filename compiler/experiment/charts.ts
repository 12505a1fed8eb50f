import { chartWithoutKind, mixedInChart, oneMeasurement, unknownMark } from '../diagnostics/codes/charts.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Scope } from '../expression/scope.ts';
import {
  type Channel,
  type Channels,
  drawMeasurement,
  type Mark,
  marks,
} from '../lower/charts/measurement.ts';
import type { Chart } from '../plan/plan.ts';
import type { ResolvedAxis } from './axes.ts';
import { type Field, resolveField, toChannel } from './chart-channels.ts';
import { partitionChart } from './chart-partition.ts';
import type { Measurements, ResolvedMeasurement } from './measure.ts';
import type { ChartSyntax, Named } from './syntax.ts';
import { renderText } from './text.ts';

export interface ChartContext {
  readonly measurements: Measurements;
  readonly axes: readonly ResolvedAxis[];
  /** The numbers of the replicates. */
  readonly replicates: readonly number[];
  readonly scope: Scope;
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
  const title = renderText(entry.value.title, context.scope);
  if (partition) return partitionChart(entry.value, title, context);
  if (mark) return measurementChart(entry.value, title, mark, context);
  context.report(diagnose(chartWithoutKind, entry.span, { name: entry.name }));
  return undefined;
}

function measurementChart(
  syntax: ChartSyntax,
  title: string,
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
    title,
    spec,
    rows: { kind: 'measurement', measurement: measurement.name, indices, axes },
  };
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

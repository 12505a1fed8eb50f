import {
  chartWithoutKind,
  missingInVegaLite,
  mixedInChart,
  notDrawn,
  oneMeasurement,
  unknownMark,
} from '../diagnostics/codes/charts.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Scope } from '../expression/scope.ts';
import { type Channels, type More, shownTitle } from '../lower/charts/channel.ts';
import { type Mark, type MarkPart, marks, otherMarks } from '../lower/charts/marks.ts';
import { drawMeasurement, type Style } from '../lower/charts/measurement.ts';
import type { Chart } from '../plan/plan.ts';
import type { YamlNode } from '../source/yaml-tree.ts';
import type { ResolvedAxis } from './axes.ts';
import { type Field, resolveField, type ShownMeasurement, toChannel } from './chart-channels.ts';
import { vegaLitePart } from './chart-check.ts';
import { filtersFit, fixedBy, withArmNames } from './chart-filters.ts';
import { partitionChart } from './chart-partition.ts';
import type { Measurements } from './measure.ts';
import type { ChartSyntax, MarkSyntax, Named } from './syntax.ts';
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
  mark: MarkSyntax,
  context: ChartContext,
): Chart | undefined {
  const { report } = context;
  const style = resolveStyle(syntax, mark, report);
  const fields = syntax.encoding.map((channel) => [channel, resolveField(channel, context)] as const);
  if (!style || fields.some(([, field]) => !field)) return undefined;
  const all = fields.flatMap(([, field]) => (field?.kind === 'measurement' ? [field.shown] : []));
  if (all.length !== 1) {
    report(diagnose(oneMeasurement, syntax.span, { found: all.map(({ measurement }) => measurement.name) }));
    return undefined;
  }
  const [shown] = all;
  const resolved = fields.map(([channel, field]) => toChannel(channel, field as Field, shown, report));
  if (!resolved.every((channel) => channel !== undefined)) return undefined;
  const channels = Object.fromEntries(resolved);
  const transform = syntax.parts.find(({ name }) => name === 'transform')?.value;
  const used = new Set([...resolved.map(([, { field }]) => field), ...fixedBy(transform)]);
  const columns = [...context.axes, ...shown.indices]
    .map(({ name }) => name)
    .filter((name) => used.has(name));
  if (transform && !filtersFit(transform, columns, context)) return undefined;
  if (!nothingMixed(syntax, shown, used, context)) return undefined;
  return assemble(title, mark.name as Mark, channels, shown, columns, style, context);
}

function assemble(
  title: string,
  mark: Mark,
  channels: Channels,
  shown: ShownMeasurement,
  columns: readonly string[],
  style: Style,
  context: ChartContext,
): Chart {
  const { measurement, member } = shown;
  const axes = context.axes.map(({ name }) => name).filter((name) => columns.includes(name));
  const indices = shown.indices.map(({ name }) => name).filter((name) => columns.includes(name));
  const averaged = shown.indices.map(({ name }) => name).filter((name) => !columns.includes(name));
  const numbers = [channels.x, channels.y].flatMap((channel) =>
    channel?.kind === 'axis' && channel.numbers && mark !== 'rect' ? [channel.field] : [],
  );
  const names = axes.filter((axis) => !numbers.includes(axis));
  const parts = { ...style.parts, transform: withArmNames(style.parts.transform, names) };
  const spec = drawMeasurement(
    mark,
    channels,
    { title: shownTitle(shown.title, shown.unit, averaged), unit: shown.unit },
    { ...style, parts },
  );
  const drawn: readonly MarkPart[] = marks[mark];
  return {
    title,
    spec,
    rows: {
      kind: 'measurement',
      measurement: measurement.name,
      ...(member !== undefined && { member }),
      indices,
      axes,
      ...(numbers.length > 0 && { numbers }),
      ...(drawn.some(([part]) => part === 'box') && { quartiles: true }),
      ...(drawn.every(([part]) => part !== 'replicate') && { summariesOnly: true }),
    },
  };
}

/** What the author says of the chart in Vega-Lite's words, checked; undefined, and reported, where it does not fit. */
function resolveStyle({ parts }: ChartSyntax, mark: MarkSyntax, report: Report): Style | undefined {
  const known = Object.keys(marks);
  if (!known.includes(mark.name)) {
    const data = { mark: mark.name, nearest: nearest(mark.name, known), known };
    if (mark.name === '') report(diagnose(missingInVegaLite, mark.span, { key: 'type', where: 'mark' }));
    else report(diagnose(otherMarks.includes(mark.name) ? notDrawn : unknownMark, mark.span, data));
    return undefined;
  }
  const own = mark.style && vegaLitePart('mark', withoutType(mark.style), report);
  const rest = parts.map(({ name, value }) => [name, vegaLitePart(name, value, report)] as const);
  if ((mark.style && !own) || rest.some(([, part]) => !part)) return undefined;
  return {
    mark: (own?.value ?? {}) as More,
    parts: Object.fromEntries(rest.map(([name, part]) => [name, part?.value])),
  };
}

/** Marks of several parts have a type of Crease's, which Vega-Lite need not know. */
function withoutType(style: YamlNode): YamlNode {
  if (style.kind !== 'map') return style;
  return { ...style, entries: style.entries.filter(({ key }) => key.text !== 'type') };
}

/** Axes that are not tuned, moments and radii need a channel; samples, layers and units may be averaged. */
function nothingMixed(
  { span }: ChartSyntax,
  { measurement: { name: measurement }, indices }: ShownMeasurement,
  used: ReadonlySet<string | undefined>,
  { axes, report }: ChartContext,
): boolean {
  const arms = axes
    .filter((axis) => !axis.tuned && axis.arms.length > 1)
    .map(({ name }) => ({ name, axis: true }));
  const moments = indices
    .filter(({ name }) => ['at', 'step', 'radius'].includes(name))
    .map(({ name }) => ({ name, axis: false }));
  const mixed = [...arms, ...moments].filter(({ name }) => !used.has(name));
  for (const { name, axis } of mixed) report(diagnose(mixedInChart, span, { name, measurement, axis }));
  return mixed.length === 0;
}

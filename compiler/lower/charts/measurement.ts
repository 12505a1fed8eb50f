import type { IndexSpec, Measurement } from '../../plan/plan.ts';
import { type Unit, units } from '../../registry/units.ts';

/** A channel of a chart, resolved: what it shows and what the author said of it in Vega-Lite's words. */
export type Channel =
  | { readonly kind: 'value'; readonly field: 'value'; readonly more: More }
  | { readonly kind: 'axis'; readonly field: string; readonly arms: readonly string[]; readonly more: More }
  | { readonly kind: 'index'; readonly field: string; readonly index: IndexSpec; readonly more: More };
type More = Readonly<Record<string, unknown>>;
export type Channels = Readonly<Record<string, Channel>>;

export const channelNames: readonly string[] = [
  'x',
  'y',
  'color',
  'column',
  'row',
  'shape',
  'strokeDash',
  'size',
  'opacity',
];

type Spec = Record<string, unknown>;

/** Layers of each mark: every replicate faintly, the interval, the mean. */
export const marks = {
  line: [
    ['replicate', { type: 'line', opacity: 0.22, strokeWidth: 0.8, clip: true }],
    ['interval', { type: 'area', opacity: 0.18, clip: true }],
    ['mean', { type: 'line', strokeWidth: 2, clip: true }],
  ],
  point: [
    ['replicate', { type: 'point', opacity: 0.3, size: 14, filled: true }],
    ['interval', { type: 'rule', strokeWidth: 1.5 }],
    ['mean', { type: 'point', size: 60, filled: true }],
  ],
  bar: [
    ['mean', { type: 'bar', opacity: 0.75 }],
    ['interval', { type: 'rule', strokeWidth: 1.5 }],
    ['replicate', { type: 'point', opacity: 0.35, size: 14, filled: true }],
  ],
} as const;
export type Mark = keyof typeof marks;

/**
 * A Vega-Lite specification for rows of one measurement: `kind` is `replicate` or `summary`, `value` the
 * number (a mean in summaries), `low` and `high` its interval; axes and indices are columns.
 */
export function drawMeasurement(
  mark: Mark,
  channels: Channels,
  measurement: Measurement,
  averaged: readonly string[],
): Spec {
  const title = valueTitle(measurement, averaged);
  const definition = (name: string) => encode(channels[name], name, title);
  const facets = ['column', 'row'].filter((name) => channels[name]);
  const drawn = Object.keys(channels).filter((name) => !facets.includes(name));
  const shared = Object.fromEntries(drawn.map((name) => [name, definition(name)]));
  const value = drawn.find((name) => channels[name].kind === 'value') ?? 'y';
  const layer = marks[mark].map(([part, style]) => layerOf(part, style, shared, value));
  const body: Spec = { width: facets.length > 0 ? 150 : 380, height: facets.length > 0 ? 170 : 240, layer };
  return facets.length === 0
    ? body
    : { facet: Object.fromEntries(facets.map((name) => [name, definition(name)])), spec: body };
}

function layerOf(
  part: 'replicate' | 'interval' | 'mean',
  style: object,
  shared: Record<string, Spec>,
  value: string,
): Spec {
  const kind = part === 'replicate' ? 'replicate' : 'summary';
  const own = { ...shared };
  if (part === 'interval') {
    own[value] = { ...shared[value], field: 'low' };
    own[`${value}2`] = { field: 'high' };
  }
  if (part === 'replicate') own.detail = { field: 'replicate', type: 'nominal' };
  return { transform: [{ filter: { field: 'kind', equal: kind } }], mark: style, encoding: own };
}

function encode(channel: Channel, name: string, valueTitle: string): Spec {
  return { ...definitionOf(channel, name, valueTitle), ...channel.more };
}

function definitionOf(channel: Channel, name: string, title: string): Spec {
  const position = name === 'x' || name === 'y';
  switch (channel.kind) {
    case 'value':
      return { field: 'value', type: 'quantitative', title, ...(position ? { scale: { zero: false } } : {}) };
    case 'axis':
      return {
        field: channel.field,
        type: 'nominal',
        title: channel.field,
        sort: channel.arms,
        ...(position ? {} : { scale: { domain: channel.arms } }),
      };
    case 'index':
      return indexDefinition(channel.index, position);
  }
}

function indexDefinition(index: IndexSpec, position: boolean): Spec {
  const title = indexTitle(index);
  const values = index.values ?? [];
  const numeric = values.every((value) => typeof value === 'number');
  if (!numeric) return { field: index.name, type: 'nominal', title, sort: values };
  if (!position || index.name === 'layer') return { field: index.name, type: 'ordinal', title, sort: values };
  const scale = geometric(values as number[]) ? { type: 'log' } : { zero: false };
  return { field: index.name, type: 'quantitative', title, scale };
}

/** "step (optimizer steps)", "radius (input distance)", "layer" */
function indexTitle({ name, unit }: IndexSpec): string {
  const { title } = units[unit as Unit] ?? { title: '' };
  if (name === 'step') return title;
  return unit === 'count' || !title ? name : `${name} (${title})`;
}

function valueTitle({ title, unit }: Measurement, averaged: readonly string[]): string {
  const { symbol } = units[unit as Unit] ?? { symbol: '' };
  const over = averaged.length > 0 ? `, mean over ${averaged.join(' and ')}` : '';
  return `${title}${over}${symbol ? ` (${symbol})` : ''}`;
}

/** Whether values grow by equal ratios, at least three of them. */
function geometric(values: readonly number[]): boolean {
  if (values.length < 3 || values.some((value) => value <= 0)) return false;
  const ratio = values[1] / values[0];
  return ratio !== 1 && values.slice(1).every((value, i) => Math.abs(value / values[i] / ratio - 1) < 1e-6);
}

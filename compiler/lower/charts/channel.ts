import type { IndexSpec } from '../../plan/plan.ts';
import { type Unit, units } from '../../registry/units.ts';
import { scaleOf } from './scale.ts';

/** A channel of a chart, resolved: what it shows and what the author said of it in Vega-Lite's words. */
export type Channel =
  | { readonly kind: 'value'; readonly field: 'value'; readonly more: More }
  | {
      readonly kind: 'axis';
      readonly field: string;
      readonly arms: readonly string[];
      /** The arms as numbers, where all are. */
      readonly numbers?: readonly number[];
      readonly more: More;
    }
  | { readonly kind: 'index'; readonly field: string; readonly index: IndexSpec; readonly more: More }
  /** The same for every row: `{value: 30}` or `{datum: 0.5}`. */
  | { readonly kind: 'constant'; readonly field: undefined; readonly more: More };
export type More = Readonly<Record<string, unknown>>;
export type Channels = Readonly<Record<string, Channel>>;
export type Spec = Record<string, unknown>;

/** The value that a chart shows: its axis title and its unit. */
export interface Shown {
  readonly title: string;
  readonly unit: Unit;
  /** Whether its axis starts at zero, because the mark fills what lies below. */
  readonly fromZero?: boolean;
}

export const facetNames: readonly string[] = ['column', 'row', 'facet'];
export const channelNames: readonly string[] = [
  'x',
  'y',
  'color',
  ...facetNames,
  'shape',
  'strokeDash',
  'size',
  'opacity',
  'fill',
  'stroke',
  'strokeWidth',
  'detail',
  'xOffset',
  'yOffset',
];
/** Channels of Vega-Lite that experiments do not use, with why. */
export const otherChannels: Readonly<Record<string, string>> = {
  href: 'charts link to nothing',
  url: 'a chart shows what was measured and fetches nothing',
  ...Object.fromEntries(
    ['x2', 'y2', 'xError', 'yError'].map((name) => [name, 'Crease draws intervals itself']),
  ),
};

/** A channel's definition in Vega-Lite; what the author said of scale and axis is added to ours. */
export function encode(channel: Channel, name: string, shown: Shown, discrete: boolean): Spec {
  const ours = definitionOf(channel, name, shown, discrete);
  const theirs = Object.entries(channel.more).map(([key, value]) => [
    key,
    isMap(ours[key]) && isMap(value) ? { ...ours[key], ...value } : value,
  ]);
  return { ...ours, ...Object.fromEntries(theirs) };
}
const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function definitionOf(channel: Channel, name: string, shown: Shown, discrete: boolean): Spec {
  const position = name === 'x' || name === 'y';
  switch (channel.kind) {
    case 'constant':
      return {};
    case 'value':
      return valueDefinition(name, position, shown);
    case 'axis': {
      const { field, arms, numbers } = channel;
      if (position && numbers && !discrete)
        return {
          field,
          type: 'quantitative',
          title: field,
          scale: scaleOf(numbers),
          axis: { values: numbers },
        };
      const scale = position || facetNames.includes(name) ? {} : { scale: { domain: arms } };
      return { field, type: 'nominal', title: field, sort: arms, ...scale };
    }
    case 'index':
      return indexDefinition(channel.index, position && !discrete, position);
  }
}

function valueDefinition(name: string, position: boolean, { title, unit, fromZero = false }: Shown): Spec {
  const definition = { field: 'value', type: 'quantitative', title };
  const percent = unit === 'probability' ? { format: '~%' } : undefined;
  if (position) return { ...definition, scale: { zero: fromZero }, ...(percent && { axis: percent }) };
  return { ...definition, ...(percent && (name === 'color' || name === 'size') && { legend: percent }) };
}

function indexDefinition(index: IndexSpec, toScale: boolean, position: boolean): Spec {
  const title = indexTitle(index);
  const values = index.values ?? [];
  const numeric = values.every((value) => typeof value === 'number');
  if (!numeric) return { field: index.name, type: 'nominal', title, sort: values };
  if (!toScale || index.name === 'layer') {
    const format = values.every(Number.isInteger) ? undefined : { format: '.3~g' };
    const short = position ? { axis: { labelAngle: 0, ...format } } : {};
    return { field: index.name, type: 'ordinal', title, sort: values, ...short };
  }
  return { field: index.name, type: 'quantitative', title, scale: scaleOf(values) };
}

/** "optimizer steps", "radius (input distance)", "layer" */
function indexTitle({ name, unit }: IndexSpec): string {
  const { title } = units[unit as Unit] ?? { title: '' };
  if (name === 'step') return title;
  return unit === 'count' || !title ? name : `${name} (${title})`;
}

/** "accuracy", "distance to the nearest boundary, mean over sample", "loss (nats)" */
export function shownTitle(title: string, unit: Unit, averaged: readonly string[]): string {
  const { symbol } = units[unit] ?? { symbol: '' };
  const over = averaged.length > 0 ? `, mean over ${averaged.join(' and ')}` : '';
  return `${title}${over}${symbol ? ` (${symbol})` : ''}`;
}

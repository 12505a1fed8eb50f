import type { Settings } from '../../compiler/registry/construct.ts';
import type { StatisticName } from '../../compiler/registry/statistics/index.ts';
import { reducers } from './reduce.ts';

/** Numbers with named indices, outermost first: what a measurement found in one cell. */
export interface Values {
  readonly indices: readonly ValueIndex[];
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float64Array;
  /** Named parts, such as `regions_after` of a partition. */
  readonly members?: Readonly<Record<string, Values>>;
}
export interface ValueIndex {
  readonly name: string;
  /** Missing for samples and other things without a value of their own. */
  readonly values?: readonly (number | string)[];
}

/** A quantity that has no value for a reason which its author can mend. */
export class NoValue extends Error {}

/** A single number without indices. */
export function scalar(value: number): Values {
  return { indices: [], shape: [], values: Float64Array.of(value) };
}

/** The single number that is left. */
export function asNumber({ indices, values }: Values): number {
  if (indices.length === 0) return values[0];
  const names = indices.map(({ name }) => name).join(' and ');
  throw new NoValue(
    `this is not one number but one for each ${names}: put a statistic around it, such as mean(…, over = ${indices[0].name})`,
  );
}

/** The entries at one value of an index, which is then gone. */
export function pick(of: Values, name: string, wanted: number | string): Values {
  const axis = indexNamed(of, name);
  const known = of.indices[axis].values;
  const place = known?.findIndex((value) => same(value, wanted)) ?? -1;
  if (place < 0)
    throw new NoValue(`there is no ${name} = ${wanted}; known are ${known?.join(', ') ?? 'no values of it'}`);
  return groupBy(of, [axis], (entries) => entries[place]);
}

/** A statistic along the named indices taken together, which are then gone. */
export function reduceOver(
  of: Values,
  over: readonly string[],
  statistic: StatisticName,
  settings: Settings,
): Values {
  const axes = over.map((name) => indexNamed(of, name));
  const places = (of.indices[axes[0]].values ?? []).map(Number);
  return groupBy(of, axes, (entries) => reducers[statistic](Float64Array.from(entries), settings, places));
}

/** An operation entry by entry; a single number goes with every entry of the other side. */
export function combine(left: Values, right: Values, operation: (a: number, b: number) => number): Values {
  if (left.indices.length === 0)
    return { ...right, values: right.values.map((value) => operation(left.values[0], value)) };
  if (right.indices.length === 0)
    return { ...left, values: left.values.map((value) => operation(value, right.values[0])) };
  if (describe(left) !== describe(right))
    throw new NoValue(
      `numbers for each ${describe(left)} can't be combined with numbers for each ${describe(right)}`,
    );
  return { ...left, values: left.values.map((value, i) => operation(value, right.values[i])) };
}

/** Makes one number of all entries that differ only along `axes`. */
function groupBy(of: Values, axes: readonly number[], reduce: (entries: number[]) => number): Values {
  const kept = of.indices.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => of.shape[axis]);
  const groups: number[][] = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => []);
  of.values.forEach((value, flat) => {
    const place = placeOf(flat, of.shape);
    groups[kept.reduce((group, axis) => group * of.shape[axis] + place[axis], 0)].push(value);
  });
  return { indices: kept.map((axis) => of.indices[axis]), shape, values: Float64Array.from(groups, reduce) };
}

function placeOf(flat: number, shape: readonly number[]): number[] {
  const place = new Array<number>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place[axis] = flat % shape[axis];
    flat = Math.floor(flat / shape[axis]);
  }
  return place;
}

function indexNamed({ indices }: Values, name: string): number {
  const axis = indices.findIndex((index) => index.name === name);
  if (axis >= 0) return axis;
  const names = indices.map((index) => index.name).join(', ');
  throw new NoValue(
    `there is no index ${name} here: ${names ? `there is ${names}` : 'it is a single number'}`,
  );
}

/** Computed values such as radii may differ from typed ones in the last digits. */
function same(value: number | string, wanted: number | string): boolean {
  if (typeof value !== 'number' || typeof wanted !== 'number') return value === wanted;
  return Math.abs(value - wanted) <= 1e-9 * Math.max(Math.abs(value), Math.abs(wanted));
}

function describe({ indices, shape }: Values): string {
  return indices.map(({ name }, axis) => `${name} (${shape[axis]})`).join(' and ');
}

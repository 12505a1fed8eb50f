import type { Settings } from '../../compiler/registry/construct.ts';
import type { StatisticName } from '../../compiler/registry/statistics/index.ts';

/**
 * One number of many; not a number (NaN) where it is not defined or one of the numbers is not.
 * `places` are the values of the index that it runs over, such as steps.
 */
export type Reducer = (values: Float64Array, settings: Settings, places: readonly number[]) => number;

/** How each statistic of the registry is computed. */
export const reducers: Readonly<Record<StatisticName, Reducer>> = {
  sum: total,
  mean,
  sd: standardDeviation,
  min: (values) => extreme(values, Math.min),
  max: (values) => extreme(values, Math.max),
  median: (values) => quantile(values, 0.5),
  quantile: (values, { share }) => quantile(values, share as number),
  area_under: areaUnder,
  mean_of_last: (values, { count }) => mean(values.slice(-(count as number))),
  slope,
  steps_to: (values, { level, falling }, places) =>
    firstPlace(values, level as number, falling === true, places),
};

/** The place where values first reach the level; infinite where they never do. */
function firstPlace(
  values: Float64Array,
  level: number,
  falling: boolean,
  places: readonly number[],
): number {
  if (values.length === 0 || values.some(Number.isNaN)) return Number.NaN;
  const first = values.findIndex((value) => (falling ? value <= level : value >= level));
  return first < 0 ? Number.POSITIVE_INFINITY : places[first];
}

/** Trapezoidal rule, divided by the range of the places. */
function areaUnder(values: Float64Array, _: Settings, places: readonly number[]): number {
  if (values.length < 2) return mean(values);
  let area = 0;
  for (let i = 1; i < values.length; i++)
    area += ((values[i - 1] + values[i]) / 2) * (places[i] - places[i - 1]);
  return area / (places[values.length - 1] - places[0]);
}

/** Least-squares slope against 0, 1, 2, …; NaN for fewer than two numbers. */
export function slope(values: Float64Array): number {
  return slopeWeights(values.length).reduce((sum, weight, i) => sum + weight * values[i], 0);
}

/** What each of `n` numbers in order contributes to their least-squares slope. */
export function slopeWeights(n: number): number[] {
  const centre = (n - 1) / 2;
  // Σ (i − centre)² = n (n² − 1) / 12
  return Array.from({ length: n }, (_, i) => (12 * (i - centre)) / (n * (n * n - 1)));
}

/** Arithmetic mean. */
export function mean(values: Float64Array): number {
  return total(values) / values.length;
}

/** Standard deviation over `n − 1`; NaN for fewer than two numbers. */
export function standardDeviation(values: Float64Array): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function extreme(values: Float64Array, more: (a: number, b: number) => number): number {
  return values.length === 0 ? Number.NaN : values.reduce((best, value) => more(best, value));
}

/** Definition 7 of Hyndman & Fan (1996), "Sample quantiles in statistical packages". */
function quantile(values: Float64Array, share: number): number {
  if (values.length === 0 || values.some(Number.isNaN)) return Number.NaN;
  const sorted = values.toSorted();
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  // equal neighbours first: the difference of two infinities is not a number
  return below === above ? below : below + (place % 1) * (above - below);
}

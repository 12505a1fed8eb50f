import type { Settings } from '../../compiler/registry/construct.ts';
import type { StatisticName } from '../../compiler/registry/statistics/index.ts';

/** One number of many; not a number (NaN) where it is not defined or one of the numbers is not. */
export type Reducer = (values: Float64Array, settings: Settings) => number;

/** How each statistic of the registry is computed. */
export const reducers: Readonly<Record<StatisticName, Reducer>> = {
  sum: total,
  mean,
  sd: standardDeviation,
  min: (values) => extreme(values, Math.min),
  max: (values) => extreme(values, Math.max),
  median: (values) => quantile(values, 0.5),
  quantile: (values, { share }) => quantile(values, share as number),
};

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

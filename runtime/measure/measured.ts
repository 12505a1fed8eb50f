import type { DataSetting } from '../../compiler/plan/plan.ts';
import type { Settings } from '../../compiler/registry/construct.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import type { Stream } from '../random/stream.ts';
import type { NpyArray } from '../store/record.ts';
import type { Points } from './points.ts';

/** What a measurement is given: one network at one moment. */
export interface MeasurePlace {
  readonly settings: Settings;
  /** Indices to keep, as the author asked for them. */
  readonly by: readonly string[];
  readonly network: PiecewiseAffineNetwork;
  /** The data set, or part of one, that a setting names. */
  readonly points: (setting: DataSetting) => Points;
  /** What normalizations take their statistics from. */
  readonly training: Points;
  /** The network with the statistics of these training examples instead of all. */
  readonly inBatch: (rows: Int32Array) => PiecewiseAffineNetwork;
  /** Random numbers for one purpose, the same for all arms and moments of a replicate. */
  readonly random: (purpose: string, ...path: readonly number[]) => Stream;
}

/** The same without what the author says of one measurement. */
export type NetworkPlace = Omit<MeasurePlace, 'settings' | 'by'>;

/** What was measured at one moment. */
export interface Measured {
  /** The result: `value`, or an array for each member. */
  readonly arrays: Readonly<Record<string, NpyArray>>;
  /** What pictures are drawn from, of any size; kept for the last moment. */
  readonly drawing?: Readonly<Record<string, NpyArray>>;
  /** Residuals that vouch for the numbers; the largest of all moments is kept. */
  readonly certificate: Readonly<Record<string, number>>;
}

export type Measure = (place: MeasurePlace) => Measured;

/** A number without indices, as an array of shape []. */
export const scalar = (value: number): NpyArray => ({ shape: [], data: Float64Array.of(value) });

/** A list of numbers, as an array of shape [n]. */
export const vector = (values: ArrayLike<number>): NpyArray => ({
  shape: [values.length],
  data: Float64Array.from(values),
});

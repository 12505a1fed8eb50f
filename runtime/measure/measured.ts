import type { Construct, DataSetting, NetworkSpec } from '../../compiler/plan/plan.ts';
import type { Settings } from '../../compiler/registry/construct.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import type { Stream } from '../random/stream.ts';
import type { NpyArray } from '../store/record.ts';
import type { Variables } from '../train/variables.ts';
import type { Evaluated } from './evaluator.ts';
import type { Points } from './points.ts';

/** One network at one moment. */
export interface NetworkPlace extends Evaluated {
  /** The data set, or part of one, that a setting names. */
  readonly points: (setting: DataSetting) => Points;
  /** What normalizations take their statistics from. */
  readonly training: Points;
  /** The network as it is trained: its variables, without exact statistics, after so many optimizer steps. */
  readonly current: {
    readonly network: NetworkSpec;
    readonly variables: Variables;
    readonly step: number;
  };
  /** What the network is trained by, where it is trained. */
  readonly loss?: Construct;
  /** Random numbers for one purpose, the same for all arms and moments of a replicate. */
  readonly random: (purpose: string, ...path: readonly number[]) => Stream;
}

/** What a measurement is given: one network at one moment, and what its author says of it. */
export interface EvaluatedPlace extends Omit<NetworkPlace, 'form' | 'inBatch' | 'certificate'> {
  readonly settings: Settings;
  /** Indices to keep, as the author asked for them. */
  readonly by: readonly string[];
}

/** What a geometric measurement is given. */
export interface MeasurePlace extends EvaluatedPlace, Pick<NetworkPlace, 'inBatch'> {
  readonly network: PiecewiseAffineNetwork;
  /** To be told now and then, by what takes long, which share of it is done; what was done stays done. */
  readonly onProgress: (share: number) => void;
}

/** What was measured at one moment. */
export interface Measured {
  /** The result: `value`, or an array for each member. */
  readonly arrays: Readonly<Record<string, NpyArray>>;
  /** What pictures are drawn from, of any size; kept for the last moment. */
  readonly drawing?: Readonly<Record<string, NpyArray>>;
  /** Residuals that vouch for the numbers; the largest of all moments is kept. */
  readonly certificate: Readonly<Record<string, number>>;
}

/** A measurement of what a network answers; it need not be piecewise affine. */
export type Evaluate = (place: EvaluatedPlace) => Measured;

/** A measurement of a network's geometry. */
export type Measure = (place: MeasurePlace) => Measured;

/** A number without indices, as an array of shape []. */
export const scalar = (value: number): NpyArray => ({ shape: [], data: Float64Array.of(value) });

/** A list of numbers, as an array of shape [n]. */
export const vector = (values: ArrayLike<number>): NpyArray => ({
  shape: [values.length],
  data: Float64Array.from(values),
});

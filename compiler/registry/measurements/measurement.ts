import type { IndexSpec } from '../../plan/plan.ts';
import type { Documented, Settings } from '../construct.ts';
import type { Unit } from '../units.ts';

/** The record of a measurement. Its first parameter is the points that it is taken at, if it has any. */
export interface MeasurementRecord extends Documented {
  readonly kind: 'measurement';
  /** Axis and table title: "distance to the nearest boundary". */
  readonly title: string;
  /** Unit of the value; missing where only the members are numbers. */
  readonly unit?: Unit;
  /** Which end is better; missing where it depends on what is asked. */
  readonly best?: 'max' | 'min';
  /** Indices that the value always has, outermost first. */
  readonly indices: (settings: Settings, network: NetworkFacts) => readonly IndexSpec[];
  /** Further indices that `by:` may keep; without it they are summed or averaged as `about` says. They come before `indices`. */
  readonly by: Readonly<Record<string, (settings: Settings, network: NetworkFacts) => IndexSpec>>;
  /** Named parts of the result, such as `regions_after(layer = 1)`. */
  readonly members: Readonly<Record<string, Member>>;
  /** Whether the network must be piecewise affine or be trained, its points have classes, its inputs be a plane. */
  readonly needs: {
    readonly piecewiseAffine?: true;
    readonly training?: true;
    readonly classes?: true;
    readonly plane?: true;
  };
  /** Rough floating-point operations at one moment. */
  readonly cost: (settings: Settings, network: NetworkFacts) => number;
}

export interface Member {
  readonly about: string;
  readonly title: string;
  readonly unit: Unit;
  readonly indices: (network: NetworkFacts) => readonly IndexSpec[];
  /** The setting that must be true for it to be measured; missing where it always is. */
  readonly asked?: string;
}

/** Whether a part of a result is measured with these settings. */
export const isMeasured = ({ asked }: Member, settings: Settings): boolean =>
  asked === undefined || settings[asked] === true;

/** What a measurement may know of the network before it exists. */
export interface NetworkFacts {
  readonly inputs: number;
  /** Units of each layer that bends, in order. */
  readonly widths: readonly number[];
  /** Multiply–adds of one forward pass for one example. */
  readonly multiplyAdds: number;
  /** Examples that the measurement looks at; 0 where it has no points. */
  readonly examples: number;
}

/** The index over layers that bend, counted from 1. */
export function layerIndex(network: NetworkFacts): IndexSpec {
  return { name: 'layer', unit: 'count', values: network.widths.map((_, i) => i + 1) };
}
/** The index over the examples that are looked at. */
export const sampleIndex: IndexSpec = { name: 'sample', unit: 'count' };

/** Operations of a forward pass for all examples. */
export const forwardCost = ({ multiplyAdds, examples }: NetworkFacts): number => 2 * multiplyAdds * examples;

/** Operations that push every unit's gradient through the network, for all examples. */
export const jacobianCost = (network: NetworkFacts): number => network.inputs * forwardCost(network);

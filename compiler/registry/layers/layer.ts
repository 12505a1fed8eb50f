import type { Construct } from '../../plan/plan.ts';
import type { Builder } from '../../program/build.ts';
import type { Law, Ref } from '../../program/program.ts';
import type { Documented, Refusal, Settings, Shape } from '../construct.ts';

/** The record of a layer, activation or normalization: anything that may stand in `network.layers`. */
export interface LayerRecord extends Documented {
  readonly kind: 'layer' | 'activation' | 'normalization';
  /** Shape of one example after the layer; `before` is the layer before it, where nothing else reads that. */
  readonly shape: (input: Shape, settings: Settings, before: Construct | undefined) => Shape | Refusal;
  /** Whether the network stays piecewise affine in evaluation mode. */
  readonly piecewiseAffine: boolean;
  /** Set where it bends: measurements count the layers that do from 1, in order. */
  readonly bends?: true;
  /** Set where nothing is saved by training several networks with this layer side by side. */
  readonly trainsAlone?: true;
  /**
   * Whether evaluation mode uses, in place of the buffers `running_mean` and `running_variance`, mean and biased
   * variance of what flows in over the whole training data, unit by unit or channel by channel.
   */
  readonly exactStatistics?: (settings: Settings) => boolean;
  /** What it takes from the statistics of mini-batches in training; missing where it takes none. */
  readonly batchStatistics?: (settings: Settings) => BatchStatistics;
  /** Whether variables start from the statistics of the training data where it flows in; running ones as these. */
  readonly startsFromData?: (settings: Settings) => boolean;
  /** Whether a number that is added to what flows in, for each unit or channel, has no effect. */
  readonly removesBias?: (settings: Settings) => boolean;
  /** Parameters and buffers of one network, with how each starts, for inputs of shape `input`. */
  readonly variables: (input: Shape, settings: Settings) => readonly Variable[];
  /**
   * The layer as tensor operations; `x` is `[S, B, …input]` for `S` networks trained side by side. A residual
   * sum reads more than one value.
   */
  readonly lower: (place: LayerPlace, x: Ref, settings: Settings, more: readonly Ref[]) => Ref;
}

/** What a normalization takes from the statistics of mini-batches. */
export interface BatchStatistics {
  /** Examples that each mean is taken over, where that is not the training batch: fewer, or more. */
  readonly examples: number | null;
}

export interface Variable {
  /** `weights`, `lengths`, `bias`, `scale`, `offset`, `running_mean`, `running_variance`. */
  readonly name: string;
  readonly shape: Shape;
  /** Buffers are kept beside the parameters but not trained. */
  readonly trained: boolean;
  /** How it starts; `{is: 'row_lengths', of}` as the Euclidean length of each row of another variable. */
  readonly initial: Construct;
}

/** What a layer may use while it is lowered. */
export interface LayerPlace {
  readonly build: Builder;
  readonly mode: 'train' | 'evaluate';
  /**
   * Examples that the loss is a mean over. In training more may flow through the layer, `[S, V, …input]`, of which they
   * are the first: the others are there for statistics over more examples.
   */
  readonly batch: number;
  /** The layer's own variable, `[S, …shape]`. */
  variable(name: string): Ref;
  /** Assigns a buffer after the step. */
  update(name: string, value: Ref): void;
  /** Random numbers `[S, …shape]`, new at every step of training; a layer calls it once for a purpose, in training. */
  random(purpose: string, law: Law, shape: Shape): Ref;
  /** 1 for members that have taken at least `steps` steps, 0 for others: `[S]`. In training only. */
  hasTaken(steps: number): Ref;
}

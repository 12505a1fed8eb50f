import type { Construct } from '../../plan/plan.ts';
import type { Builder } from '../../program/build.ts';
import type { Ref } from '../../program/program.ts';
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
  /**
   * Whether evaluation mode uses, in place of the buffers `running_mean` and `running_variance`, mean and biased
   * variance of what flows in over the whole training data, unit by unit or channel by channel.
   */
  readonly exactStatistics?: (settings: Settings) => boolean;
  /** Parameters and buffers of one network, with how each starts, for inputs of shape `input`. */
  readonly variables: (input: Shape, settings: Settings) => readonly Variable[];
  /**
   * The layer as tensor operations; `x` is `[S, B, …input]` for `S` networks trained side by side. A residual
   * sum reads more than one value.
   */
  readonly lower: (place: LayerPlace, x: Ref, settings: Settings, more: readonly Ref[]) => Ref;
}

export interface Variable {
  /** `weights`, `bias`, `scale`, `offset`, `running_mean`, `running_variance`. */
  readonly name: string;
  readonly shape: Shape;
  /** Buffers are kept beside the parameters but not trained. */
  readonly trained: boolean;
  /** How it starts. */
  readonly initial: Construct;
}

/** What a layer may use while it is lowered. */
export interface LayerPlace {
  readonly build: Builder;
  readonly mode: 'train' | 'evaluate';
  /** The layer's own variable, `[S, …shape]`. */
  variable(name: string): Ref;
  /** Assigns a buffer after the step. */
  update(name: string, value: Ref): void;
}

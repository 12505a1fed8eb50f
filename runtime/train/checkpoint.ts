import type { Values } from '../tensorflow/executor.ts';

/**
 * What one member of a cohort needs to go on where it stopped, bit for bit. It does not depend on who trains beside
 * it: it belongs to the training step of its cell alone, and may be resumed in another cohort. What was measured on
 * the way is not in it.
 */
export interface Checkpoint {
  /** Optimizer steps taken. The order of examples, random draws and the rate follow from it. */
  readonly step: number;
  /**
   * Numbers of one network by state name, row-major in single precision (in double on the reference backend):
   * parameters, buffers, and what the optimizer keeps (`0.weights/first`). Nothing before the first step and where the
   * member diverged.
   */
  readonly states: Readonly<Record<string, Values>>;
  /** Loss of every step so far. */
  readonly loss: Float64Array;
  /** Why it diverged: "the loss became infinite at step 312". Such a member takes no more steps. */
  readonly divergence?: string;
}

/** When a training is saved, and where to. */
export interface Checkpoints {
  /** Asked after every step of the cohort, counted from 1: by number of steps, or by time. */
  readonly due: (step: number) => boolean | Promise<boolean>;
  /** Every member, in order. Where it throws, the training ends: so a run is stopped after its checkpoint. */
  readonly save: (members: readonly Checkpoint[]) => void | Promise<void>;
}

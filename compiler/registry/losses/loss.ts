import type { Builder } from '../../program/build.ts';
import type { Ref } from '../../program/program.ts';
import type { Documented, Refusal, Settings, Shape } from '../construct.ts';

/** The record of a loss: what training makes small. */
export interface LossRecord extends Documented {
  readonly kind: 'loss';
  /** Why a network with this output cannot be trained by this loss on examples of so many classes. */
  readonly refuses: (output: Shape, classes: number | undefined) => Refusal | undefined;
  /** Mean over the batch, `[S]`, from outputs `[S, B, classes]` and labels `[S, B]`. */
  readonly lower: (build: Builder, outputs: Ref, labels: Ref, settings: Settings) => Ref;
}

/** For losses that compare one output a class with the label. */
export function oneOutputPerClass(output: Shape, classes: number | undefined): Refusal | undefined {
  if (classes === undefined)
    return {
      refused: 'this loss compares with labels, but the examples have none',
      help: 'train on a labelled data set',
    };
  if (output.length === 1 && output[0] === classes) return undefined;
  return {
    refused: `the network ends in ${output.join('×')} outputs, but there are ${classes} classes`,
    help: `end it with dense(${classes})`,
  };
}

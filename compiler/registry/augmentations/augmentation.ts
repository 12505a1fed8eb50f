import type { Documented, Refusal, Settings, Shape } from '../construct.ts';

/** The record of a way to change an example at random each time it is trained on. */
export interface AugmentationRecord extends Documented {
  readonly kind: 'augmentation';
  /** Why it cannot be done to examples of a shape. */
  readonly refuses: (shape: Shape, settings: Settings) => Refusal | undefined;
}

/** Refuses what is no image `[height, width, channels]`. */
export function unlessImage(name: string, shape: Shape): Refusal | undefined {
  if (shape.length === 3) return undefined;
  return {
    refused: `${name}() changes images [height, width, channels], but an example has the shape [${shape.join(', ')}]`,
    help: 'train on images, such as `digits(image = true)`, and put `flatten()` before the first dense layer',
  };
}

/** What documentation says of all of them. */
export const augmentationAbout =
  'It is drawn anew for each example in each epoch, from a stream of its own for each replicate: arms of the same replicate see the same changes. Only batches of the training are changed, never what is measured or what exact statistics are taken of.';

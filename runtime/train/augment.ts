import type { Construct } from '../../compiler/plan/plan.ts';
import type { AugmentationName } from '../../compiler/registry/augmentations/index.ts';
import { type Settings, type Shape, settingsOf } from '../../compiler/registry/construct.ts';
import type { Points } from '../measure/points.ts';
import { stream } from '../random/stream.ts';

/** How images `[height, width, channels]` are changed. */
interface Augmentation {
  /** Random numbers that each image takes, uniform on [0, 1). */
  readonly draws: number;
  /** Writes the changed image of `from` to `into`. */
  readonly change: (
    from: Float64Array,
    into: Float64Array,
    draws: Float64Array,
    shape: Shape,
    settings: Settings,
  ) => void;
}

const augmentations = {
  flip: {
    draws: 1,
    change: (from, into, [mirrored], shape) =>
      rearrange(from, into, shape, (row, column) => [row, mirrored < 0.5 ? shape[1] - 1 - column : column]),
  },
  shift: {
    draws: 2,
    change: (from, into, draws, shape, settings) => {
      const by = settings.by as number;
      const [down, right] = draws.map((u) => Math.floor(u * (2 * by + 1)) - by);
      rearrange(from, into, shape, (row, column) => [row - down, column - right]);
    },
  },
} as const satisfies Record<AugmentationName, Augmentation>;

/** Fills an image with the pixels of another one; zeros where `source` lies outside of it. */
function rearrange(
  from: Float64Array,
  into: Float64Array,
  [height, width, channels]: Shape,
  source: (row: number, column: number) => readonly [row: number, column: number],
): void {
  into.fill(0);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [r, c] = source(row, column);
      if (r < 0 || r >= height || c < 0 || c >= width) continue;
      const at = (r * width + c) * channels;
      into.set(from.subarray(at, at + channels), (row * width + column) * channels);
    }
}

/** Writes the examples at some places of the training part, changed as in an epoch, one after the other. */
export type Augment = (places: Int32Array, epoch: number, into: Float64Array) => void;

/**
 * What one replicate sees of its examples. Each augmentation draws for all examples at the start of an epoch, from
 * a stream of its own, so that what becomes of an example does not depend on the batch that it is in.
 * @param rows places of the training examples in `data`; all of them where it is missing
 */
export function augmentsOf(
  list: readonly Construct[],
  { inputs, count }: Points,
  shape: Shape,
  seed: number,
  replicate: number,
  rows?: Int32Array,
): Augment {
  const size = inputs.length / count;
  const examples = rows?.length ?? count;
  const steps = list.map((augmentation, i) => {
    const { draws, change } = augmentations[augmentation.is as AugmentationName];
    const settings = settingsOf(augmentation);
    let drawnFor = -1;
    let numbers: Float64Array = new Float64Array(0);
    return (place: number, epoch: number, from: Float64Array, into: Float64Array) => {
      if (epoch !== drawnFor) {
        const own = stream(seed, replicate, 'augment', i, augmentation.is, epoch);
        numbers = own.fillUniform(new Float64Array(examples * draws));
        drawnFor = epoch;
      }
      change(from, into, numbers.subarray(place * draws, (place + 1) * draws), shape, settings);
    };
  });
  const scratch = new Float64Array(size);
  return (places, epoch, into) => {
    places.forEach((place, i) => {
      const row = rows === undefined ? place : rows[place];
      const image = into.subarray(i * size, (i + 1) * size);
      image.set(inputs.subarray(row * size, (row + 1) * size));
      for (const step of steps) {
        scratch.set(image);
        step(place, epoch, scratch, image);
      }
    });
  };
}

import { float, mustBe, type Op, sameShape, show, type Typed } from './op.ts';
import { imagesOf, type Pair, type Pooling, poolingOf, positions } from './window.ts';

const attributes = ['size', 'stride', 'padding'];

/** `images [S, B, H, W, C]`: the largest of each channel at each position of the window; padding never wins. */
export const maxPool: Op = {
  arity: 1,
  attributes,
  infer: ([images], attributes) => {
    mustBe('float', images);
    return float(pooled(images, poolingOf(attributes)));
  },
  derivative: (build, { ref, inputs: [images], attributes }, gradient) => [
    build.maxPoolGradient(gradient, images, ref, poolingOf(attributes)),
  ],
};

/**
 * `(gradient, images, pooled)`: what `maxPool` sends back to the images: to the winner of each position, of equals the
 * first in reading order. It is not differentiated further.
 */
export const maxPoolGradient: Op = {
  arity: 3,
  attributes,
  infer: ([gradient, images, result], attributes) => {
    mustBe('float', gradient, images, result);
    const shape = pooled(images, poolingOf(attributes));
    mustFollow(gradient, shape);
    mustFollow(result, shape);
    return images;
  },
};

/** `images`: the mean of each channel over those pixels of the window that lie inside the image. */
export const averagePool: Op = {
  arity: 1,
  attributes,
  infer: ([images], attributes) => {
    mustBe('float', images);
    return float(pooled(images, poolingOf(attributes)));
  },
  derivative: (build, { inputs: [images], attributes }, gradient) => {
    const [, , height, width] = build.shape(images);
    return [build.averagePoolGradient(gradient, poolingOf(attributes), [height, width])];
  },
};

/** What `averagePool` of images of `extent` sends back to them. */
export const averagePoolGradient: Op = {
  arity: 1,
  attributes: [...attributes, 'extent'],
  infer: ([gradient], attributes) => {
    mustBe('float', gradient);
    const { members, count, channels } = imagesOf(gradient);
    const images = float([members, count, ...(attributes.extent as Pair), channels]);
    mustFollow(gradient, pooled(images, poolingOf(attributes)));
    return images;
  },
  derivative: (build, { attributes }, outer) => [build.averagePool(outer, poolingOf(attributes))],
};

function pooled(images: Typed, pooling: Pooling) {
  const { members, count, extent, channels } = imagesOf(images);
  const { size, padding } = pooling;
  if (padding.some((side, i) => side >= size[i >> 1]))
    throw new Error(`pools padding alone: a window of ${show(size)} on padding ${show(padding)}`);
  return [members, count, ...positions(extent, size, pooling), channels];
}

function mustFollow(value: Typed, shape: readonly number[]): void {
  if (!sameShape(value.shape, shape)) throw new Error(`takes ${show(shape)}, not ${show(value.shape)}`);
}

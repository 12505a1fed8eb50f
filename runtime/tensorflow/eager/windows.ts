import * as tf from '@tensorflow/tfjs-core';
import {
  convolutionOf,
  type Pair,
  type Pooling,
  poolingOf,
  type Slide,
} from '../../../compiler/program/ops/window.ts';
import type { Node } from '../../../compiler/program/program.ts';

/**
 * Sliding windows on TensorFlow.js. Images are padded first, so that all windows slide without padding; what a backend
 * has no kernel for goes tap by tap: the pixels that a place of the window meets at all its positions are one strided
 * slice, and a gradient puts them back.
 */
type Kernel = (node: Node, inputs: readonly tf.Tensor[]) => tf.Tensor;
type Windows = Slide & { readonly size: Pair; readonly dilation: Pair };

export const conv2d: Kernel = (node, [images, filters]) => {
  const { stride, padding, dilation } = convolutionOf(node.attributes);
  const padded = eachMember(padImages(merged(images), padding, 0), images.shape[0]);
  // TensorFlow.js keeps filters as [kh, kw, C, O].
  const turned = eachMember(tf.transpose(filters, [0, 2, 3, 4, 1]), filters.shape[0]);
  // It does not take both: a dilated window slides over all positions, of which `stride` keeps its own.
  const both = Math.max(...stride) > 1 && Math.max(...dilation) > 1;
  const found = padded.map((x, s) => {
    const own = tf.squeeze<tf.Tensor4D>(turned[s], [0]);
    return tf.conv2d(x, own, both ? 1 : [...stride], 'valid', 'NHWC', [...dilation]);
  });
  const all = tf.concat(found);
  const kept = both ? tf.stridedSlice(all, [0, 0, 0, 0], all.shape, [1, ...stride, 1]) : all;
  return tf.reshape(kept, [...node.shape]);
};

export const conv2dInputGradient: Kernel = (node, [gradient, filters]) => {
  const [members, outputs, height, width, channels] = filters.shape;
  const windows = { ...convolutionOf(node.attributes), size: [height, width] as const };
  const rows = tf.reshape(gradient, [members, -1, outputs]);
  const positions = extentOf(gradient);
  const parts = tapsOf(windows).map(([i, j]) => {
    const tap = tf.reshape(tf.slice(filters, [0, 0, i, j, 0], [-1, -1, 1, 1, -1]), [
      members,
      outputs,
      channels,
    ]);
    return tf.reshape<tf.Rank.R4>(tf.matMul(rows, tap), [-1, positions[0], positions[1], channels]);
  });
  return tf.reshape(put(parts, windows, node.attributes.extent as Pair), [...node.shape]);
};

export const conv2dFilterGradient: Kernel = (node, [images, gradient]) => {
  const [members, outputs, height, width, channels] = node.shape;
  const windows = { ...convolutionOf(node.attributes), size: [height, width] as const };
  const rows = tf.reshape(gradient, [members, -1, outputs]);
  const positions = extentOf(gradient);
  const padded = padImages(merged(images), windows.padding, 0);
  const parts = tapsOf(windows).map((tap) =>
    tf.matMul(rows, tf.reshape(taken(padded, tap, windows, positions), [members, -1, channels]), true),
  );
  return tf.reshape(tf.stack(parts, 2), [...node.shape]);
};

export const maxPool: Kernel = (node, [images]) => {
  const { size, stride, padding } = poolingOf(node.attributes);
  const padded = padImages(merged(images), padding, -Infinity);
  return tf.reshape(tf.maxPool(padded, [...size], [...stride], 'valid'), [...node.shape]);
};

export const maxPoolGradient: Kernel = (node, [gradient, images, pooled]) => {
  const windows = { ...poolingOf(node.attributes), dilation: [1, 1] as const };
  const padded = padImages(merged(images), windows.padding, -Infinity);
  const [best, sent] = [merged(pooled), merged(gradient)];
  const positions = extentOf(pooled);
  let free: tf.Tensor4D = tf.onesLike(best);
  const parts = tapsOf(windows).map((tap) => {
    const wins = tf.mul(tf.cast(tf.equal(taken(padded, tap, windows, positions), best), 'float32'), free);
    free = tf.sub(free, wins);
    return tf.mul(sent, wins) as tf.Tensor4D;
  });
  return tf.reshape(put(parts, windows, extentOf(images)), [...node.shape]);
};

export const averagePool: Kernel = (node, [images]) => {
  const pooling = poolingOf(node.attributes);
  const sums = tf.avgPool(
    padImages(merged(images), pooling.padding, 0),
    [...pooling.size],
    [...pooling.stride],
    'valid',
  );
  return tf.reshape(tf.mul(sums, outweighed(pooling, extentOf(images))), [...node.shape]);
};

export const averagePoolGradient: Kernel = (node, [gradient]) => {
  const extent = node.attributes.extent as Pair;
  const windows = { ...poolingOf(node.attributes), dilation: [1, 1] as const };
  const taps = tapsOf(windows);
  const part = tf.div(tf.mul(merged(gradient), outweighed(windows, extent)), taps.length) as tf.Tensor4D;
  return tf.reshape(
    put(
      taps.map(() => part),
      windows,
      extent,
    ),
    [...node.shape],
  );
};

function extentOf({ shape }: tf.Tensor): Pair {
  const [, , height, width] = shape;
  return [height, width];
}

/** `[S, B, …]` as `[S·B, …]` */
function merged(x: tf.Tensor): tf.Tensor4D {
  const [members, count, height, width, channels] = x.shape;
  return tf.reshape(x, [members * count, height, width, channels]);
}

const eachMember = <X extends tf.Tensor>(x: X, members: number): X[] => tf.split(x, members);

const padImages = (
  x: tf.Tensor4D,
  [top, bottom, left, right]: Slide['padding'],
  value: number,
): tf.Tensor4D =>
  tf.pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  );

/** The places of a window in reading order. */
const tapsOf = ({ size: [height, width] }: Windows): Pair[] =>
  Array.from({ length: height * width }, (_, tap) => [Math.floor(tap / width), tap % width]);

/** What tap `[i, j]` meets at all positions of the window on padded images. */
function taken(x: tf.Tensor4D, tap: Pair, { stride, dilation }: Windows, positions: Pair): tf.Tensor {
  const begin = tap.map((place, d) => place * dilation[d]);
  const end = begin.map((start, d) => start + (positions[d] - 1) * stride[d] + 1);
  return tf.stridedSlice(x, [0, ...begin, 0], [x.shape[0], ...end, x.shape[3]], [1, ...stride, 1]);
}

/** Adds up what each tap sends to images of `extent`: the reverse of `taken` for all taps. */
function put(parts: readonly tf.Tensor4D[], windows: Windows, extent: Pair): tf.Tensor {
  const { stride, dilation, padding } = windows;
  const [top, bottom, left, right] = padding;
  const room = [extent[0] + top + bottom, extent[1] + left + right];
  const placed = tapsOf(windows).map((tap, t) => {
    const spread = spaced(parts[t], stride);
    const before = tap.map((place, d) => place * dilation[d]);
    const after = before.map((start, d) => room[d] - start - spread.shape[d + 1]);
    return padImages(spread, [before[0], after[0], before[1], after[1]], 0);
  });
  const total = placed.reduce((sum, part) => tf.add(sum, part));
  return tf.slice(total, [0, top, left, 0], [-1, extent[0], extent[1], -1]);
}

/** `stride - 1` zeros between rows and between columns. */
function spaced(x: tf.Tensor4D, stride: Pair): tf.Tensor4D {
  const [count, height, width, channels] = x.shape;
  const rows = gapped(tf.reshape(x, [count * height, width * channels]), stride[0]);
  const columns = gapped(tf.reshape(rows, [count * height * stride[0] * width, channels]), stride[1]);
  const all = tf.reshape<tf.Rank.R4>(columns, [count, height * stride[0], width * stride[1], channels]);
  return tf.slice(all, [0, 0, 0, 0], [-1, (height - 1) * stride[0] + 1, (width - 1) * stride[1] + 1, -1]);
}

/** `stride - 1` rows of zeros after each row, side by side. */
const gapped = (x: tf.Tensor2D, stride: number): tf.Tensor =>
  tf.pad(x, [
    [0, 0],
    [0, (stride - 1) * x.shape[1]],
  ]);

/** The size of the window over how much of it lies inside the image, `[1, H', W', 1]`. */
function outweighed({ size, stride, padding }: Pooling, extent: Pair): tf.Tensor {
  const inside = padImages(tf.ones([1, extent[0], extent[1], 1]), padding, 0);
  return tf.div(1, tf.avgPool(inside, [...size], [...stride], 'valid'));
}

import { sizeOf } from '../../../compiler/program/ops/op.ts';
import {
  type Convolution,
  convolutionOf,
  imagesOf,
  type Pair,
  type Pooling,
  poolingOf,
  positions,
  type Sides,
} from '../../../compiler/program/ops/window.ts';
import type { Node, Shape } from '../../../compiler/program/program.ts';
import { type Graph, list, text, type } from './graph.ts';
import type { AttrValue } from './messages.ts';

/** Writes one operation on images; `shapes` are those of the inputs. */
type Emit = (
  graph: Graph,
  node: Node,
  inputs: readonly string[],
  place: { readonly shapes: readonly Shape[] },
) => string;

const T = type('float');
const valid = text('VALID');

export const conv2d: Emit = (graph, node, inputs) => {
  const convolution = convolutionOf(node.attributes);
  const attr = { ...attributesOf(convolution), dilations: perAxis(convolution.dilation) };
  return eachMember(graph, node, inputs, ([images, filters]) =>
    graph.node('Conv2D', [images, transpose(graph, filters, toTensorFlow)], attr),
  );
};

export const conv2dInputGradient: Emit = (graph, node, inputs, { shapes: [, filters] }) => {
  const convolution = convolutionOf(node.attributes);
  const back = reversed(convolution, filters, node.shape);
  if (back !== undefined)
    return eachMember(graph, node, inputs, ([sent, own]) => {
      const flipped = graph.node('ReverseV2', [own, graph.ints([1, 2])], { T, Tidx: type('int') });
      const attr = { ...attributesOf(back), dilations: perAxis(back.dilation) };
      return graph.node('Conv2D', [sent, transpose(graph, flipped, [1, 2, 0, 3])], attr);
    });
  const [, batch, height, width, channels] = node.shape;
  const sizes = graph.ints([batch, height, width, channels]);
  return eachMember(graph, node, inputs, ([sent, own]) => {
    const filled = spaced(graph, own, filters.slice(1), convolution.dilation);
    const turned = transpose(graph, filled, toTensorFlow);
    return graph.node('Conv2DBackpropInput', [sizes, turned, sent], attributesOf(convolution));
  });
};

/** From so many channels on, TensorFlow convolves with flipped filters up to twice as fast as it goes back. */
const manyChannels = 16;

/** The convolution of a gradient with flipped filters that goes back to the images, where that is one and is fast. */
function reversed(
  { stride, dilation, padding }: Convolution,
  [, , ...size]: Shape,
  images: Shape,
): Convolution | undefined {
  const [top, bottom, left, right] = padding;
  const [tall, wide] = dilation.map((step, axis) => step * (size[axis] - 1));
  const around: Sides = [tall - top, tall - bottom, wide - left, wide - right];
  const fits = Math.max(...stride) === 1 && around.every((side) => side >= 0);
  return fits && images[4] >= manyChannels ? { stride, dilation, padding: around } : undefined;
}

export const conv2dFilterGradient: Emit = (graph, node, inputs) => {
  const [, outputs, height, width, channels] = node.shape;
  const convolution = convolutionOf(node.attributes);
  const filled = filling([height, width], convolution.dilation);
  const sizes = graph.ints([...filled, channels, outputs]);
  return eachMember(graph, node, inputs, ([images, sent]) => {
    const whole = graph.node('Conv2DBackpropFilter', [images, sizes, sent], attributesOf(convolution));
    const turned = transpose(graph, whole, [3, 0, 1, 2]);
    return everyOther(graph, turned, [outputs, ...filled, channels], convolution.dilation);
  });
};

export const maxPool: Emit = (graph, node, [images], { shapes: [shape] }) => {
  const pooling = poolingOf(node.attributes);
  const padded = pad(graph, merged(graph, images, shape), pooling, shape, -Infinity);
  return reshape(graph, graph.node('MaxPool', [padded], poolingAttributes(pooling, shape)), node.shape);
};

export const maxPoolGradient: Emit = (graph, node, [gradient, images, pooled], { shapes }) => {
  const pooling = poolingOf(node.attributes);
  const padded = pad(graph, merged(graph, images, node.shape), pooling, node.shape, -Infinity);
  const [sent, best] = [merged(graph, gradient, shapes[0]), merged(graph, pooled, shapes[2])];
  const attr = poolingAttributes(pooling, node.shape);
  const found = graph.node('MaxPoolGrad', [padded, best, sent], attr);
  return reshape(graph, crop(graph, found, pooling, node.shape), node.shape);
};

export const averagePool: Emit = (graph, node, [images], { shapes: [shape] }) => {
  const pooling = poolingOf(node.attributes);
  const padded = pad(graph, merged(graph, images, shape), pooling, shape, 0);
  const means = graph.node('AvgPool', [padded], poolingAttributes(pooling, shape));
  return reshape(graph, outweigh(graph, means, pooling, shape), node.shape);
};

export const averagePoolGradient: Emit = (graph, node, [gradient], { shapes: [shape] }) => {
  const pooling = poolingOf(node.attributes);
  const sent = outweigh(graph, merged(graph, gradient, shape), pooling, node.shape);
  const sizes = graph.ints(paddedShape(pooling, node.shape));
  const found = graph.node('AvgPoolGrad', [sizes, sent], poolingAttributes(pooling, node.shape));
  return reshape(graph, crop(graph, found, pooling, node.shape), node.shape);
};

/** From our filters `[O, kh, kw, C]` to TensorFlow's `[kh, kw, C, O]`. */
const toTensorFlow = [1, 2, 3, 0];

const perAxis = ([vertical, horizontal]: Pair): AttrValue => list([1, vertical, horizontal, 1]);

function attributesOf({
  stride,
  padding: [top, bottom, left, right],
}: Convolution): Record<string, AttrValue> {
  const padded = top + bottom + left + right > 0;
  return {
    T,
    strides: perAxis(stride),
    data_format: text('NHWC'),
    padding: padded ? text('EXPLICIT') : valid,
    ...(padded && { explicit_paddings: list([0, 0, top, bottom, left, right, 0, 0]) }),
  };
}

/**
 * Runs each member's convolution on its own, since TensorFlow has none with separate filters for parts of a batch.
 * Networks with convolutions train alone, where this only changes shapes.
 */
function eachMember(
  graph: Graph,
  { shape }: Node,
  inputs: readonly string[],
  make: (inputs: readonly string[]) => string,
): string {
  const [members] = shape;
  const split = inputs.map((input) =>
    graph.node('Unpack', [input], { T, num: { i: members }, axis: { i: 0 } }),
  );
  const made = Array.from({ length: members }, (_, s) =>
    make(split.map((name) => (s === 0 ? name : `${name}:${s}`))),
  );
  return graph.node('Pack', made, { T, N: { i: members }, axis: { i: 0 } });
}

const reshape = (graph: Graph, x: string, shape: Shape) =>
  graph.node('Reshape', [x, graph.ints(shape)], { T, Tshape: type('int') });

const merged = (graph: Graph, x: string, [members, batch, ...each]: Shape) =>
  reshape(graph, x, [members * batch, ...each]);

const transpose = (graph: Graph, x: string, order: readonly number[]) =>
  graph.node('Transpose', [x, graph.ints(order)], { T, Tperm: type('int') });

/** Rows and columns of the window that a dilated one of `size` fills. */
const filling = (size: Pair, dilation: Pair): number[] =>
  size.map((places, axis) => (places - 1) * dilation[axis] + 1);

const steps = (dilation: Pair) => [1, ...dilation, 1];

const strided = {
  T,
  Index: type('int'),
  begin_mask: { i: 0 },
  end_mask: { i: 0 },
  ellipsis_mask: { i: 0 },
  new_axis_mask: { i: 0 },
  shrink_axis_mask: { i: 0 },
};

// TensorFlow's gradients have no dilation on the CPU. They get the window that the dilated one fills instead.

/** Zeros between the places of filters of `shape` `[O, kh, kw, C]`. */
function spaced(
  graph: Graph,
  filters: string,
  [outputs, height, width, channels]: Shape,
  dilation: Pair,
): string {
  if (dilation.every((step) => step === 1)) return filters;
  const whole = [outputs, ...filling([height, width], dilation), channels];
  const range = [graph.ints([0, 0, 0, 0]), graph.ints(whole), graph.ints(steps(dilation))];
  return graph.node('StridedSliceGrad', [graph.ints(whole), ...range, filters], strided);
}

/** The reverse of `spaced`: what stands at the places of the dilated filters. */
function everyOther(graph: Graph, filters: string, whole: Shape, dilation: Pair): string {
  if (dilation.every((step) => step === 1)) return filters;
  const range = [graph.ints([0, 0, 0, 0]), graph.ints(whole), graph.ints(steps(dilation))];
  return graph.node('StridedSlice', [filters, ...range], strided);
}

/** TensorFlow's own padding, which its pooling knows: as little as it takes, the odd row or column at the end. */
function isSame({ size, stride, padding }: Pooling, extent: Pair): boolean {
  const same = extent.flatMap((length, axis) => {
    const missing = (Math.ceil(length / stride[axis]) - 1) * stride[axis] + size[axis] - length;
    const before = Math.floor(Math.max(missing, 0) / 2);
    return [before, Math.max(missing, 0) - before];
  });
  return same.every((side, i) => side === padding[i]);
}

/** Padding that has to be written out; none where TensorFlow does it. */
function ownPadding(pooling: Pooling, shape: Shape): Sides {
  return isSame(pooling, imagesOf({ shape }).extent) ? [0, 0, 0, 0] : pooling.padding;
}

function poolingAttributes(pooling: Pooling, shape: Shape): Record<string, AttrValue> {
  const same = isSame(pooling, imagesOf({ shape }).extent);
  return {
    T,
    ksize: perAxis(pooling.size),
    strides: perAxis(pooling.stride),
    padding: same ? text('SAME') : valid,
    data_format: text('NHWC'),
  };
}

function paddedShape(pooling: Pooling, [members, batch, height, width, channels]: Shape): Shape {
  const [top, bottom, left, right] = ownPadding(pooling, [members, batch, height, width, channels]);
  return [members * batch, top + height + bottom, left + width + right, channels];
}

function pad(graph: Graph, x: string, pooling: Pooling, shape: Shape, value: number): string {
  const [top, bottom, left, right] = ownPadding(pooling, shape);
  if (top + bottom + left + right === 0) return x;
  const sides = graph.ints([0, 0, top, bottom, left, right, 0, 0], [4, 2]);
  return graph.node('PadV2', [x, sides, graph.float(value)], { T, Tpaddings: type('int') });
}

/** The image inside its padding. */
function crop(graph: Graph, x: string, pooling: Pooling, shape: Shape): string {
  const [top, bottom, left, right] = ownPadding(pooling, shape);
  if (top + bottom + left + right === 0) return x;
  const [members, batch, ...each] = shape;
  const begin = graph.ints([0, top, left, 0]);
  return graph.node('Slice', [x, begin, graph.ints([members * batch, ...each])], { T, Index: type('int') });
}

/** Means over windows with padding as means over the pixels inside the image; TensorFlow's own leave padding out. */
function outweigh(graph: Graph, means: string, pooling: Pooling, shape: Shape): string {
  if (ownPadding(pooling, shape).every((side) => side === 0)) return means;
  const { extent } = imagesOf({ shape });
  const [rows, columns] = positions(extent, pooling.size, pooling);
  const [tall, wide] = ([0, 1] as const).map((axis) =>
    Array.from({ length: [rows, columns][axis] }, (_, place) => inside(pooling, extent, axis, place)),
  );
  const whole = sizeOf(pooling.size);
  const factors = tall.flatMap((height) => wide.map((width) => whole / (height * width)));
  return graph.node('Mul', [means, graph.floats(factors, [1, rows, columns, 1])], { T });
}

/** How many rows (or columns) of a window lie inside the image. */
function inside({ size, stride, padding }: Pooling, extent: Pair, axis: 0 | 1, place: number): number {
  const start = place * stride[axis] - padding[2 * axis];
  return Math.min(start + size[axis], extent[axis]) - Math.max(start, 0);
}

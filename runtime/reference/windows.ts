import { sizeOf } from '../../compiler/program/ops/op.ts';
import {
  convolutionOf,
  imagesOf,
  type Pair,
  type Pooling,
  poolingOf,
  type Slide,
} from '../../compiler/program/ops/window.ts';
import type { Node, Shape } from '../../compiler/program/program.ts';
import type { Numbers, Value } from './kernels.ts';

/** Pairs of a position of a sliding window and a pixel under it. */
interface Taps {
  readonly position: Int32Array;
  /** Place of the pixel in `[H, W]`. */
  readonly pixel: Int32Array;
  /** Its place in the window. */
  readonly tap: Int32Array;
}

/** Every pixel inside the image under every position, positions and windows in reading order. */
function taps(
  extent: Pair,
  size: Pair,
  { stride, padding, dilation = [1, 1] }: Slide & { dilation?: Pair },
  [rows, columns]: Pair,
): Taps {
  const found: number[][] = [[], [], []];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      for (let i = 0; i < size[0]; i++)
        for (let j = 0; j < size[1]; j++) {
          const row = y * stride[0] + i * dilation[0] - padding[0];
          const column = x * stride[1] + j * dilation[1] - padding[2];
          if (row < 0 || row >= extent[0] || column < 0 || column >= extent[1]) continue;
          found[0].push(y * columns + x);
          found[1].push(row * extent[1] + column);
          found[2].push(i * size[1] + j);
        }
  const [position, pixel, tap] = found.map((places) => Int32Array.from(places));
  return { position, pixel, tap };
}

/** Shapes of the three values of a convolution: images, filters and result. */
interface Three {
  readonly images: Shape;
  readonly filters: Shape;
  readonly result: Shape;
}

/** Calls `visit` with the places of every product `image · filter` of a convolution and of what it goes into. */
function visitProducts(
  { attributes }: Node,
  { images, filters, result }: Three,
  visit: (image: number, filter: number, result: number) => void,
): void {
  const from = imagesOf({ shape: images });
  const filter = imagesOf({ shape: filters });
  const into = imagesOf({ shape: result });
  const { position, pixel, tap } = taps(from.extent, filter.extent, convolutionOf(attributes), into.extent);
  const [pixels, window, places] = [from, filter, into].map(({ extent }) => extent[0] * extent[1]);
  for (let image = 0; image < from.members * from.count; image++) {
    const member = Math.floor(image / from.count);
    for (let t = 0; t < tap.length; t++)
      for (let o = 0; o < filter.count; o++) {
        const atImage = (image * pixels + pixel[t]) * from.channels;
        const atFilter = ((member * filter.count + o) * window + tap[t]) * from.channels;
        const atResult = (image * places + position[t]) * filter.count + o;
        for (let c = 0; c < from.channels; c++) visit(atImage + c, atFilter + c, atResult);
      }
  }
}

export function conv2d(node: Node, [images, filters]: readonly Value[]): Numbers {
  const out = new Float64Array(sizeOf(node.shape));
  const three = { images: images.shape, filters: filters.shape, result: node.shape };
  visitProducts(node, three, (image, filter, result) => {
    out[result] += images.values[image] * filters.values[filter];
  });
  return out;
}

export function conv2dInputGradient(node: Node, [gradient, filters]: readonly Value[]): Numbers {
  const out = new Float64Array(sizeOf(node.shape));
  const three = { images: node.shape, filters: filters.shape, result: gradient.shape };
  visitProducts(node, three, (image, filter, result) => {
    out[image] += gradient.values[result] * filters.values[filter];
  });
  return out;
}

export function conv2dFilterGradient(node: Node, [images, gradient]: readonly Value[]): Numbers {
  const out = new Float64Array(sizeOf(node.shape));
  const three = { images: images.shape, filters: node.shape, result: gradient.shape };
  visitProducts(node, three, (image, filter, result) => {
    out[filter] += images.values[image] * gradient.values[result];
  });
  return out;
}

/** Calls `visit` with the places of every number that is pooled and of what it goes into, windows in reading order. */
function visitPooled(
  images: Shape,
  pooled: Shape,
  pooling: Pooling,
  visit: (image: number, result: number) => void,
): void {
  const { members, count, extent, channels } = imagesOf({ shape: images });
  const into = imagesOf({ shape: pooled }).extent;
  const { position, pixel } = taps(extent, pooling.size, pooling, into);
  for (let image = 0; image < members * count; image++)
    for (let t = 0; t < pixel.length; t++)
      for (let c = 0; c < channels; c++)
        visit(
          (image * extent[0] * extent[1] + pixel[t]) * channels + c,
          (image * into[0] * into[1] + position[t]) * channels + c,
        );
}

export function maxPool({ shape, attributes }: Node, [images]: readonly Value[]): Numbers {
  const out = new Float64Array(sizeOf(shape)).fill(-Infinity);
  visitPooled(images.shape, shape, poolingOf(attributes), (image, result) => {
    out[result] = Math.max(out[result], images.values[image]);
  });
  return out;
}

export function maxPoolGradient({ attributes }: Node, [gradient, images, pooled]: readonly Value[]): Numbers {
  const out = new Float64Array(images.values.length);
  const given = new Uint8Array(pooled.values.length);
  visitPooled(images.shape, pooled.shape, poolingOf(attributes), (image, result) => {
    if (given[result] || images.values[image] !== pooled.values[result]) return;
    out[image] += gradient.values[result];
    given[result] = 1;
  });
  return out;
}

export function averagePool({ shape, attributes }: Node, [images]: readonly Value[]): Numbers {
  const out = new Float64Array(sizeOf(shape));
  const counts = new Int32Array(out.length);
  visitPooled(images.shape, shape, poolingOf(attributes), (image, result) => {
    out[result] += images.values[image];
    counts[result] += 1;
  });
  return out.map((total, i) => total / counts[i]);
}

export function averagePoolGradient({ shape, attributes }: Node, [gradient]: readonly Value[]): Numbers {
  const out = new Float64Array(sizeOf(shape));
  const pooling = poolingOf(attributes);
  const counts = new Int32Array(gradient.values.length);
  visitPooled(shape, gradient.shape, pooling, (_, result) => {
    counts[result] += 1;
  });
  visitPooled(shape, gradient.shape, pooling, (image, result) => {
    out[image] += gradient.values[result] / counts[result];
  });
  return out;
}

import { type Image, type SlidingWindow, slidPositions } from './image.ts';
import { type Affine, type PiecewiseAffineNetwork, sourcesOf } from './network.ts';

/** A vector most of whose entries are 0. */
export interface SparseVector {
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/**
 * The linear part of affine nodes `from + 1` … `to`, applied to unit k of node `from`: how node `to`
 * changes with that unit while every other bend is held. Empty where they are not connected.
 */
export function columnBetween(
  { nodes }: PiecewiseAffineNetwork,
  from: number,
  to: number,
  k: number,
): SparseVector {
  const changed = new Map<number, Map<number, number>>([[from, new Map([[k, 1]])]]);
  for (let i = from + 1; i <= to; i++) {
    const node = nodes[i];
    const out = new Map<number, number>();
    for (const source of sourcesOf(node)) {
      const vector = changed.get(source);
      if (vector !== undefined) spread(node as Affine, vector, out);
    }
    if (out.size > 0) changed.set(i, out);
  }
  const entries = [...(changed.get(to) ?? [])].filter(([, value]) => value !== 0);
  return {
    indices: Int32Array.from(entries, ([index]) => index),
    values: Float64Array.from(entries, ([, value]) => value),
  };
}

/** Adds the linear part of a node, applied to a sparse vector, to another. */
function spread(node: Affine, vector: ReadonlyMap<number, number>, out: Map<number, number>): void {
  const add = (index: number, value: number) => out.set(index, (out.get(index) ?? 0) + value);
  for (const [i, value] of vector) {
    switch (node.kind) {
      case 'dense': {
        const inputs = node.weights.length / node.size;
        for (let o = 0; o < node.size; o++) add(o, value * node.weights[o * inputs + i]);
        break;
      }
      case 'convolution': {
        const filters = node.bias.length;
        const { channels } = node.image;
        const patch = node.weights.length / filters;
        visitPositions(node.image, node.window, Math.floor(i / channels), (position, tap) => {
          for (let f = 0; f < filters; f++)
            add(position * filters + f, value * node.weights[f * patch + tap * channels + (i % channels)]);
        });
        break;
      }
      case 'average': {
        const { image, window, countPadding } = node;
        const [height, width] = window.size;
        visitPositions(image, window, Math.floor(i / image.channels), (position) => {
          const count = countPadding ? height * width : pixelsInside(image, window, position);
          add(position * image.channels + (i % image.channels), value / count);
        });
        break;
      }
      case 'scale':
        add(i, value * node.factor[i % node.factor.length]);
        break;
      case 'sum':
        add(i, value);
    }
  }
}

/** Calls `visit` for the positions of a sliding window that see a pixel, and with which tap. */
function visitPositions(
  image: Image,
  window: SlidingWindow,
  pixel: number,
  visit: (position: number, tap: number) => void,
): void {
  const { height, width } = slidPositions(image, window);
  const y = Math.floor(pixel / image.width) + window.padding[0];
  const x = (pixel % image.width) + window.padding[1];
  for (let ky = 0; ky < window.size[0]; ky++) {
    const oy = (y - ky * window.dilation[0]) / window.stride[0];
    if (!Number.isInteger(oy) || oy < 0 || oy >= height) continue;
    for (let kx = 0; kx < window.size[1]; kx++) {
      const ox = (x - kx * window.dilation[1]) / window.stride[1];
      if (!Number.isInteger(ox) || ox < 0 || ox >= width) continue;
      visit(oy * width + ox, ky * window.size[1] + kx);
    }
  }
}

/** Pixels of the image that a window sees at a position. */
function pixelsInside(image: Image, window: SlidingWindow, position: number): number {
  const { width } = slidPositions(image, window);
  const along = (at: number, length: number, d: 0 | 1) => {
    let count = 0;
    for (let k = 0; k < window.size[d]; k++) {
      const place = at * window.stride[d] - window.padding[d] + k * window.dilation[d];
      if (place >= 0 && place < length) count++;
    }
    return count;
  };
  return along(Math.floor(position / width), image.height, 0) * along(position % width, image.width, 1);
}

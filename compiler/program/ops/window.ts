import type { Shape } from '../program.ts';
import { type Attributes, show } from './op.ts';

/** [vertical, horizontal] */
export type Pair = readonly [number, number];
/** [top, bottom, left, right] */
export type Sides = readonly [number, number, number, number];

/** How a window moves over images `[S, B, H, W, C]`. */
export interface Slide {
  readonly stride: Pair;
  readonly padding: Sides;
}
export interface Convolution extends Slide {
  readonly dilation: Pair;
}
export interface Pooling extends Slide {
  readonly size: Pair;
}

/**
 * Rows and columns of positions that a window of `size` has on an image of `extent`. Throws an `Error` that names both
 * where it has none.
 */
export function positions(extent: Pair, size: Pair, slide: Slide & { readonly dilation?: Pair }): Pair {
  const { stride, padding, dilation = [1, 1] } = slide;
  const along = (axis: 0 | 1) => {
    const room = extent[axis] + padding[2 * axis] + padding[2 * axis + 1];
    return Math.floor((room - dilation[axis] * (size[axis] - 1) - 1) / stride[axis]) + 1;
  };
  const found = [along(0), along(1)] as const;
  if (found.some((count) => count < 1))
    throw new Error(
      `a window of ${show(size)}, dilation ${show(dilation)}, does not fit ${show(extent)} padded by ${show(padding)}`,
    );
  return found;
}

export const slideOf = ({ stride, padding }: Attributes): Slide => ({
  stride: stride as Pair,
  padding: padding as Sides,
});
export const convolutionOf = (attributes: Attributes): Convolution => ({
  ...slideOf(attributes),
  dilation: attributes.dilation as Pair,
});
export const poolingOf = (attributes: Attributes): Pooling => ({
  ...slideOf(attributes),
  size: attributes.size as Pair,
});

/** The axes of images or filters. */
export interface Images {
  readonly members: number;
  readonly count: number;
  readonly extent: Pair;
  readonly channels: number;
}

/** Reads `[S, B, H, W, C]`, or filters `[S, O, kh, kw, C]` alike. */
export function imagesOf({ shape }: { readonly shape: Shape }): Images {
  if (shape.length !== 5) throw new Error(`takes images [S, B, H, W, C], not ${show(shape)}`);
  const [members, count, height, width, channels] = shape;
  return { members, count, extent: [height, width], channels };
}

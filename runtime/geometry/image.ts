/** The shape of a flat image [height][width][channels]. */
export interface Image {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A window that slides over an image. Pairs are [vertical, horizontal]; padding is [top, left, bottom, right]. */
export interface SlidingWindow {
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number, number, number];
  readonly dilation: readonly [number, number];
}

/** A window of this size; the stride is 1 unless given, nothing is padded or dilated. */
export const slidingWindow = (
  size: readonly [number, number],
  { stride = [1, 1], padding = [0, 0, 0, 0], dilation = [1, 1] }: Partial<SlidingWindow> = {},
): SlidingWindow => ({ size, stride, padding, dilation });

export const sizeOfImage = ({ height, width, channels }: Image): number => height * width * channels;

/** Height and width of what a sliding window makes of an image. Throws a RangeError if it does not fit. */
export function slidPositions(image: Image, window: SlidingWindow): { height: number; width: number } {
  const { size, stride, padding, dilation } = window;
  const whole = (least: number) => (x: number) => Number.isInteger(x) && x >= least;
  if (![image.height, image.width, image.channels, ...size, ...stride, ...dilation].every(whole(1)))
    throw new RangeError(
      `Sizes, strides and dilations are whole numbers from 1: image ${image.height} × ${image.width} × ${image.channels}, window ${size.join(' × ')}, stride ${stride}, dilation ${dilation}.`,
    );
  if (!padding.every(whole(0))) throw new RangeError(`Padding is whole numbers from 0: ${padding}.`);
  const along = (length: number, d: 0 | 1) =>
    Math.floor((length + padding[d] + padding[d + 2] - dilation[d] * (size[d] - 1) - 1) / stride[d]) + 1;
  const [height, width] = [along(image.height, 0), along(image.width, 1)];
  if (height < 1 || width < 1)
    throw new RangeError(
      `A window of ${size.join(' × ')} (dilation ${dilation}) does not fit an image of ${image.height} × ${image.width} with padding ${padding}.`,
    );
  return { height, width };
}

/**
 * Calls `visit` for each pair of a position of the window and one of its pixels inside the image: position
 * and pixel as indices in their [height][width], and the tap's index in the window's [height][width].
 */
export function visitTaps(
  image: Image,
  window: SlidingWindow,
  visit: (position: number, pixel: number, tap: number) => void,
): void {
  const { size, stride, padding, dilation } = window;
  const { height, width } = slidPositions(image, window);
  for (let oy = 0; oy < height; oy++)
    for (let ox = 0; ox < width; ox++)
      for (let ky = 0; ky < size[0]; ky++) {
        const y = oy * stride[0] - padding[0] + ky * dilation[0];
        if (y < 0 || y >= image.height) continue;
        for (let kx = 0; kx < size[1]; kx++) {
          const x = ox * stride[1] - padding[1] + kx * dilation[1];
          if (x < 0 || x >= image.width) continue;
          visit(oy * width + ox, y * image.width + x, ky * size[1] + kx);
        }
      }
}

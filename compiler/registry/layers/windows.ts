import type { Convolution, Pair, Pooling, Sides } from '../../program/ops/window.ts';
import { positions } from '../../program/ops/window.ts';
import type { Parameter, Refusal, Settings, Shape } from '../construct.ts';

/** How a layer's window moves over an image, as its settings say. */
export interface WindowSettings {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding;
}
export type Padding = 'same' | 'valid' | number;

const whole = (min: number) => ({ kind: 'number', unit: 'count', whole: true, min }) as const;

export const dilationParameter: Parameter = {
  name: 'dilation',
  about: 'distance between neighbouring places of the window, in pixels',
  type: whole(1),
  default: 1,
};

export const sizeParameter = (standard: number): Parameter => ({
  name: 'size',
  about: 'height and width of the window',
  type: whole(1),
  default: standard,
});

export const paddingParameter = (standard: Padding): Parameter => ({
  name: 'padding',
  about: 'pixels added on every side, or `same` or `valid`',
  type: { kind: 'choice', of: ['same', 'valid'], or: whole(0) },
  default: standard,
});

export const strideParameter: Parameter = {
  name: 'stride',
  about: 'pixels from one position of the window to the next',
  type: whole(1),
  default: 1,
};

/** The stride of a pooling, which is its size unless said. */
export const poolingStride: Parameter = {
  ...strideParameter,
  about: `${strideParameter.about}; the size of the window unless said`,
  type: { ...whole(1), none: true },
  default: null,
};

export const paddingAbout = [
  '`padding = same` pads as little as gives `ceil(n / stride)` positions for n pixels, an odd one at the bottom or right, as',
  'TensorFlow does; `valid` pads nothing; a number pads so many pixels on every side, as PyTorch does.',
].join(' ');

/** The window of a convolution or pooling. */
export const windowOf = ({ size, stride, padding, dilation = 1 }: Settings): WindowSettings => ({
  size: size as number,
  stride: (stride ?? size) as number,
  dilation: dilation as number,
  padding: padding as Padding,
});

/** Padding of an image of `extent`, written out. */
function sidesOf({ size, stride, dilation, padding }: WindowSettings, extent: Pair): Sides {
  if (padding === 'valid') return [0, 0, 0, 0];
  if (padding !== 'same') return [padding, padding, padding, padding];
  const [vertical, horizontal] = extent.map((length) => {
    const missing = (Math.ceil(length / stride) - 1) * stride + dilation * (size - 1) + 1 - length;
    return Math.max(missing, 0);
  });
  const halves = (missing: number) => [Math.floor(missing / 2), Math.ceil(missing / 2)] as const;
  return [...halves(vertical), ...halves(horizontal)];
}

export function convolutionOn(window: WindowSettings, extent: Pair): Convolution {
  const { stride, dilation } = window;
  return { stride: [stride, stride], dilation: [dilation, dilation], padding: sidesOf(window, extent) };
}

export function poolingOn(window: WindowSettings, extent: Pair): Pooling {
  const { size, stride } = window;
  return { size: [size, size], stride: [stride, stride], padding: sidesOf(window, extent) };
}

/** Why a layer that takes images cannot take `input`. */
export function noImage(name: string, input: Shape): Refusal | undefined {
  if (input.length === 3) return undefined;
  return {
    refused: `${name} takes an image, height × width × channels, but ${input.length === 1 ? `a vector, ${input[0]} wide,` : input.join('×')} arrives here`,
    help: 'put it before flatten() and dense layers, on a data set of images, such as digits(image = true)',
    because: 'shape',
  };
}

/** Shape of what a window makes of an image, with so many channels, or why there is none. */
export function slidShape(
  name: string,
  input: Shape,
  window: WindowSettings,
  channels = input[2],
): Shape | Refusal {
  const odd = noImage(name, input);
  if (odd) return odd;
  const [height, width] = input;
  const { size, dilation, padding } = window;
  const filled = dilation * (size - 1) + 1;
  const room = typeof padding === 'number' ? 2 * padding : 0;
  if (padding !== 'same' && filled > Math.min(height, width) + room)
    return {
      refused: `a window of ${filled}×${filled}${dilation > 1 ? `, ${size}×${size} with dilation ${dilation},` : ''} does not fit the image of ${height}×${width} that arrives here${room > 0 ? `, padded by ${padding}` : ''}`,
      help: 'use a smaller window, write `padding = same`, or pool less before',
      because: 'shape',
    };
  return [...positions([height, width], [size, size], convolutionOn(window, [height, width])), channels];
}

/** Shape of what a pooling makes of an image, whose window must never see padding alone. */
export function pooledShape(name: string, input: Shape, window: WindowSettings): Shape | Refusal {
  const { size, padding } = window;
  if (typeof padding === 'number' && padding >= size)
    return {
      refused: `with padding ${padding} a window of ${size}×${size} would lie in the padding alone`,
      help: `write a padding below ${size}, or \`padding = same\``,
    };
  return slidShape(name, input, window);
}

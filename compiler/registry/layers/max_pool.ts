import type { LayerRecord } from './layer.ts';
import {
  paddingAbout,
  paddingParameter,
  pooledShape,
  poolingOn,
  poolingStride,
  sizeParameter,
  windowOf,
} from './windows.ts';

/** Max pooling. */
export const maxPool: LayerRecord = {
  name: 'max_pool',
  kind: 'layer',
  summary: 'Keeps the largest value of each channel in every window of an image',
  about: [
    'Gives the largest of the values of a channel that lie in the window; padding never wins. Of equal values the gradient',
    'goes to the first in reading order. It bends where two values of a window are equal and the largest, so measurements count',
    'it among the layers.',
    paddingAbout,
  ].join(' '),
  source: 'Scherer, Müller & Behnke 2010, "Evaluation of pooling operations in convolutional architectures"',
  version: 1,
  parameters: [sizeParameter(2), poolingStride, paddingParameter('valid')],
  example: 'max_pool(2)',
  piecewiseAffine: true,
  bends: true,
  shape: (input, settings) => pooledShape('max_pool', input, windowOf(settings)),
  variables: () => [],
  lower: ({ build }, x, settings) => {
    const [, , height, width] = build.shape(x);
    return build.maxPool(x, poolingOn(windowOf(settings), [height, width]));
  },
};

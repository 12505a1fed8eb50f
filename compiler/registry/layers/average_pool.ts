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

/** Average pooling. */
export const averagePool: LayerRecord = {
  name: 'average_pool',
  kind: 'layer',
  summary: 'Averages each channel in every window of an image',
  about: [
    'Gives the mean of the values of a channel that lie in the window; padding does not count, so that at the border the mean is',
    'that of fewer values.',
    paddingAbout,
  ].join(' '),
  source: 'LeCun et al. 1998, section II, without its trained factor; padding as in TensorFlow',
  version: 1,
  parameters: [sizeParameter(2), poolingStride, paddingParameter('valid')],
  example: 'average_pool(3, stride = 2)',
  piecewiseAffine: true,
  shape: (input, settings) => pooledShape('average_pool', input, windowOf(settings)),
  variables: () => [],
  lower: ({ build }, x, settings) => {
    const [, , height, width] = build.shape(x);
    return build.averagePool(x, poolingOn(windowOf(settings), [height, width]));
  },
};

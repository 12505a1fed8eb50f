import type { Construct } from '../../plan/plan.ts';
import type { LayerRecord } from './layer.ts';
import { effectiveWeights, lengths, weightNorm, weightNormAbout } from './weight-norm.ts';
import {
  convolutionOn,
  dilationParameter,
  paddingAbout,
  paddingParameter,
  sizeParameter,
  slidShape,
  strideParameter,
  windowOf,
} from './windows.ts';

/** Convolution. */
export const conv2d: LayerRecord = {
  name: 'conv2d',
  kind: 'layer',
  summary: 'Convolution: every filter looks at each part of an image with the same weights',
  about: [
    'Gives `Σ w[o,i,j,c] z[y · stride + i · dilation - top, x · stride + j · dilation - left, c] + b[o]` at each position',
    '(y, x) and for each filter o: a cross-correlation, where what lies outside of the image is zero. Images are height × width',
    "× channels, filters `[filters, size, size, channels]`; a filter's inputs are its size² × channels weights.",
    paddingAbout,
    weightNormAbout,
    'Leave the bias out before a normalization, which removes it. Networks with convolutions train one by one, not side by side.',
  ].join(' '),
  source: 'LeCun et al. 1998, "Gradient-based learning applied to document recognition", section II',
  version: 1,
  parameters: [
    {
      name: 'filters',
      about: 'number of filters: channels of the result',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
    },
    sizeParameter(3),
    strideParameter,
    paddingParameter('same'),
    dilationParameter,
    { name: 'weights', about: 'how the filters start', type: { kind: 'initializer' }, default: { is: 'he' } },
    {
      name: 'bias',
      about: 'how the bias of each filter starts, or `none`',
      type: { kind: 'initializer', none: true },
      default: { is: 'zeros' },
    },
    weightNorm,
  ],
  example: 'conv2d(16, size = 3, stride = 2, padding = same, bias = none)',
  piecewiseAffine: true,
  trainsAlone: true,
  shape: (input, settings) => slidShape('conv2d', input, windowOf(settings), settings.filters as number),
  variables: ([, , channels], { filters, size, weights, bias, weight_norm }) => [
    {
      name: 'weights',
      shape: [filters as number, size as number, size as number, channels],
      trained: true,
      initial: weights as Construct,
    },
    ...lengths('weights', [filters as number], { weight_norm }),
    ...(bias === null
      ? []
      : [{ name: 'bias', shape: [filters as number], trained: true, initial: bias as Construct }]),
  ],
  lower: (place, x, settings) => {
    const { build, variable } = place;
    const [members, , height, width] = build.shape(x);
    const slide = convolutionOn(windowOf(settings), [height, width]);
    const product = build.conv2d(x, effectiveWeights(place, 'weights', settings), slide);
    if (settings.bias === null) return product;
    return build.add(
      product,
      build.reshape(variable('bias'), [members, 1, 1, 1, settings.filters as number]),
    );
  },
};

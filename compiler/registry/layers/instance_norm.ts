import type { LayerRecord } from './layer.ts';
import {
  epsilonParameter,
  gammaAndBeta,
  scaleAndOffset,
  scaledAndOffset,
  standardizeExamples,
} from './standardize.ts';

/** Instance normalization. */
export const instanceNorm: LayerRecord = {
  name: 'instance_norm',
  kind: 'normalization',
  summary: 'Centres and scales each channel of each image by its own statistics',
  about: [
    'In training and evaluation alike `γ (u - μ) / sqrt(σ² + epsilon) + β`, with mean `μ` and biased variance `σ²` of this one',
    'channel of this one image over its positions; `γ` and `β` for each channel. A channel that is constant is only centred',
    'where `epsilon = 0`. A bias before it has no effect.',
    "Where `β = 0` a pixel's sign is that of its difference from the mean of its channel, which is linear in the image; but",
    'each channel of each image has its own divisor, so that the network is not piecewise affine. It takes images only: a',
    'unit of a vector has one position, and nothing would be left.',
  ].join(' '),
  source: 'Ulyanov, Vedaldi & Lempitsky 2016, Instance Normalization, arXiv 1607.08022, section 2',
  version: 1,
  parameters: [epsilonParameter, ...gammaAndBeta],
  example: 'instance_norm()',
  piecewiseAffine: false,
  removesBias: () => true,
  shape: (input) =>
    input.length === 3
      ? input
      : {
          refused: `instance_norm() takes images, but ${input.length === 1 ? `a vector of ${input[0]} units` : input.join('×')} arrives here`,
          help: 'put it after conv2d(…), or take layer_norm() or group_norm(…)',
          because: 'shape',
        },
  variables: scaleAndOffset,
  lower: (place, x, settings) => {
    const { build } = place;
    const channels = build.shape(x).at(-1)!;
    return scaledAndOffset(
      place,
      standardizeExamples(build, x, channels, settings.epsilon as number),
      settings,
    );
  },
};

import type { LayerRecord } from './layer.ts';
import {
  epsilonParameter,
  gammaAndBeta,
  scaleAndOffset,
  scaledAndOffset,
  standardizeExamples,
} from './standardize.ts';

/** Layer normalization. */
export const layerNorm: LayerRecord = {
  name: 'layer_norm',
  kind: 'normalization',
  summary: 'Centres and scales each example by its own statistics over all units',
  about: [
    'In training and evaluation alike `γ (u - μ) / sqrt(σ² + epsilon) + β`, with mean `μ` and biased variance `σ²` of this one',
    'example over all units, or over all channels and positions of an image; `γ` and `β` for each unit or channel. An',
    'example that is constant is only centred where `epsilon = 0`.',
    'Where `β = 0`, the sign of unit k is that of `(w_k - w̄) z + c_k - c̄`, with means `w̄`, `c̄` over the units: one',
    'hyperplane, but placed by the weights and not by the data (through 0 without biases). The divisor differs from example',
    'to example: with `β` or later biases boundaries are curved, so that the network is not piecewise affine.',
  ].join(' '),
  source: 'Ba, Kiros & Hinton 2016, Layer Normalization, arXiv 1607.06450, section 3',
  version: 1,
  parameters: [epsilonParameter, ...gammaAndBeta],
  example: 'layer_norm()',
  piecewiseAffine: false,
  shape: (input) => input,
  variables: scaleAndOffset,
  lower: (place, x, settings) =>
    scaledAndOffset(place, standardizeExamples(place.build, x, 1, settings.epsilon as number), settings),
};

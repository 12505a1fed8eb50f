import type { LayerRecord } from './layer.ts';

/** Where the two branches of a residual block meet. */
export const residualSum: LayerRecord = {
  name: 'residual_sum',
  kind: 'layer',
  summary: 'Adds what the layers of a residual block give to what its shortcut gives',
  about: [
    'Computes `layers(z) + shortcut(z)`. It is written as a block: `block:` with the layers, and `shortcut:` beside them,',
    'without which the input is added as it is. Both must end with the same shape. A ReLU after the sum has its creases',
    'where the sum is zero: batch normalization inside the layers does not centre it.',
  ].join(' '),
  source: 'He et al. 2016, equation 1',
  version: 1,
  parameters: [],
  example: 'block: [dense(8), relu()]',
  piecewiseAffine: true,
  shape: (input) => input,
  variables: () => [],
  lower: ({ build }, x, _, more) => more.reduce((sum, other) => build.add(sum, other), x),
};

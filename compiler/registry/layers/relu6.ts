import type { LayerRecord } from './layer.ts';

/** A rectifier with an upper bound. */
export const relu6: LayerRecord = {
  name: 'relu6',
  kind: 'activation',
  summary: 'Keeps what lies between 0 and 6, cuts off the rest',
  about:
    'Elementwise `min(max(0, u), 6)`. A unit has two creases: where its pre-activation `u` is 0 and where it is 6.',
  source: 'Krizhevsky 2010, "Convolutional deep belief networks on CIFAR-10"',
  version: 1,
  parameters: [],
  example: 'relu6()',
  piecewiseAffine: true,
  bends: true,
  shape: (input) => input,
  variables: () => [],
  lower: ({ build }, x) => build.clip(x, 0, 6),
};

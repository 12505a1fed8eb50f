import type { LayerRecord } from './layer.ts';
import { perChannel } from './standardize.ts';

/** Batch statistics of the untrained network, folded into ordinary weights and biases. */
export const foldStatistics: LayerRecord = {
  name: 'fold_statistics',
  kind: 'normalization',
  summary:
    'Computes the statistics of the training data once, at the start, and folds them into weights and bias',
  about: [
    'Runs the training data through the network layer by layer before the first step and turns the normalization into a',
    'start: the weights of the layer before are divided by `σ`, and a bias starts at `-μ/σ` (with `scale = false` the weights',
    'stay and the bias starts at `-μ`). From then on weights and bias are trained as usual and nothing is normalized.',
    'With weight_norm the lengths are divided. Of images statistics are those of each channel over examples and positions.',
    'A unit that is constant over the data is only centred.',
  ].join(' '),
  source:
    'Balestriero & Baraniuk 2022 (smart initialization); compare Salimans & Kingma 2016, section 3, and LSUV',
  version: 1,
  parameters: [
    { name: 'scale', about: 'divide by the standard deviation too', type: { kind: 'truth' }, default: true },
  ],
  example: 'fold_statistics(scale = false)',
  piecewiseAffine: true,
  shape: (input, _, before) =>
    (before?.is === 'dense' || before?.is === 'conv2d') && before.bias === null
      ? input
      : {
          refused: `fold_statistics() scales the weights of the layer before it, but ${before ? `${before.is} stands there` : 'no layer of its own stands there'}`,
          help: `put ${input.length === 1 ? 'dense' : 'conv2d'}(…, bias = none) directly before it, inside the same block`,
          because: 'before',
        },
  variables: (input) => [{ name: 'bias', shape: input.slice(-1), trained: true, initial: { is: 'zeros' } }],
  startsFromData: () => true,
  lower: ({ build, variable }, x) => build.add(x, perChannel(build, variable('bias'), build.shape(x).length)),
};

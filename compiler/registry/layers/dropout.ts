import type { LayerRecord } from './layer.ts';

/** Dropout. */
export const dropout: LayerRecord = {
  name: 'dropout',
  kind: 'layer',
  summary: 'Sets each number to zero at random in training',
  about: [
    'In training each number of each example is zero with probability `rate` and divided by `1 - rate` else, independently and',
    'anew at every step, so that its mean stays. In evaluation mode it changes nothing. The draws follow from seed, replicate,',
    'place in the network and step, so that arms with the same replicate drop the same numbers.',
  ].join(' '),
  source:
    'Srivastava et al. 2014, Dropout, section 4; scaled in training ("inverted") instead of in evaluation',
  version: 1,
  parameters: [
    {
      name: 'rate',
      about: 'probability that a number becomes zero; below 1',
      type: { kind: 'number', unit: 'probability', min: 0, max: 1 },
    },
  ],
  example: 'dropout(rate = 20%)',
  piecewiseAffine: true,
  shape: (input, { rate }) =>
    rate === 1
      ? { refused: 'dropout(rate = 1) drops everything', help: 'take a rate below 1, such as 20%' }
      : input,
  variables: () => [],
  lower: ({ build, mode, random }, x, { rate }) => {
    if (mode === 'evaluate' || rate === 0) return x;
    const probability = 1 - (rate as number);
    const [, ...shape] = build.shape(x);
    return build.scale(
      build.mul(x, random('keep', { is: 'bernoulli', probability }, shape)),
      1 / probability,
    );
  },
};

import type { LayerRecord } from './layer.ts';

/** Cut off below and above. */
export const hardTanh: LayerRecord = {
  name: 'hard_tanh',
  kind: 'activation',
  summary: 'Cuts off what is too small or too large',
  about:
    'Elementwise `min(max(u, low), high)`. A unit has two creases: where its pre-activation `u` is `low` and where it is `high`.',
  source: 'Collobert 2004, "Large scale machine learning"',
  version: 1,
  parameters: [
    { name: 'low', about: 'least value', type: { kind: 'number', unit: 'one' }, default: -1 },
    { name: 'high', about: 'largest value', type: { kind: 'number', unit: 'one' }, default: 1 },
  ],
  example: 'hard_tanh()',
  piecewiseAffine: true,
  bends: true,
  shape: (input, { low, high }) =>
    (low as number) < (high as number)
      ? input
      : {
          refused: `hard_tanh cuts off below ${low} and above ${high}, so nothing is left between`,
          help: 'let `low` be less than `high`',
        },
  variables: () => [],
  lower: ({ build }, x, { low, high }) => build.clip(x, low as number, high as number),
};

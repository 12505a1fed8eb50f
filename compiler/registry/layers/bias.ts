import type { Construct } from '../../plan/plan.ts';
import type { LayerRecord } from './layer.ts';
import { perChannel } from './standardize.ts';

/** A learned offset for every unit. */
export const bias: LayerRecord = {
  name: 'bias',
  kind: 'layer',
  summary: 'Adds a learned offset to every unit',
  about:
    'Computes `z + c`; of an image every channel has one offset. It moves the hyperplane of each unit along its normal; how it starts decides where.',
  version: 1,
  parameters: [
    {
      name: 'initial',
      about: 'how the offsets start',
      type: { kind: 'initializer' },
      default: { is: 'zeros' },
    },
  ],
  example: 'bias(normal(sd = 1))',
  piecewiseAffine: true,
  shape: (input) => input,
  variables: (input, { initial }) => [
    { name: 'bias', shape: input.slice(-1), trained: true, initial: initial as Construct },
  ],
  lower: ({ build, variable }, x) => build.add(x, perChannel(build, variable('bias'), build.shape(x).length)),
};

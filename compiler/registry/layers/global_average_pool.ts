import type { LayerRecord } from './layer.ts';
import { noImage } from './windows.ts';

/** The mean of each channel. */
export const globalAveragePool: LayerRecord = {
  name: 'global_average_pool',
  kind: 'layer',
  summary: 'Averages each channel over the whole image: a vector with one number for each',
  about:
    'Gives the mean of each channel over all positions, so that an image of any size becomes a vector of its channels.',
  source: 'Lin, Chen & Yan 2014, "Network in network", section 3.2',
  version: 1,
  parameters: [],
  example: 'global_average_pool()',
  piecewiseAffine: true,
  shape: (input) => noImage('global_average_pool', input) ?? [input[2]],
  variables: () => [],
  lower: ({ build }, x) => build.mean(x, [2, 3]),
};

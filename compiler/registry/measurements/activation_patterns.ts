import { forwardCost, layerIndex, type MeasurementRecord } from './measurement.ts';

/** How many regions the data stand in. */
export const activationPatterns: MeasurementRecord = {
  name: 'activation_patterns',
  kind: 'measurement',
  summary: 'Number of distinct activation patterns of the points: how many regions they stand in, exactly',
  about:
    'Two points have the same pattern when every unit is on the same piece at both. Counted after the last layer, or with `by: layer` after each, the layers before included.',
  source: 'Raghu et al. 2017; counted over a data set by definition',
  version: 1,
  parameters: [{ name: 'points', about: 'whose patterns are counted', type: { kind: 'points' } }],
  example: 'activation_patterns(points)',
  title: 'distinct activation patterns',
  unit: 'count',
  indices: () => [],
  by: { layer: (_, network) => layerIndex(network) },
  members: {},
  needs: { piecewiseAffine: true },
  cost: (_, network) => forwardCost(network),
};

import { batchParameters } from './batches.ts';
import { layerIndex, type MeasurementRecord, type Member } from './measurement.ts';

const byLayer = (about: string, title: string): Member => ({
  about,
  title,
  unit: 'one',
  indices: (network) => [layerIndex(network)],
});

/** How batch statistics, and hyperplanes with them, differ from batch to batch. */
export const statisticsJitter: MeasurementRecord = {
  name: 'statistics_jitter',
  kind: 'measurement',
  summary:
    "How far a layer's batch statistics and hyperplanes move from batch to batch, and whether they move together",
  about: [
    'Looks at each layer as batch normalization with the gain and offset that its pre-activations have now, and gives it the',
    'statistics of random batches; the layers before keep those of all points. With independent draws the means have the standard',
    'deviation `σ/√B`, deviations of normal values about `σ/√(2B)`, and the hyperplanes that of `1/√B` of the distance of the',
    'inputs; a batch without repetition of N points has `√((N − B)/(N − 1))` times that. Root mean squares over units and batches.',
  ].join(' '),
  source: 'Balestriero & Baraniuk 2022 (batch statistics as noise); the laws are our own derivation',
  version: 1,
  parameters: [
    { name: 'points', about: 'what batches are drawn from', type: { kind: 'points' } },
    ...batchParameters,
  ],
  example: 'statistics_jitter(points, batch = 16)',
  title: 'jitter of batch statistics',
  indices: () => [],
  by: {},
  members: {
    displacement: byLayer(
      'how far hyperplanes move along their normals, over the distance of the inputs from them',
      'displacement of hyperplanes',
    ),
    mean: byLayer('deviation of batch means, in units of the deviation of all points', 'jitter of means'),
    deviation: byLayer('relative deviation of batch deviations', 'jitter of deviations'),
    rigid: byLayer(
      'share of the squared displacement that moves all hyperplanes of the layer by one translation',
      'rigid share',
    ),
    rigid_if_independent: byLayer(
      'the same when each hyperplane meets the batches in an order of its own: noise of equal law, unit by unit, as in dropout',
      'rigid share of independent noise',
    ),
  },
  needs: { piecewiseAffine: true },
  cost: ({ batch, batches }, { multiplyAdds, examples }) =>
    2 * multiplyAdds * (2 * examples + (batch as number) * (batches as number)),
};

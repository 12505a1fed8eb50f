import { batchParameters } from './batches.ts';
import { jacobianCost, type MeasurementRecord, sampleIndex } from './measurement.ts';

/** How boundaries and decisions move with the statistics of mini-batches. */
export const boundaryJitter: MeasurementRecord = {
  name: 'boundary_jitter',
  kind: 'measurement',
  summary:
    'How far boundaries around points move when batch statistics replace those of all data, linearised',
  about: [
    'Every batch normalization takes the statistics of one random batch of the training data, all layers those of the same batch,',
    'and the network that this makes is compared with the one that has the statistics of all training data. At each point the',
    'boundary that is nearest with those, and the boundary between its two largest classes, have a signed distance `f / ‖∇f‖` in',
    'both; members are root mean squares of their difference over the batches. Without batch normalization nothing moves.',
  ].join(' '),
  source:
    'Balestriero & Baraniuk 2022 (batch statistics perturb partition and decision boundary); the measure is our own',
  version: 1,
  parameters: [
    { name: 'points', about: 'where boundaries are looked at', type: { kind: 'points' } },
    ...batchParameters.map((parameter) =>
      parameter.name === 'batches' ? { ...parameter, default: 50 } : parameter,
    ),
  ],
  example: 'boundary_jitter(points, batch = 16)',
  title: 'jitter of boundaries',
  indices: () => [],
  by: {},
  members: {
    boundary: {
      about: 'displacement of the nearest boundary of the partition',
      title: 'displacement of the nearest boundary',
      unit: 'distance',
      indices: () => [sampleIndex],
    },
    decision: {
      about: 'displacement of the decision boundary between the two largest classes',
      title: 'displacement of the decision boundary',
      unit: 'distance',
      indices: () => [sampleIndex],
    },
    flips: {
      about: 'share of the batches that classify the point differently',
      title: 'changed classifications',
      unit: 'probability',
      indices: () => [sampleIndex],
    },
  },
  needs: { piecewiseAffine: true },
  cost: ({ batches }, network) => (2 + (batches as number)) * jacobianCost(network),
};

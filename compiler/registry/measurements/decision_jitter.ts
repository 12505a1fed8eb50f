import { batchParameters } from './batches.ts';
import type { MeasurementRecord } from './measurement.ts';

/** How the decision boundary in the plane moves with the statistics of mini-batches. */
export const decisionJitter: MeasurementRecord = {
  name: 'decision_jitter',
  kind: 'measurement',
  summary:
    'How far the decision boundary in a window of the plane moves with batch statistics, by exact boundaries',
  about: [
    'Every batch normalization takes the statistics of one random batch of the training data. The decision boundary of each network',
    'that this makes, and of the one with the statistics of all training data, are found exactly in the window; the result is the',
    'root mean square, along the latter and over the batches, of the distance to the nearest piece of the former. Not a number',
    'where no decision boundary crosses the window. The pieces of all batches are kept to be drawn.',
  ].join(' '),
  source:
    'Balestriero & Baraniuk 2022 (batch statistics perturb the decision boundary); the measure is our own',
  version: 1,
  parameters: [
    { name: 'window', about: 'what part of the input plane', type: { kind: 'window' } },
    ...batchParameters.map((parameter) =>
      parameter.name === 'batches' ? { ...parameter, default: 20 } : parameter,
    ),
  ],
  example: 'decision_jitter(window = square(3), batch = 16)',
  title: 'displacement of the decision boundary',
  unit: 'distance',
  indices: () => [],
  by: {},
  members: {},
  needs: { piecewiseAffine: true, plane: true },
  cost: ({ batches }, { widths }) =>
    (1 + (batches as number)) * 2e3 * widths.reduce((sum, width) => sum + width, 0) ** 2,
};

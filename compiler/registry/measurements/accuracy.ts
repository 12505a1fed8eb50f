import { forwardCost, type MeasurementRecord } from './measurement.ts';

/** Share of points that are classified correctly. */
export const accuracy: MeasurementRecord = {
  name: 'accuracy',
  kind: 'measurement',
  summary: 'Share of the points that the network classifies correctly',
  about: [
    'The class with the largest output, the first of equals, against the label; in evaluation mode, where batch normalization',
    'uses the exact statistics of the training data unless it says otherwise. Networks that are piecewise affine are computed in',
    'double precision, unless they have convolutions; others as they are trained. The generalization gap is a difference, which a',
    'claim can be about: with measurements `fitted: accuracy(images.train)` and `tested: accuracy(images.test)`,',
    '`fitted - tested < 5 points`.',
  ].join(' '),
  version: 1,
  parameters: [{ name: 'points', about: 'labelled points', type: { kind: 'points' } }],
  example: 'accuracy(images.test)',
  title: 'accuracy',
  unit: 'probability',
  best: 'max',
  indices: () => [],
  by: {},
  members: {},
  needs: { classes: true },
  cost: (_, network) => forwardCost(network),
};

import { forwardCost, type MeasurementRecord } from './measurement.ts';

/** What training makes small, in evaluation mode. */
export const loss: MeasurementRecord = {
  name: 'loss',
  kind: 'measurement',
  summary: "Mean of the training's loss over the points, in evaluation mode",
  about: [
    'The function at `train.loss` of the outputs and the labels, averaged over the points in double precision. Outputs are',
    'those of evaluation mode, where batch normalization uses the exact statistics of the training data unless it says',
    'otherwise, so on the training data too it differs from the loss of the mini-batches that training prints. The gap to',
    'other points is a difference: `loss(images.test)` less `loss(images.train)`, each measured under its name.',
  ].join(' '),
  version: 1,
  parameters: [{ name: 'points', about: 'labelled points', type: { kind: 'points' } }],
  example: 'loss(images.test)',
  title: 'loss',
  unit: 'loss',
  best: 'min',
  indices: () => [],
  by: {},
  members: {},
  needs: { classes: true, training: true },
  cost: (_, network) => forwardCost(network),
};

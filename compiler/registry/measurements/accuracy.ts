import type { MeasurementRecord } from './measurement.ts';

/** Share of points that are classified correctly. */
export const accuracy: MeasurementRecord = {
  name: 'accuracy',
  kind: 'measurement',
  summary: 'Share of the points that the network classifies correctly',
  about:
    'The class with the largest output, the first of equals, against the label; in evaluation mode, in double precision. Batch normalization uses the exact statistics of the training data.',
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
  cost: (_, { inputs, widths, examples }) =>
    2 * examples * widths.reduce((sum, width, i) => sum + width * (i === 0 ? inputs : widths[i - 1]), 0),
};

import { forwardCost, type MeasurementRecord } from './measurement.ts';

/** How far a network's confidence is from its accuracy. */
export const calibrationError: MeasurementRecord = {
  name: 'calibration_error',
  kind: 'measurement',
  summary:
    'Expected calibration error: how far the confidence of the answers is from how often they are right',
  about: [
    'The confidence of an answer is the largest share of `softmax(outputs)`, whatever the loss. Points are put in `bins` bins of',
    'equal width by their confidence, bin `m` of `M` from above `(m - 1)/M` to `m/M`, and the result is the mean over all points',
    'of their bin’s `|share of right answers - mean confidence|`: 0 for a network that is right in 80 of 100 answers',
    'that it gives 0.8. Few points a bin make it larger than it is in truth.',
  ].join(' '),
  source: 'Guo et al. 2017, section 2, equation 3, with 15 bins as in their experiments',
  version: 1,
  parameters: [
    { name: 'points', about: 'labelled points', type: { kind: 'points' } },
    {
      name: 'bins',
      about: 'bins of equal width that confidences are put in',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
      default: 15,
    },
  ],
  example: 'calibration_error(images.test, bins = 15)',
  title: 'expected calibration error',
  unit: 'probability',
  best: 'min',
  indices: () => [],
  by: {},
  members: {},
  needs: { classes: true },
  cost: (_, network) => forwardCost(network),
};

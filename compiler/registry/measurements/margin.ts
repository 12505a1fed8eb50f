import { jacobianCost, type MeasurementRecord, sampleIndex } from './measurement.ts';

/** Distance of points to the decision boundary. */
export const margin: MeasurementRecord = {
  name: 'margin',
  kind: 'measurement',
  summary: 'Distance of each point to the decision boundary: linearised, and marked where that is exact',
  about: [
    'The smallest `(f_y − f_j) / ‖∇(f_y − f_j)‖` over the classes `j` other than the label `y`; negative where the point is classified',
    'wrongly. It is the exact distance to the decision boundary where it is at most the distance to the nearest boundary of',
    "the point's region, inside which the network is affine; `exact` is 1 there and 0 elsewhere.",
  ].join(' '),
  source: 'Elsayed et al. 2018 (linearised margin); exact inside the region by Hanin & Rolnick 2019',
  version: 1,
  parameters: [{ name: 'points', about: 'labelled points', type: { kind: 'points' } }],
  example: 'margin(images.test)',
  title: 'margin',
  unit: 'distance',
  indices: () => [sampleIndex],
  by: {},
  members: {
    distance: {
      about: 'linearised distance to the decision boundary',
      title: 'margin',
      unit: 'distance',
      indices: () => [sampleIndex],
    },
    exact: {
      about: '1 where the margin is the exact distance',
      title: 'margin is exact',
      unit: 'one',
      indices: () => [sampleIndex],
    },
  },
  needs: { piecewiseAffine: true, classes: true },
  cost: (_, network) => jacobianCost(network),
};

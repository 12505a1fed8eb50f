import { type MeasurementRecord, sampleIndex } from './measurement.ts';
import { mostCellsParameter, sliceParameter, windowParameter } from './slice-parameters.ts';

/** Exact distance of points of a plane to the decision boundary in it. */
export const decisionDistance: MeasurementRecord = {
  name: 'decision_distance',
  kind: 'measurement',
  summary: 'Exact distance of each point of a plane to the decision boundary in a window of that plane',
  about: [
    'The decision boundary (where the two largest outputs are equal, or a single one is 0) is found exactly in the window; the',
    'distance is that to its nearest piece, along the plane. Points of a network with more than two inputs are first',
    'projected onto the `slice`. `exact` is 1 where no nearer piece can lie outside of the window, because its rim is at',
    'least as far, and 0 elsewhere. Where no decision boundary crosses the window, the distance is not a number.',
  ].join(' '),
  source: 'a definition of our own',
  version: 1,
  parameters: [
    { name: 'points', about: 'where to measure from', type: { kind: 'points' } },
    windowParameter,
    sliceParameter,
    mostCellsParameter,
  ],
  example: 'decision_distance(points, window = square(3))',
  title: 'distance to the decision boundary',
  indices: () => [sampleIndex],
  by: {},
  members: {
    distance: {
      about: 'distance to the decision boundary in the window',
      title: 'distance to the decision boundary',
      unit: 'distance',
      indices: () => [sampleIndex],
    },
    exact: {
      about: '1 where nothing outside of the window can be nearer; its mean is their share',
      title: 'distance to the decision boundary is exact',
      unit: 'one',
      indices: () => [sampleIndex],
    },
  },
  needs: { piecewiseAffine: true, plane: true },
  cost: (_, { widths, examples }) =>
    2e3 * (1 + examples / 100) * widths.reduce((sum, width) => sum + width, 0) ** 2,
};

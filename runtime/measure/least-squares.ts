import type { DataSetting } from '../../compiler/plan/plan.ts';
import { centring } from '../geometry/centring.ts';
import { type Measure, vector } from './measured.ts';

/** Fit of each layer's hyperplanes to its inputs: `residual`, `least` and `offset` [layers]. */
export const measureLeastSquares: Measure = ({ settings, network, points }) => {
  const layers = centring(network, points(settings.points as DataSetting).inputs);
  return {
    arrays: {
      residual: vector(layers.map(({ meanSquaredDistance }) => rootOfMean(meanSquaredDistance))),
      least: vector(layers.map(({ leastSquares }) => rootOfMean(leastSquares))),
      offset: vector(layers.map(({ offset }) => rootOfMean(offset.map((d) => d * d)))),
    },
    certificate: {},
  };
};

/** Over the units that have a hyperplane. */
function rootOfMean(squares: Float64Array): number {
  const known = squares.filter((square) => !Number.isNaN(square));
  return Math.sqrt(known.reduce((sum, square) => sum + square, 0) / known.length);
}

import { countPoints, preActivations } from './forward.ts';
import { type AffineLayer, activatedLayers, inputSize, type PiecewiseAffineNetwork } from './network.ts';

/** How a layer's hyperplanes lie to the inputs that the layer gets. Distances are in that input space. */
export interface LayerCentring {
  /** max over units of |⟨w, g⟩ + b| / ‖w‖ with g the mean input: 0 where all hyperplanes pass through it */
  readonly residual: number;
  /** [units] mean squared distance of the inputs to the hyperplane */
  readonly meanSquaredDistance: Float64Array;
  /** [units] the least that another offset reaches with the same direction: variance / ‖w‖² */
  readonly leastSquares: Float64Array;
}

/**
 * Central arrangement and least squares of every activated layer (Balestriero & Baraniuk, arXiv
 * 2209.14778, as restated in arXiv 2402.15555, appendix B): batch normalization with β = 0 puts every
 * hyperplane through the mean g of its layer's inputs, and that offset has the least mean squared distance.
 * A unit whose weights are all 0 has no hyperplane: it is left out of `residual` and NaN in the arrays.
 */
export function centring(network: PiecewiseAffineNetwork, points: Float64Array): LayerCentring[] {
  const n = countPoints(points, inputSize(network));
  if (n === 0) throw new RangeError('The centring of a layer needs at least one point.');
  const values = preActivations(network, points);
  return activatedLayers(network).map((layer, l) => {
    const inputs = l === 0 ? points : values[l - 1];
    const record = layerCentring(layer, columnMeans(inputs, n), values[l], n);
    activate(values[l], layer.slope);
    return record;
  });
}

function layerCentring(
  layer: AffineLayer,
  mean: Float64Array,
  values: Float64Array,
  n: number,
): LayerCentring {
  const { weights, bias, inputs, outputs } = layer;
  const meanSquaredDistance = new Float64Array(outputs).fill(NaN);
  const leastSquares = new Float64Array(outputs).fill(NaN);
  let residual = 0;
  for (let k = 0; k < outputs; k++) {
    const w = weights.subarray(k * inputs, (k + 1) * inputs);
    const square = dot(w, w);
    if (square === 0) continue;
    const atMean = dot(w, mean) + bias[k];
    residual = Math.max(residual, Math.abs(atMean) / Math.sqrt(square));
    meanSquaredDistance[k] = meanSquare(values, n, outputs, k, 0) / square;
    leastSquares[k] = meanSquare(values, n, outputs, k, atMean) / square;
  }
  return { residual, meanSquaredDistance, leastSquares };
}

/** Mean over the rows of (value of unit k − centre)². */
function meanSquare(values: Float64Array, n: number, units: number, k: number, centre: number): number {
  let sum = 0;
  for (let r = 0; r < n; r++) sum += (values[r * units + k] - centre) ** 2;
  return sum / n;
}

/** Means of the columns of a matrix of n rows. */
function columnMeans(matrix: Float64Array, n: number): Float64Array {
  const columns = matrix.length / n;
  const means = new Float64Array(columns);
  for (let i = 0; i < matrix.length; i++) means[i % columns] += matrix[i];
  return means.map((sum) => sum / n);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** u → max(slope·u, u), in place. */
function activate(values: Float64Array, slope: number | undefined): void {
  if (slope === undefined) return;
  for (let i = 0; i < values.length; i++) if (!(values[i] > 0)) values[i] *= slope;
}

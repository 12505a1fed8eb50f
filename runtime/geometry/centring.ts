import { countPoints, evaluate } from './forward.ts';
import { type Hyperplanes, hyperplanesOf } from './hyperplanes.ts';
import { bendsOf, inputSize, type PiecewiseAffineNetwork } from './network.ts';

/**
 * How a layer's hyperplanes lie to the inputs that the layer gets, in that input space; the arrays have one
 * number for each hyperplane. A unit whose weights are all 0 has none: it is left out of `residual` and NaN in the
 * arrays. A maximum has no hyperplanes of its own: residual NaN, empty arrays.
 */
export interface LayerCentring {
  /** max over hyperplanes of |offset|: 0 where all pass through the mean input */
  readonly residual: number;
  /** signed distance of the mean input g from the hyperplane: (⟨w, g⟩ + b) / ‖w‖, of several thresholds' the nearest */
  readonly offset: Float64Array;
  /** mean squared distance of the inputs from the hyperplane: leastSquares + offset² */
  readonly meanSquaredDistance: Float64Array;
  /** the least that another offset reaches with the same direction: variance / ‖w‖² */
  readonly leastSquares: Float64Array;
}

/**
 * Central arrangement and least squares of every layer (bend) at points [n][inputs] (Balestriero & Baraniuk,
 * arXiv 2209.14778, as restated in arXiv 2402.15555, appendix B): batch normalization with β = 0 puts every
 * hyperplane through the mean g of its layer's inputs, and that offset has the least mean squared distance. With
 * β and γ the offset is σβ / (γ‖w‖). In convolutions the inputs are all patches.
 */
export function centring(network: PiecewiseAffineNetwork, points: Float64Array): LayerCentring[] {
  return layerMoments(network, points).map((layer) => {
    if (layer === undefined) {
      const none = new Float64Array(0);
      return { residual: NaN, offset: none, meanSquaredDistance: none, leastSquares: none };
    }
    const { hyperplanes, mean, variance } = layer;
    const norms = hyperplanes.norms.map((norm) => (norm > 0 ? norm : NaN));
    const offset = mean.map((m, k) => m / norms[k]);
    const leastSquares = variance.map((v, k) => v / norms[k] ** 2);
    return {
      residual: offset.reduce((most, d) => (Math.abs(d) > most ? Math.abs(d) : most), 0),
      offset,
      meanSquaredDistance: leastSquares.map((least, k) => least + offset[k] ** 2),
      leastSquares,
    };
  });
}

/** Pre-activations of one layer over points, less the threshold that is nearest to their mean. */
export interface LayerMoments {
  readonly hyperplanes: Hyperplanes;
  readonly threshold: Float64Array;
  readonly mean: Float64Array;
  /** biased: 1/n */
  readonly variance: Float64Array;
}

/** Moments of every layer at points [n][inputs], hyperplane by hyperplane; undefined for a maximum. */
export function layerMoments(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
): readonly (LayerMoments | undefined)[] {
  const n = countPoints(points, inputSize(network));
  if (n === 0) throw new RangeError('The centring of a layer needs at least one point.');
  const layers = bendsOf(network).map((bend) => {
    if (bend.kind === 'max') return undefined;
    const hyperplanes = hyperplanesOf(network, bend);
    const { count } = hyperplanes;
    const sums = { mean: new Float64Array(count), variance: new Float64Array(count) };
    return { bend, hyperplanes, ...sums, samples: (n * bend.size) / count };
  });
  // Twice through the network: the variance around a known mean keeps its digits, and memory stays small.
  evaluate(network, points, (values) => {
    for (const layer of layers) layer && addTo(layer.mean, values[layer.bend.from], (x) => x);
  });
  for (const layer of layers) layer && divide(layer.mean, layer.samples);
  evaluate(network, points, (values) => {
    for (const layer of layers)
      layer && addTo(layer.variance, values[layer.bend.from], (x, k) => (x - layer.mean[k]) ** 2);
  });
  return layers.map((layer) => {
    if (layer === undefined) return undefined;
    const { bend, hyperplanes, mean, variance, samples } = layer;
    divide(variance, samples);
    const { thresholds } = bend.pieces;
    const threshold = mean.map((m) =>
      thresholds.reduce((best, t) => (Math.abs(m - t) < Math.abs(m - best) ? t : best)),
    );
    return { hyperplanes, threshold, mean: mean.map((m, k) => m - threshold[k]), variance };
  });
}

function addTo(sums: Float64Array, values: Float64Array, term: (value: number, k: number) => number): void {
  for (let at = 0; at < values.length; at += sums.length)
    for (let k = 0; k < sums.length; k++) sums[k] += term(values[at + k], k);
}

function divide(sums: Float64Array, by: number): void {
  for (let k = 0; k < sums.length; k++) sums[k] /= by;
}

import { multiplyRows } from './multiply.ts';
import { checkNetwork, type PiecewiseAffineNetwork } from './network.ts';

/** Rows that go through all layers together: their activations stay in the second-level cache. */
const BLOCK = 256;

/** The number of points in a flat [n][inputs] array. Throws a RangeError if it does not divide evenly. */
export function countPoints(points: Float64Array, inputs: number): number {
  const n = points.length / inputs;
  if (!Number.isInteger(n))
    throw new RangeError(`${points.length} numbers are not a whole number of points of ${inputs} inputs.`);
  return n;
}

/** u → max(slope·u, u), in place. */
export function activate(values: Float64Array, slope: number | undefined): void {
  if (slope === undefined) return;
  for (let i = 0; i < values.length; i++) if (!(values[i] > 0)) values[i] *= slope;
}

/** Outputs [n][outputs of the last layer] at points [n][inputs]; activated if the last layer is. */
export function forward(network: PiecewiseAffineNetwork, points: Float64Array): Float64Array {
  const outputs = network.layers.at(-1)?.outputs ?? network.inputs;
  const result = new Float64Array(countPoints(points, network.inputs) * outputs);
  forEachLayer(network, points, (l, first, values, layer) => {
    activate(values, layer.slope);
    if (l + 1 === network.layers.length) result.set(values, first * outputs);
  });
  return result;
}

/** Pre-activations at points [n][inputs]: for each layer an array [n][outputs]. */
export function preActivations(network: PiecewiseAffineNetwork, points: Float64Array): Float64Array[] {
  const n = countPoints(points, network.inputs);
  const results = network.layers.map(({ outputs }) => new Float64Array(n * outputs));
  forEachLayer(network, points, (l, first, values, layer) => {
    results[l].set(values, first * layer.outputs);
    activate(values, layer.slope);
  });
  return results;
}

/** Calls `visit` with a layer's pre-activations for a block of points; it must activate them in place. */
function forEachLayer(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  visit: (l: number, first: number, values: Float64Array, layer: PiecewiseAffineNetwork['layers'][0]) => void,
): void {
  checkNetwork(network);
  const n = countPoints(points, network.inputs);
  const scratch = network.layers.map(({ outputs }) => new Float64Array(Math.min(n, BLOCK) * outputs));
  for (let first = 0; first < n; first += BLOCK) {
    const rows = Math.min(BLOCK, n - first);
    let values = points.subarray(first * network.inputs, (first + rows) * network.inputs);
    network.layers.forEach((layer, l) => {
      const out = scratch[l].subarray(0, rows * layer.outputs);
      multiplyRows(values, rows, layer.weights, layer.bias, layer.inputs, layer.outputs, out);
      visit(l, first, out, layer);
      values = out;
    });
  }
}

/** How far two computations of the same outputs lie apart. */
export interface Difference {
  readonly largest: number;
  /** `largest` divided by the largest magnitude of the outputs (1 if they are all 0) */
  readonly relative: number;
}

/**
 * Compares the network with outputs [n][outputs] that something else computed at the same points.
 * A value that is not finite on one side only makes the difference Infinity.
 */
export function compareForward(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  outputs: ArrayLike<number>,
): Difference {
  const own = forward(network, points);
  if (own.length !== outputs.length)
    throw new RangeError(
      `The network gives ${own.length} outputs at these points; ${outputs.length} were passed.`,
    );
  return largestDifference(own, outputs);
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): Difference {
  let largest = 0;
  let scale = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Object.is(a[i], b[i]) ? 0 : Math.abs(a[i] - b[i]);
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
    scale = Math.max(scale, Math.abs(a[i]));
  }
  return { largest, relative: largest === 0 ? 0 : largest / (scale || 1) };
}

import { applyAffine, applyBend, piecesAt } from './apply.ts';
import {
  bendsOf,
  checkNetwork,
  inputSize,
  isBend,
  outputSize,
  type PiecewiseAffineNetwork,
  sourcesOf,
  unitCount,
} from './network.ts';

/** Rows that go through all nodes together: their values stay in the second-level cache. */
const BLOCK = 256;

/** The number of points in a flat [n][inputs] array. Throws a RangeError if it does not divide evenly. */
export function countPoints(points: Float64Array, inputs: number): number {
  const n = points.length / inputs;
  if (!Number.isInteger(n))
    throw new RangeError(`${points.length} numbers are not a whole number of points of ${inputs} inputs.`);
  return n;
}

/** Outputs [n][size of the last node] at points [n][inputs]. */
export function forward(network: PiecewiseAffineNetwork, points: Float64Array): Float64Array {
  const outputs = outputSize(network);
  const result = new Float64Array(countPoints(points, inputSize(network)) * outputs);
  evaluate(network, points, (values, first) => {
    result.set(values[values.length - 1], first * outputs);
  });
  return result;
}

/** What each bend (layer) gets at points [n][inputs]: for each an array [n][size of its source]. */
export function preActivations(network: PiecewiseAffineNetwork, points: Float64Array): Float64Array[] {
  const n = countPoints(points, inputSize(network));
  const sources = bendsOf(network).map(({ from }) => from);
  const results = sources.map((from) => new Float64Array(n * network.nodes[from].size));
  evaluate(network, points, (values, first) => {
    for (const [l, from] of sources.entries()) results[l].set(values[from], first * network.nodes[from].size);
  });
  return results;
}

/** The activation pattern at each point [n][inputs]: the piece of every unit, [n][units of all bends]. */
export function patternsAt(network: PiecewiseAffineNetwork, points: Float64Array): Uint8Array {
  const units = unitCount(network);
  const result = new Uint8Array(countPoints(points, inputSize(network)) * units);
  evaluate(network, points, (values, first, rows) => {
    for (let r = 0; r < rows; r++) {
      let at = (first + r) * units;
      for (const bend of bendsOf(network)) {
        const width = network.nodes[bend.from].size;
        const row = values[bend.from].subarray(r * width, (r + 1) * width);
        piecesAt(bend, row, result.subarray(at, at + bend.size));
        at += bend.size;
      }
    }
  });
  return result;
}

/**
 * Evaluates the network at points [n][inputs] in blocks of so many and calls `visit` with every node's values
 * [rows][size] for the block that starts at point `first`. The arrays are reused.
 */
export function evaluate(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  visit: (values: readonly Float64Array[], first: number, rows: number) => void,
  block = BLOCK,
): void {
  checkNetwork(network);
  const { nodes } = network;
  const inputs = inputSize(network);
  const n = countPoints(points, inputs);
  const scratch = nodes.map(({ size }, i) => new Float64Array(i === 0 ? 0 : Math.min(n, block) * size));
  for (let first = 0; first < n; first += block) {
    const rows = Math.min(block, n - first);
    const values: Float64Array[] = [];
    for (const [i, node] of nodes.entries()) {
      const out = scratch[i].subarray(0, rows * node.size);
      if (node.kind === 'input') values.push(points.subarray(first * inputs, (first + rows) * inputs));
      else {
        const sources = sourcesOf(node).map((from) => values[from]);
        if (isBend(node)) applyBend(node, sources[0], rows, out);
        else applyAffine(node, sources, rows, true, out);
        values.push(out);
      }
    }
    visit(values, first, rows);
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

import { applyAffine, applyPieces } from './apply.ts';
import { type Affine, inputSize, isBend, type PiecewiseAffineNetwork, sourcesOf } from './network.ts';
import { type Slice, sliceFor } from './slice.ts';

/**
 * A value of m numbers as an affine function of the plane's (s, t), laid out [∂s of all | ∂t of all |
 * constant of all], 3·m numbers: three rows of values, of which the first two are directions.
 */
export type PlaneMap = Float64Array;

/** The input itself as a function of the place on the slice. */
export function inputMap(network: PiecewiseAffineNetwork, slice: Slice | undefined): PlaneMap {
  const inputs = inputSize(network);
  const { origin, u, v } = sliceFor(inputs, slice);
  const map = new Float64Array(3 * inputs);
  map.set(Array.from(u));
  map.set(Array.from(v), inputs);
  map.set(Array.from(origin), 2 * inputs);
  return map;
}

/** Applies an affine node to maps of the plane. */
export function applyToMaps(node: Affine, sources: readonly PlaneMap[], out: PlaneMap): void {
  const { size } = node;
  const directions = sources.map((map) => map.subarray(0, (2 * map.length) / 3));
  const constants = sources.map((map) => map.subarray((2 * map.length) / 3));
  applyAffine(node, directions, 2, false, out.subarray(0, 2 * size));
  applyAffine(node, constants, 1, true, out.subarray(2 * size));
}

/**
 * Every node's value as an affine function of the slice's place on the cell with this pattern (the piece of
 * each unit, units of all bends in order). The last one is the network's output.
 */
export function cellMaps(
  network: PiecewiseAffineNetwork,
  slice: Slice | undefined,
  pattern: Uint8Array,
): PlaneMap[] {
  const maps: PlaneMap[] = [];
  let at = 0;
  for (const node of network.nodes) {
    if (node.kind === 'input') {
      maps.push(inputMap(network, slice));
      continue;
    }
    const out = new Float64Array(3 * node.size);
    const sources = sourcesOf(node).map((from) => maps[from]);
    if (isBend(node)) applyPieces(node, pattern.subarray(at, (at += node.size)), sources[0], 3, 2, out);
    else applyToMaps(node, sources, out);
    maps.push(out);
  }
  return maps;
}

/** An affine map of the whole input: value = matrix·x + offset. */
export interface InputMap {
  /** [outputs][inputs] */
  readonly matrix: Float64Array;
  /** [outputs] */
  readonly offset: Float64Array;
}

/** The network's output as an affine function of its full input on the region with this pattern. */
export function regionMap(network: PiecewiseAffineNetwork, pattern: Uint8Array): InputMap {
  const inputs = inputSize(network);
  const rows = inputs + 1;
  const values: Float64Array[] = [];
  let at = 0;
  for (const node of network.nodes) {
    const out = new Float64Array(rows * node.size);
    const sources = sourcesOf(node).map((from) => values[from]);
    if (node.kind === 'input') for (let i = 0; i < inputs; i++) out[i * inputs + i] = 1;
    else if (isBend(node))
      applyPieces(node, pattern.subarray(at, (at += node.size)), sources[0], rows, inputs, out);
    else {
      const split = (array: Float64Array, size: number) => [
        array.subarray(0, inputs * size),
        array.subarray(inputs * size),
      ];
      const [linear, constant] = split(out, node.size);
      const parts = sources.map((source) => split(source, source.length / rows));
      applyAffine(
        node,
        parts.map(([directions]) => directions),
        inputs,
        false,
        linear,
      );
      applyAffine(
        node,
        parts.map(([, row]) => row),
        1,
        true,
        constant,
      );
    }
    values.push(out);
  }
  const last = values[values.length - 1];
  const outputs = last.length / rows;
  const matrix = new Float64Array(outputs * inputs);
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++) matrix[o * inputs + i] = last[i * outputs + o];
  return { matrix, offset: last.slice(inputs * outputs) };
}

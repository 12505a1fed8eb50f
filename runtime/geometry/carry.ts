import { applyAffine, piecesAt } from './apply.ts';
import {
  type Bend,
  bendsOf,
  inputSize,
  isBend,
  type Node,
  type PiecewiseAffineNetwork,
  sourcesOf,
} from './network.ts';

/** Numbers that the carried directions of all nodes may fill together: 64 MB. */
const MOST_NUMBERS = 1 << 23;

/** Pieces of every bend's units at a point, bend by bend. */
export type Pattern = readonly Uint8Array[];

export const emptyPattern = (network: PiecewiseAffineNetwork): Uint8Array[] =>
  bendsOf(network).map(({ size }) => new Uint8Array(size));

/** Writes the pattern at row `r` of values [rows][size], one array a node. */
export function patternOfRow(
  network: PiecewiseAffineNetwork,
  values: readonly Float64Array[],
  r: number,
  pattern: readonly Uint8Array[],
): void {
  bendsOf(network).forEach((bend, l) => {
    piecesAt(bend, rowOf(values[bend.from], r, network.nodes[bend.from].size), pattern[l]);
  });
}

export const rowOf = (values: Float64Array, r: number, size: number): Float64Array =>
  values.subarray(r * size, (r + 1) * size);

/**
 * Carries directions through the affine map that a network is on one region. Its arrays are made once and
 * reused; their size is bounded by carrying `most` directions at a time.
 */
export class Carrier {
  readonly network: PiecewiseAffineNetwork;
  /** How many directions go at a time. */
  readonly most: number;
  private readonly rows: Float64Array[];
  /** Place of a node among the bends; −1 for others. */
  private readonly layer: number[];
  /** Nodes that are or come after a bend. */
  private readonly bent: readonly number[];

  constructor(network: PiecewiseAffineNetwork, directions: number) {
    const { nodes } = network;
    const numbers = nodes.reduce((sum, { size }) => sum + size, 0);
    this.network = network;
    this.most = Math.max(1, Math.min(directions, Math.floor(MOST_NUMBERS / numbers)));
    this.rows = nodes.map(({ size }) => new Float64Array(this.most * size));
    let l = 0;
    this.layer = nodes.map((node) => (isBend(node) ? l++ : -1));
    const bent = new Set<number>();
    for (const [i, node] of nodes.entries())
      if (isBend(node) || sourcesOf(node).some((from) => bent.has(from))) bent.add(i);
    this.bent = [...bent];
  }

  /**
   * Carries `count` directions [count][inputs] and returns, for every node, how its value changes along
   * each: [count][size]. With `after`, the directions [count][size of that node] start from that node instead, and what
   * does not come after it is not touched (all zero).
   */
  carry(pattern: Pattern, directions: Float64Array, count: number, after = 0): readonly Float64Array[] {
    const { nodes } = this.network;
    const carried = this.rows.map((rows, i) => rows.subarray(0, count * nodes[i].size));
    for (let i = 0; i < after; i++) carried[i].fill(0);
    carried[after].set(directions.subarray(0, count * nodes[after].size));
    for (let i = after + 1; i < nodes.length; i++) this.step(nodes[i], i, pattern, carried, count);
    return carried;
  }

  /** Carries the directions of the last `carry` again, with another pattern: what no bend comes before is as it was. */
  again(pattern: Pattern, count: number): readonly Float64Array[] {
    const { nodes } = this.network;
    const carried = this.rows.map((rows, i) => rows.subarray(0, count * nodes[i].size));
    for (const i of this.bent) this.step(nodes[i], i, pattern, carried, count);
    return carried;
  }

  private step(node: Node, i: number, pattern: Pattern, carried: readonly Float64Array[], count: number) {
    if (node.kind === 'input') return;
    const sources = sourcesOf(node).map((from) => carried[from]);
    if (isBend(node)) bendDirections(node, pattern[this.layer[i]], sources[0], count, carried[i]);
    else applyAffine(node, sources, count, false, carried[i]);
  }
}

/** Carries many directions through a bend, row by row. */
function bendDirections(
  node: Bend,
  pieces: Uint8Array,
  x: Float64Array,
  rows: number,
  out: Float64Array,
): void {
  const { size } = node;
  if (node.kind === 'activation') {
    const factor = new Float64Array(size);
    for (let k = 0; k < size; k++) factor[k] = node.pieces.slopes[pieces[k]];
    for (let at = 0; at < rows * size; at += size)
      for (let k = 0; k < size; k++) out[at + k] = factor[k] * x[at + k];
    return;
  }
  const width = x.length / rows;
  const each = node.candidates.length / size;
  const winner = new Int32Array(size);
  for (let k = 0; k < size; k++) winner[k] = node.candidates[k * each + pieces[k]];
  for (let r = 0; r < rows; r++) for (let k = 0; k < size; k++) out[r * size + k] = x[r * width + winner[k]];
}

/**
 * A network of as few inputs as have the same gradients up to a rotation: where the input goes into one
 * dense node only, and that has fewer outputs than inputs, every gradient lies in the span of its rows.
 */
export function withFewerInputs(network: PiecewiseAffineNetwork): PiecewiseAffineNetwork {
  const { nodes } = network;
  const readers = nodes.filter((node) => sourcesOf(node).includes(0));
  const [reader] = readers;
  const inputs = inputSize(network);
  if (readers.length !== 1 || reader.kind !== 'dense' || reader.size >= inputs) return network;
  const weights = orthonormalCoordinates(reader.weights, reader.size, inputs);
  const fewer = nodes.map((node): Node => {
    if (node.kind === 'input') return { ...node, size: reader.size };
    return node === reader ? { ...reader, weights } : node;
  });
  return { ...network, nodes: fewer };
}

/** L of A = L·Q for A [rows][columns], by Householder reflections of the rows: [rows][rows], lower triangular. */
function orthonormalCoordinates(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const a = matrix.slice();
  const result = new Float64Array(rows * rows);
  for (let r = 0; r < rows; r++) {
    const row = a.subarray(r * columns, (r + 1) * columns);
    for (let d = 0; d < r; d++) result[r * rows + d] = row[d];
    let norm = Math.sqrt(row.subarray(r).reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) continue;
    if (row[r] > 0) norm = -norm; // away from the entry, so that v has no cancellation
    result[r * rows + r] = norm;
    const v = row.slice(r);
    v[0] -= norm;
    const square = v.reduce((sum, x) => sum + x * x, 0);
    for (let s = r + 1; s < rows; s++) reflect(a.subarray(s * columns + r, (s + 1) * columns), v, 2 / square);
  }
  return result;
}

/** x ← x − factor · ⟨x, v⟩ · v */
function reflect(x: Float64Array, v: Float64Array, factor: number): void {
  let dot = 0;
  for (let i = 0; i < v.length; i++) dot += x[i] * v[i];
  for (let i = 0; i < v.length; i++) x[i] -= factor * dot * v[i];
}

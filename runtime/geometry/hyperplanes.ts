import { applyAffine } from './apply.ts';
import { type Activation, type Affine, isBend, type PiecewiseAffineNetwork, sourcesOf } from './network.ts';

/**
 * The hyperplanes of an activation's units, in the space of what their affine map reads: the values of bends
 * or the input. Unit k has hyperplane k mod `count`: the positions of a convolution share those of their filters, in
 * the space of patches.
 */
export interface Hyperplanes {
  readonly count: number;
  /** [count] length of the normal; 0 is no hyperplane */
  readonly norms: Float64Array;
  /** [count][dimensions] the normals, where the units read all of one value through one dense node */
  readonly normals: Float64Array | undefined;
}

/** Rows of directions that go through an affine map at a time. */
const ROWS = 64;

export function hyperplanesOf(network: PiecewiseAffineNetwork, bend: Activation): Hyperplanes {
  const { nodes } = network;
  const factor = new Float64Array(bend.size).fill(1);
  let node = nodes[bend.from];
  for (; node.kind === 'scale'; node = nodes[node.from])
    for (let k = 0; k < bend.size; k++) factor[k] *= node.factor[k % node.factor.length];
  const own = node.kind === 'dense' || node.kind === 'convolution' ? node : undefined;
  const shared = node.kind === 'convolution' ? node.bias.length : bend.size;
  if (own === undefined || !isSource(network, own.from) || !repeats(factor, shared))
    return { ...norms(network, bend), normals: undefined };
  const width = own.weights.length / shared;
  const normals = own.weights.map((w, i) => factor[Math.floor(i / width)] * w);
  const lengths = Float64Array.from({ length: shared }, (_, k) => lengthOf(normals, k * width, width));
  return { count: shared, norms: lengths, normals: own.kind === 'dense' ? normals : undefined };
}

const isSource = ({ nodes }: PiecewiseAffineNetwork, i: number) =>
  nodes[i].kind === 'input' || isBend(nodes[i]);

const repeats = (values: Float64Array, period: number) =>
  values.every((value, i) => value === values[i % period]);

function lengthOf(values: Float64Array, from: number, count: number): number {
  let square = 0;
  for (let i = from; i < from + count; i++) square += values[i] * values[i];
  return Math.sqrt(square);
}

/** Lengths of the gradients with respect to everything that the bend's affine map reads, direction by direction. */
function norms(network: PiecewiseAffineNetwork, bend: Activation): { count: number; norms: Float64Array } {
  const { nodes } = network;
  const squares = new Float64Array(bend.size);
  for (let source = 0; source <= bend.from; source++) {
    if (!isSource(network, source)) continue;
    const { size } = nodes[source];
    for (let d = 0; d < size; d += ROWS) {
      const rows = Math.min(ROWS, size - d);
      const changes = carryAffine(network, source, d, rows, bend.from);
      if (changes === undefined) break;
      for (let i = 0; i < changes.length; i++) squares[i % bend.size] += changes[i] * changes[i];
    }
  }
  return { count: bend.size, norms: squares.map(Math.sqrt) };
}

/** How node `to` changes with entries first … first + rows − 1 of a source, through affine nodes only; undefined if not at all. */
function carryAffine(
  { nodes }: PiecewiseAffineNetwork,
  source: number,
  first: number,
  rows: number,
  to: number,
): Float64Array | undefined {
  const carried: (Float64Array | undefined)[] = [];
  carried[source] = new Float64Array(rows * nodes[source].size);
  for (let r = 0; r < rows; r++) carried[source][r * nodes[source].size + first + r] = 1;
  for (let i = source + 1; i <= to; i++) {
    const node = nodes[i];
    const from = sourcesOf(node);
    if (isBend(node) || !from.some((j) => carried[j])) continue;
    const values = from.map((j) => carried[j] ?? new Float64Array(rows * nodes[j].size));
    carried[i] = new Float64Array(rows * node.size);
    applyAffine(node as Affine, values, rows, false, carried[i]!);
  }
  return carried[to];
}

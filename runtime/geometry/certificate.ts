import { cellMapsFrom, firstMap, type PlaneMap, type Slice } from './affine-map.ts';
import { forward, largestDifference, preActivations } from './forward.ts';
import {
  activatedLayers,
  denseLayers,
  inputSize,
  outputSize,
  type PiecewiseAffineNetwork,
} from './network.ts';
import type { Partition } from './partition.ts';
import { type PlanarGraph, planarGraph } from './planar-graph.ts';
import { diameter } from './polygon.ts';

export interface Certificate {
  /** |Σ areas − the window's area| / the window's area, summed with compensation */
  readonly areaResidual: number;
  /** undefined where cells are too small to join their vertices */
  readonly graph: PlanarGraph | undefined;
  /** cells whose interior point has, by a forward pass, another pattern than the recorded one */
  readonly patternMismatches: number;
  /** largest difference of the cells' affine forms from the forward pass, relative to the largest output */
  readonly affineResidual: number;
  readonly affinePoints: number;
  /** all of the above within rounding, or within the tolerance of a merged partition */
  readonly holds: boolean;
}

export interface CertifyOptions {
  /** the one that was cut */
  readonly slice?: Slice;
  /** points at which affine form and forward pass are compared; default 1000 */
  readonly points?: number;
  readonly seed?: number;
}

const AREA = 1e-9;
const AFFINE = 1e-9;
/** What a forward pass may be off a zero pre-activation, relative to the layer's largest one. */
const FORWARD_ROUNDING = 2 ** -44;
/** Cells that are evaluated together, so that memory does not grow with their number. */
const BLOCK = 1024;

/** Checks a partition that was computed with `patterns: true` against the network itself. */
export function certify(
  network: PiecewiseAffineNetwork,
  partition: Partition,
  { slice, points = 1000, seed = 0 }: CertifyOptions = {},
): Certificate {
  if (partition.patterns === undefined)
    throw new RangeError(
      'A certificate needs the activation patterns: compute the partition with `patterns: true`.',
    );
  const context = {
    network,
    partition,
    patterns: partition.patterns,
    slice,
    first: firstMap(network, slice),
  };
  const { windowArea, regions } = partition;
  const areaResidual = windowArea === 0 ? 0 : Math.abs(compensatedSum(partition.areas) / windowArea - 1);
  const graph = planarGraph(partition);
  const patternMismatches = countMismatches(context);
  const affinePoints = regions === 0 ? 0 : points;
  const affineResidual = affineDifference(context, affinePoints, seed);
  const holds =
    areaResidual <= AREA &&
    (graph === undefined || (graph.eulerResidual === 0 && graph.unmatchedEdges === 0)) &&
    patternMismatches === 0 &&
    affineResidual <= Math.max(AFFINE, 16 * partition.tolerance);
  return { areaResidual, graph, patternMismatches, affineResidual, affinePoints, holds };
}

/** Neumaier's sum: the error does not grow with the number of terms. */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const next = sum + values[i];
    lost += Math.abs(sum) >= Math.abs(values[i]) ? sum - next + values[i] : values[i] - next + sum;
    sum = next;
  }
  return sum + lost;
}

interface Context {
  readonly network: PiecewiseAffineNetwork;
  readonly partition: Partition;
  readonly patterns: Uint8Array;
  readonly slice: Slice | undefined;
  readonly first: PlaneMap;
}

const patternOf = ({ patterns, partition }: Context, cell: number): Uint8Array => {
  const units = patterns.length / partition.regions;
  return patterns.subarray(cell * units, (cell + 1) * units);
};

function countMismatches(context: Context): number {
  const { network, partition } = context;
  let mismatches = 0;
  for (let from = 0; from < partition.regions; from += BLOCK) {
    const cells = Array.from({ length: Math.min(BLOCK, partition.regions - from) }, (_, i) => from + i);
    const places = cells.map((cell) => pointIn(partition, cell, (_, n) => 1 / n));
    const values = preActivations(network, inputsAt(context, places));
    cells.forEach((cell, i) => {
      if (mismatchAt(context, cell, values, i)) mismatches++;
    });
  }
  return mismatches;
}

/** Whether a unit has another sign than recorded though the point is clear of its boundary. */
function mismatchAt(context: Context, cell: number, values: Float64Array[], row: number): boolean {
  const { network, partition } = context;
  const pattern = patternOf(context, cell);
  let maps: PlaneMap[] | undefined;
  let unit = 0;
  return activatedLayers(network).some(({ outputs }, l) => {
    const h = values[l].subarray(row * outputs, (row + 1) * outputs);
    for (let k = 0; k < outputs; k++, unit++) {
      if (h[k] > 0 === (pattern[unit] === 1)) continue;
      maps ??= cellMapsFrom(network, context.first, pattern);
      const slope = Math.hypot(maps[l][k], maps[l][outputs + k]);
      const scale = h.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const reach = 4 * partition.tolerance * diameter(partition.window) * slope;
      if (Math.abs(h[k]) > reach + FORWARD_ROUNDING * scale) return true;
    }
    return false;
  });
}

/** Compares affine form and forward pass at points spread over the cells by a low-discrepancy sequence. */
function affineDifference(context: Context, points: number, seed: number): number {
  const { network, partition } = context;
  let draw = seed;
  const next = () => (draw++ * 0.6180339887498949) % 1;
  const cells = Array.from({ length: points }, () => Math.floor(next() * partition.regions));
  const places = cells.map((cell) => pointIn(partition, cell, () => next() + 0.01));
  const inputs = inputsAt(context, places);
  const outputs = outputSize(network);
  const values =
    denseLayers(network).at(-1)!.slope === undefined
      ? forward(network, inputs)
      : preActivations(network, inputs).at(-1)!;
  const affine = new Float64Array(values.length);
  cells.forEach((cell, i) => {
    const map = cellMapsFrom(network, context.first, patternOf(context, cell)).at(-1)!;
    const [s, t] = places[i];
    for (let o = 0; o < outputs; o++)
      affine[i * outputs + o] = map[o] * s + map[outputs + o] * t + map[2 * outputs + o];
  });
  return largestDifference(values, affine).relative;
}

type Place = readonly [s: number, t: number];

/** A point inside a cell: the mean of its vertices with these weights. */
function pointIn(
  { vertices, offsets }: Partition,
  cell: number,
  weight: (i: number, n: number) => number,
): Place {
  const from = offsets[cell];
  const n = offsets[cell + 1] - from;
  let total = 0;
  // Relative to the first vertex, so that the point of a tiny cell stays inside it.
  let ds = 0;
  let dt = 0;
  for (let i = 0; i < n; i++) {
    const w = weight(i, n);
    total += w;
    ds += w * (vertices[2 * (from + i)] - vertices[2 * from]);
    dt += w * (vertices[2 * (from + i) + 1] - vertices[2 * from + 1]);
  }
  return [vertices[2 * from] + ds / total, vertices[2 * from + 1] + dt / total];
}

/** The network's inputs [n][inputs] at places of the plane. */
function inputsAt({ network, slice }: Context, places: readonly Place[]): Float64Array {
  if (slice === undefined) return Float64Array.from(places.flat());
  const inputs = inputSize(network);
  const points = new Float64Array(places.length * inputs);
  places.forEach(([s, t], p) => {
    for (let i = 0; i < inputs; i++)
      points[p * inputs + i] = slice.origin[i] + s * slice.u[i] + t * slice.v[i];
  });
  return points;
}

import { firstMap, type Slice } from './affine-map.ts';
import { CAP, Cutter } from './cutter.ts';
import { activatedLayers, checkNetwork, type PiecewiseAffineNetwork } from './network.ts';
import { convexWindow, diameter, polygonArea } from './polygon.ts';

export interface PartitionOptions {
  /** The plane that is cut; without it the network must have two inputs. */
  readonly slice?: Slice;
  /** Vertices closer than this to a boundary, relative to the window's diameter, are put onto it. */
  readonly mergeWithin?: number;
  /** Stop at more cells than this. Default: 5,000,000. */
  readonly maxCells?: number;
  /** Record each cell's activation pattern. Default: no. */
  readonly patterns?: boolean;
}

/** The pieces of the units' zero sets inside the window, each once: 4 numbers a piece, and whose it is. */
export interface Segments {
  /** [x1, y1, x2, y2] a piece */
  readonly points: Float64Array;
  /** activated layer of each piece, from 0 */
  readonly layer: Uint32Array;
  readonly unit: Uint32Array;
}

/**
 * The cells of a window, in which every unit keeps its sign.
 *
 * Sign convention: a unit is active where its pre-activation is positive; zero counts as inactive.
 * A line is taken to pass through every vertex nearer to it than `tolerance` × the window's diameter:
 * it cuts there, or does not cut at all if the whole cell then lies on one side. So a cell is never
 * thinner than that, across the boundary that made it, and areas add up in either mode. `as given`
 * uses a tolerance of rounding only.
 */
export interface Partition {
  readonly status: 'complete';
  readonly mode: 'as given' | 'merged within tolerance';
  /** relative to the window's diameter */
  readonly tolerance: number;
  /** convex, anticlockwise, [x0, y0, …] */
  readonly window: Float64Array;
  readonly windowArea: number;
  readonly regions: number;
  /** cells of the partition by the first, the first two, … activated layers */
  readonly regionsAfterLayer: readonly number[];
  /** all cells' vertices, anticlockwise, [x0, y0, …] */
  readonly vertices: Float64Array;
  /** cell i has vertices offsets[i] … offsets[i + 1] − 1; `regions` + 1 numbers */
  readonly offsets: Uint32Array;
  readonly areas: Float64Array;
  readonly segments: Segments;
  /** [regions][units of all activated layers], 1 where active; on request */
  readonly patterns?: Uint8Array;
}

export interface StoppedPartition {
  readonly status: 'stopped at cap';
  readonly maxCells: number;
  readonly message: string;
}

/** Some ulps of the window's size: what a vertex computed in double precision can be off its line. */
const ROUNDING = 2 ** -50;
const MAX_CELLS = 5_000_000;

/** The exact partition of a convex polygonal window [x0, y0, …] by all activated layers. */
export function partition(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  options: PartitionOptions = {},
): Partition | StoppedPartition {
  checkNetwork(network);
  const { mergeWithin, maxCells = MAX_CELLS, slice, patterns = false } = options;
  if (mergeWithin !== undefined && !(mergeWithin > 0 && mergeWithin < 1))
    throw new RangeError(
      `mergeWithin is relative to the window's diameter, between 0 and 1; this is ${mergeWithin}.`,
    );
  const { vertices, flat } = convexWindow(window);
  const tolerance = Math.max(mergeWithin ?? 0, ROUNDING);
  const reach = tolerance * diameter(vertices);
  const cutter = new Cutter(activatedLayers(network), firstMap(network, slice), reach, maxCells, patterns);
  try {
    if (!flat) cutter.run(vertices);
  } catch (error) {
    if (error !== CAP) throw error;
    return stopped(maxCells);
  }
  return {
    status: 'complete',
    mode: mergeWithin === undefined ? 'as given' : 'merged within tolerance',
    tolerance,
    window: vertices,
    windowArea: flat ? 0 : polygonArea(vertices),
    regionsAfterLayer: cutter.regionsAfterLayer,
    ...cutter.cells.view(),
    segments: cutter.segments.view(),
  };
}

const stopped = (maxCells: number): StoppedPartition => ({
  status: 'stopped at cap',
  maxCells,
  message: `The window has more than ${maxCells} cells. Take a smaller window or a larger cap.`,
});

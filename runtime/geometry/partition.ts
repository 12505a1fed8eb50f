import type { Share } from './cutter.ts';
import type { PiecewiseAffineNetwork } from './network.ts';
import { prepareCut } from './prepare-cut.ts';
import type { Slice } from './slice.ts';

export interface PartitionOptions {
  /** The plane that is cut; without it the network must have two inputs. */
  readonly slice?: Slice;
  /** Vertices closer than this to a boundary, relative to the window's diameter, are put onto it. */
  readonly mergeWithin?: number;
  /** Stop at more cells than this. Default: 5,000,000. */
  readonly maxCells?: number;
  /** Record each cell's activation pattern. Default: no. */
  readonly patterns?: boolean;
  /** Told now and then which share of the window's area is done. */
  readonly onProgress?: (share: number) => void;
}

/** The pieces of the units' boundaries inside the window, each once: 4 numbers a piece, and whose it is. */
export interface Segments {
  /** [x1, y1, x2, y2] a piece */
  readonly points: Float64Array;
  /** bend of each piece, from 0 */
  readonly layer: Uint32Array;
  readonly unit: Uint32Array;
  /** the unit's pieces on both sides of each, the lower first */
  readonly pieces: Uint8Array;
}

/** Cells of a partition: all of them, or those of one chunk. */
export interface Cells {
  readonly regions: number;
  /** all cells' vertices, anticlockwise, [x0, y0, …] */
  readonly vertices: Float64Array;
  /** cell i has vertices offsets[i] … offsets[i + 1] − 1; `regions` + 1 numbers */
  readonly offsets: Uint32Array;
  readonly areas: Float64Array;
  /** [regions][units of all bends], the piece of each; on request */
  readonly patterns?: Uint8Array;
}

/** What is known of a partition besides its cells. */
export interface PartitionSummary {
  readonly status: 'complete';
  readonly mode: 'as given' | 'merged within tolerance';
  /** relative to the window's diameter */
  readonly tolerance: number;
  /** convex, anticlockwise, [x0, y0, …] */
  readonly window: Float64Array;
  readonly windowArea: number;
  readonly regions: number;
  /** cells of the partition by the first, the first two, … bends */
  readonly regionsAfterLayer: readonly number[];
}

/**
 * The cells of a window, in which every unit keeps its piece.
 *
 * A unit at a threshold has the piece below it: at 0 a ReLU is inactive. Of equal candidates of a maximum
 * the first wins. A line is taken to pass through every vertex nearer to it than `tolerance` × the window's
 * diameter: it cuts there, or does not cut at all if the whole cell then lies on one side. So a cell is
 * never thinner than that, across the boundary that made it, and areas add up in either mode. `as given`
 * uses a tolerance of rounding only.
 */
export interface Partition extends PartitionSummary, Cells {
  readonly segments: Segments;
}

export interface StoppedPartition {
  readonly status: 'stopped at cap';
  readonly maxCells: number;
  readonly message: string;
}

/** Cells of a chunk, which then takes about a megabyte without patterns. */
const CHUNK = 8192;

/** The exact partition of a convex polygonal window [x0, y0, …] of a slice, by all bends of a network. */
export function partition(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  options: PartitionOptions = {},
): Partition | StoppedPartition {
  const { cutter, summary, run } = prepareCut(network, window, options);
  return run() ?? { ...summary(), ...cutter.cells.view(), segments: cutter.segments.view() };
}

/** Some of the cells, and the boundary pieces that were found with them. */
export interface Chunk extends Cells {
  readonly segments: Segments;
}

/**
 * The same, handed over in chunks as it is found, so that memory does not grow with the number of cells.
 * A chunk's arrays are reused: copy what you keep.
 */
export function streamPartition(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  visit: (chunk: Chunk) => void,
  { chunk = CHUNK, ...options }: PartitionOptions & { readonly chunk?: number } = {},
): PartitionSummary | StoppedPartition {
  let regions = 0;
  const flush = () => {
    const cells = cutter.cells.view();
    const segments = cutter.segments.view();
    if (cells.regions > 0 || segments.layer.length > 0) visit({ ...cells, segments });
    regions += cells.regions;
    cutter.cells.clear();
    cutter.segments.clear();
  };
  const { cutter, summary, run } = prepareCut(network, window, options, { stream: { cells: chunk, flush } });
  return run() ?? { ...summary(), regions };
}

/** One worker's part of a partition: see `mergeShares`. */
export interface PartitionShare extends Partition {
  readonly share: Share;
  /** cells and segments at the end of each cell of the share */
  readonly blocks: readonly number[];
}

/** One of `of` parts of a partition, of about equal work; the first layers are cut by each of them. */
export function partitionShare(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  share: Share,
  options: PartitionOptions = {},
): PartitionShare | StoppedPartition {
  const { cutter, summary, run } = prepareCut(network, window, options, { share });
  const { blocks } = cutter;
  return run() ?? { ...summary(), ...cutter.cells.view(), segments: cutter.segments.view(), share, blocks };
}

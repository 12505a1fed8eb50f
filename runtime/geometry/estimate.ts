import { bendsOf, type PiecewiseAffineNetwork } from './network.ts';
import type { PartitionOptions } from './partition.ts';
import { prepareCut } from './prepare-cut.ts';

export interface PartitionEstimate {
  readonly regions: number;
  readonly regionsAfterLayer: readonly number[];
  /** what `partition` would keep, in bytes; `streamPartition` keeps a chunk */
  readonly bytes: number;
  /** whether every cell was cut, so that the counts are exact */
  readonly exact: boolean;
}

/** Cells of each layer that are cut on: the more, the closer. */
const SAMPLE = 1000;
/** Bytes of a cell besides its vertices and pattern: offset and area; its boundary piece. */
const CELL = 4 + 8 + (32 + 4 + 4 + 2);

/**
 * How many cells a partition will have, layer after layer: the first layer is cut exactly; of the cells of
 * each layer only every n-th, in the order in which they are found, enters the next one, n being such that
 * about a thousand do; what they become is counted n-fold. An unbiased count of the tree of cells (Knuth
 * 1975, with systematic sampling) that tiny cells do not escape, as they would sampling by area.
 */
export function estimatePartition(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  options: PartitionOptions = {},
): PartitionEstimate {
  const bends = bendsOf(network);
  const strides = bends.map(() => 1);
  const regionsAfterLayer: number[] = [];
  let weight = 1;
  let found = 1;
  let verticesPerCell = window.length / 2;
  for (let l = 0; l < bends.length; l++) {
    let vertices = 0;
    const flush = () => {
      vertices += cutter.cells.view().vertices.length / 2;
      cutter.cells.clear();
      cutter.segments.clear();
    };
    const unlimited = { ...options, maxCells: Infinity, patterns: false };
    const stream = { cells: 1 << 12, flush };
    const { cutter, run } = prepareCut(network, window, unlimited, { strides, stream }, l + 1);
    run();
    found = cutter.regionsAfterLayer[l];
    verticesPerCell = vertices / Math.max(1, found);
    regionsAfterLayer.push(found * weight);
    if (l + 1 < bends.length) {
      strides[l] = Math.max(1, Math.round(found / SAMPLE));
      weight *= strides[l];
    }
  }
  const regions = regionsAfterLayer.at(-1) ?? 1;
  const units = options.patterns ? bends.reduce((sum, { size }) => sum + size, 0) : 0;
  return {
    regions,
    regionsAfterLayer,
    bytes: regions * (16 * verticesPerCell + CELL + units),
    exact: weight === 1,
  };
}

import type { Share } from './cutter.ts';
import { bendsOf, type PiecewiseAffineNetwork } from './network.ts';
import type { Cells, Partition, PartitionShare, Segments, StoppedPartition } from './partition.ts';
import { stopped } from './prepare-cut.ts';

/** Units that cut a window into enough cells for each share to have about the same work. */
const UNITS_A_SHARE = 8;

/** Cells that are dealt together: few enough for equal work, many enough to be copied as one block. */
const RUN = 8;

/** How to deal a partition to `of` workers: by the cells of the first layers, in turn. */
export function sharesOf(network: PiecewiseAffineNetwork, of: number): Share[] {
  const sizes = bendsOf(network).map(({ size }) => size);
  let layer = 0;
  for (let units = sizes[0]; layer + 1 < sizes.length && units < of * UNITS_A_SHARE; layer++)
    units += sizes[layer + 1];
  return Array.from({ length: of }, (_, index) => ({ layer, index, of, run: RUN }));
}

/** Puts the parts of a partition together: bit for bit what `partition` gives. */
export function mergeShares(
  shares: readonly (PartitionShare | StoppedPartition)[],
  maxCells: number,
): Partition | StoppedPartition {
  const parts: PartitionShare[] = [];
  for (const share of shares) {
    if (share.status !== 'complete') return stopped(maxCells);
    parts.push(share);
  }
  const total = (count: (part: PartitionShare) => number) =>
    parts.reduce((sum, part) => sum + count(part), 0);
  const regions = total((part) => part.regions);
  if (regions > maxCells) return stopped(maxCells);
  const { status, mode, tolerance, window, windowArea } = parts[0];
  const cells = {
    regions,
    vertices: new Float64Array(total(({ vertices }) => vertices.length)),
    offsets: new Uint32Array(regions + 1),
    areas: new Float64Array(regions),
    ...(parts[0].patterns && { patterns: new Uint8Array(total(({ patterns }) => patterns!.length)) }),
  };
  const count = total(({ segments }) => segments.layer.length);
  const segments = {
    points: new Float64Array(4 * count),
    layer: new Uint32Array(count),
    unit: new Uint32Array(count),
    pieces: new Uint8Array(2 * count),
  };
  interleave(parts, cells, segments);
  const regionsAfterLayer = parts[0].regionsAfterLayer.map((_, l) =>
    total((part) => part.regionsAfterLayer[l]),
  );
  return { status, mode, tolerance, window, windowArea, regionsAfterLayer, ...cells, segments };
}

/** Copies the parts' runs in the order in which their cells were dealt. */
function interleave(parts: readonly PartitionShare[], cells: Cells, segments: Segments): void {
  const done = parts.map(() => ({ cells: 0, segments: 0 }));
  let cell = 0;
  let segment = 0;
  const { run } = parts[0].share;
  const last = Math.max(...parts.map(({ blocks }) => blocks.length / 2));
  for (let start = 0; start < last; start += run)
    for (const [i, part] of parts.entries()) {
      const end = Math.min(start + run, part.blocks.length / 2);
      if (end <= start) continue;
      const [from, to] = [done[i].cells, part.blocks[2 * end - 2]];
      const [fromSegment, toSegment] = [done[i].segments, part.blocks[2 * end - 1]];
      copyCells(part, from, to, cells, cell);
      copySegments(part.segments, fromSegment, toSegment, segments, segment);
      done[i] = { cells: to, segments: toSegment };
      cell += to - from;
      segment += toSegment - fromSegment;
    }
}

function copyCells(source: Cells, from: number, to: number, out: Cells, at: number): void {
  const [start, end] = [source.offsets[from], source.offsets[to]];
  const vertex = out.offsets[at];
  out.vertices.set(source.vertices.subarray(2 * start, 2 * end), 2 * vertex);
  out.areas.set(source.areas.subarray(from, to), at);
  for (let i = from; i < to; i++) out.offsets[at + i - from + 1] = vertex + source.offsets[i + 1] - start;
  if (source.patterns === undefined || out.patterns === undefined || source.regions === 0) return;
  const units = source.patterns.length / source.regions;
  out.patterns.set(source.patterns.subarray(from * units, to * units), at * units);
}

function copySegments(source: Segments, from: number, to: number, out: Segments, at: number): void {
  out.points.set(source.points.subarray(4 * from, 4 * to), 4 * at);
  out.layer.set(source.layer.subarray(from, to), at);
  out.unit.set(source.unit.subarray(from, to), at);
  out.pieces.set(source.pieces.subarray(2 * from, 2 * to), 2 * at);
}

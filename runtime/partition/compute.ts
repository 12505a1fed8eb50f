import { type Certificate, Certifier } from '../geometry/certificate.ts';
import { type DecisionBoundary, decisionBoundary } from '../geometry/decision.ts';
import { estimatePartition, type PartitionEstimate } from '../geometry/estimate.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import {
  type Chunk,
  type PartitionOptions,
  type PartitionSummary,
  type StoppedPartition,
  streamPartition,
} from '../geometry/partition.ts';
import { prepareCut } from '../geometry/prepare-cut.ts';
import { CompensatedSum } from '../geometry/sum.ts';
import { openGeometryWorkers } from '../geometry-workers/pool.ts';

export interface PartitionRequest {
  readonly network: PiecewiseAffineNetwork;
  /** Corners of the window, [x0, y0, …]. */
  readonly window: ArrayLike<number>;
  readonly options: PartitionOptions & { readonly maxCells: number };
  /** Whether the partition is held against the network. */
  readonly certify: boolean;
  /** Whether the decision boundary is wanted. */
  readonly decision: boolean;
  /** Threads; the cells are streamed on one and gathered from several. */
  readonly jobs: number;
  readonly onEstimate: (estimate: PartitionEstimate) => void;
  /** Is given the cells and boundaries as they are found; the arrays are reused. */
  readonly visit: (chunk: Chunk) => void;
}

/** A partition as it is reported. */
export interface PartitionFindings extends PartitionSummary {
  /** of all cells, in the order in which they were visited */
  readonly areas: Float64Array;
  readonly areaSum: number;
  readonly certificate?: Certificate;
  readonly decision?: DecisionBoundary;
  readonly estimate: PartitionEstimate;
  /** of cutting alone */
  readonly seconds: number;
}

/** An estimate is taken at its word where it is so many times the cap. */
const surelyMore = 2;

/**
 * Estimates a partition, stops if it is beyond the cap, and else cuts it and hands over what it finds.
 * Throws a RangeError for a window, slice or tolerance that can't be cut.
 */
export async function computePartition(
  request: PartitionRequest,
): Promise<PartitionFindings | (StoppedPartition & { readonly estimate: PartitionEstimate })> {
  const { network, window, options, visit, decision } = request;
  const estimate = estimatePartition(network, window, options);
  request.onEstimate(estimate);
  const { maxCells } = options;
  if (estimate.regions > (estimate.exact ? 1 : surelyMore) * maxCells)
    return { status: 'stopped at cap', maxCells, message: tooMany(estimate, maxCells), estimate };
  const certifier = request.certify
    ? new Certifier(network, prepareCut(network, window, options).summary(), options)
    : undefined;
  const areas = new Areas();
  let visiting = 0;
  const onChunk = (chunk: Chunk) => {
    const start = performance.now();
    areas.add(chunk.areas);
    certifier?.add(chunk);
    visit(chunk);
    visiting += performance.now() - start;
  };
  const start = performance.now();
  const found = await cut(request, onChunk);
  const seconds = (performance.now() - start - visiting) / 1000;
  if (found.status !== 'complete') return { ...found, estimate };
  const boundary = decision ? decisionBoundary(network, window, options) : undefined;
  if (boundary && boundary.status !== 'complete') return { ...boundary, estimate };
  return {
    ...found,
    ...areas.result(),
    certificate: certifier?.certificate(found),
    decision: boundary,
    estimate,
    seconds,
  };
}

async function cut(
  { network, window, options, certify, jobs }: PartitionRequest,
  visit: (chunk: Chunk) => void,
): Promise<PartitionSummary | StoppedPartition> {
  const asked = { ...options, patterns: certify };
  if (jobs === 1) return streamPartition(network, window, visit, asked);
  const workers = openGeometryWorkers(jobs);
  try {
    const found = await workers.partition(network, window, asked);
    if (found.status === 'complete') visit(found);
    return found;
  } finally {
    await workers.close();
  }
}

const tooMany = ({ regions, exact }: PartitionEstimate, maxCells: number) =>
  `The window has ${exact ? '' : 'about '}${Math.round(regions).toLocaleString('en')} cells, more than the cap of ${maxCells.toLocaleString('en')}. Take a smaller window or a larger cap.`;

/** The areas of cells that come in chunks. */
class Areas {
  private values = new Float64Array(1 << 12);
  private count = 0;
  private readonly sum = new CompensatedSum();

  add(areas: Float64Array): void {
    if (this.count + areas.length > this.values.length) {
      const grown = new Float64Array(Math.max(2 * this.values.length, this.count + areas.length));
      grown.set(this.values);
      this.values = grown;
    }
    this.values.set(areas, this.count);
    this.count += areas.length;
    for (const area of areas) this.sum.add(area);
  }

  result(): { areas: Float64Array; areaSum: number } {
    return { areas: this.values.subarray(0, this.count), areaSum: this.sum.total };
  }
}

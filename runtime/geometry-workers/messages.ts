import type { Share } from '../geometry/cutter.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import type { PartitionOptions, PartitionShare, StoppedPartition } from '../geometry/partition.ts';

/** One share of a partition, for a worker thread. */
export interface Request {
  readonly network: PiecewiseAffineNetwork;
  readonly window: Float64Array;
  readonly share: Share;
  readonly options: PartitionOptions;
}

export type Reply =
  | { readonly kind: 'share'; readonly share: PartitionShare | StoppedPartition }
  | { readonly kind: 'error'; readonly message: string };

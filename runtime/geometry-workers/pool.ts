import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import {
  type Partition,
  type PartitionOptions,
  type PartitionShare,
  partitionShare,
  type StoppedPartition,
} from '../geometry/partition.ts';
import { MAX_CELLS } from '../geometry/prepare-cut.ts';
import { mergeShares, sharesOf } from '../geometry/shares.ts';
import type { Reply, Request } from './messages.ts';

const entry = fileURLToPath(new URL(`entry${import.meta.url.slice(-3)}`, import.meta.url));

/** Worker threads that cut partitions together with the thread that asks. */
export interface GeometryWorkers {
  /** The same, bit for bit, as `partition` gives. */
  partition(
    network: PiecewiseAffineNetwork,
    window: ArrayLike<number>,
    options?: PartitionOptions,
  ): Promise<Partition | StoppedPartition>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** `threads` counts the thread that asks; one thread has no workers. Partitions must not overlap in time. */
export function openGeometryWorkers(threads: number): GeometryWorkers {
  const workers = Array.from({ length: threads - 1 }, () => new Worker(entry));
  for (const worker of workers) worker.unref();
  return {
    async partition(network, window, options = {}) {
      const [own, ...others] = sharesOf(network, threads);
      const { maxCells = MAX_CELLS } = options;
      const asked = others.map((share, i) =>
        ask(workers[i], { network, window: Float64Array.from(window), share, options }),
      );
      const first = (async () => partitionShare(network, window, own, options))();
      // All of them, also after an error, so that no late reply is taken for one to the next question.
      await Promise.allSettled([first, ...asked]);
      return mergeShares(await Promise.all([first, ...asked]), maxCells);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Sends a share to a worker. Rejects if it cannot be cut, or if the thread ends. */
function ask(worker: Worker, request: Request): Promise<PartitionShare | StoppedPartition> {
  return new Promise((resolve, reject) => {
    worker.ref();
    const settle = (act: () => void) => {
      worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
      worker.unref();
      act();
    };
    worker.on('message', (reply: Reply) =>
      settle(() => (reply.kind === 'share' ? resolve(reply.share) : reject(new RangeError(reply.message)))),
    );
    worker.on('error', (error) => settle(() => reject(error)));
    worker.on('exit', (code) =>
      settle(() => reject(new Error(`a geometry worker ended with code ${code} while it cut a partition`))),
    );
    worker.postMessage(request);
  });
}

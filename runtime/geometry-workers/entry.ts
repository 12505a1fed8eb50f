/** The program of a worker thread: cuts the shares that it is sent, and hands their arrays over uncopied. */
import { parentPort } from 'node:worker_threads';
import { type PartitionShare, partitionShare, type StoppedPartition } from '../geometry/partition.ts';
import type { Reply, Request } from './messages.ts';

parentPort!.on('message', ({ network, window, share, options }: Request) => {
  try {
    const found = partitionShare(network, window, share, options);
    reply({ kind: 'share', share: found }, arraysOf(found));
  } catch (error) {
    reply({ kind: 'error', message: (error as Error).message }, []);
  }
});

const reply = (message: Reply, arrays: readonly ArrayBufferView[]) =>
  parentPort!.postMessage(message, [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))]);

function arraysOf(found: PartitionShare | StoppedPartition): ArrayBufferView[] {
  if (found.status !== 'complete') return [];
  const { vertices, offsets, areas, patterns, segments } = found;
  return [vertices, offsets, areas, ...(patterns ? [patterns] : []), ...Object.values(segments)];
}

import type { Settings } from '../../compiler/registry/construct.ts';
import type { Stream } from '../random/stream.ts';

/**
 * The batches of a measurement: places among so many points, each batch without repetition. Batch b follows from the
 * stream of its number alone.
 */
export function drawBatches(
  { batch, batches }: Settings,
  points: number,
  random: (number: number) => Stream,
): Int32Array[] {
  const size = batch as number;
  if (size > points)
    throw new Error(`a batch of ${size} can't be drawn from ${points} points: take a smaller batch`);
  return Array.from({ length: batches as number }, (_, b) => random(b).permutation(points).subarray(0, size));
}

import { stream } from '../random/stream.ts';

/** Batches of an epoch, a smaller last one among them if it is `kept`. */
export const batchesPerEpoch = (examples: number, batch: number, kept: boolean): number =>
  kept ? Math.ceil(examples / batch) : Math.floor(examples / batch);

/**
 * The examples of each step of one replicate, counted from 0: a new order each epoch, cut into whole batches, and what
 * is left over, if it is `kept`, into a last smaller one. Arms with the same replicate see the same batches.
 */
export function batches(
  seed: number,
  replicate: number,
  examples: number,
  batch: number,
  kept: boolean,
): (step: number) => Int32Array {
  const perEpoch = batchesPerEpoch(examples, batch, kept);
  let epoch = -1;
  let order: Int32Array = new Int32Array(0);
  return (step) => {
    const wanted = Math.floor(step / perEpoch);
    if (wanted !== epoch) {
      epoch = wanted;
      order = stream(seed, replicate, 'batch order', epoch).permutation(examples);
    }
    const start = (step % perEpoch) * batch;
    return order.subarray(start, start + batch);
  };
}

import { stream } from '../random/stream.ts';

/**
 * The examples of each step of one replicate: a new order each epoch, cut into whole batches; what is left
 * over is dropped. Arms with the same replicate see the same batches.
 */
export function batches(
  seed: number,
  replicate: number,
  examples: number,
  batch: number,
): (step: number) => Int32Array {
  const perEpoch = Math.floor(examples / batch);
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

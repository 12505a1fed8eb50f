import { setImmediate as turn } from 'node:timers/promises';
import type { JobCheckpoints } from '../job.ts';
import type { CheckpointStore } from '../store/checkpoints.ts';

/** A job ends after its checkpoint, as it was asked to. */
export class Stopped extends Error {}

/** Milliseconds between two looks at messages, which a training without pause would not hear. */
const listenInterval = 100;
/** A checkpoint that takes long is made so seldom that it takes at most this part of the time. */
const largestPart = 0.05;

/** Makes checkpoints due at intervals in ms, and once more when the job shall end. */
export function paced(store: CheckpointStore, interval: number, stopping: () => boolean): JobCheckpoints {
  let listens = Date.now() + Math.min(listenInterval, interval);
  let next = Date.now() + interval;
  let began = 0;

  async function heard(): Promise<boolean> {
    await turn();
    began = Date.now();
    listens = began + Math.min(listenInterval, interval);
    return stopping() || began >= next;
  }

  return {
    ...store,
    due: () => Date.now() >= listens && heard(),
    written() {
      if (stopping()) throw new Stopped();
      const now = Date.now();
      next = now + Math.max(interval, (now - began) / largestPart);
    },
  };
}

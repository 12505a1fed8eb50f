import { afterWarmUp, falling, finalParameter, warmUpParameter } from './schedule.ts';

/** A straight line. */
export const linear = afterWarmUp({
  name: 'linear',
  summary: 'The rate falls along a straight line',
  about: [
    'In step `k` of the `n` after the warm-up, `k = 0, …, n - 1`, the rate is multiplied by `1 - (1 - final) · k/n`; during the',
    'warm-up of `w` steps by `1/w, 2/w, …, 1`. Durations are in steps or epochs.',
  ].join(' '),
  parameters: [warmUpParameter, finalParameter],
  example: 'linear(warmup = 1 epoch, final = 10%)',
  factor: (step, steps, settings) => falling(step, steps, settings, (time) => 1 - time),
});

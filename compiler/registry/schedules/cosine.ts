import { afterWarmUp, falling, finalParameter, warmUpParameter } from './schedule.ts';

/** Half a cosine. */
export const cosine = afterWarmUp({
  name: 'cosine',
  summary: 'The rate falls along half a cosine: slowly, fast, slowly',
  about: [
    'In step `k` of the `n` after the warm-up, `k = 0, …, n - 1`, the rate is multiplied by',
    '`final + (1 - final) · (1 + cos(πk/n)) / 2`; during the warm-up of `w` steps by `1/w, 2/w, …, 1`. Durations are in steps or',
    'epochs.',
  ].join(' '),
  source: 'Loshchilov & Hutter 2017 (SGDR), without restarts; warm-up as in Goyal et al. 2017, section 2.2',
  parameters: [warmUpParameter, finalParameter],
  example: 'cosine(warmup = 100 steps)',
  factor: (step, steps, settings) =>
    falling(step, steps, settings, (time) => (1 + Math.cos(Math.PI * time)) / 2),
});

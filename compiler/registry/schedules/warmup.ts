import { afterWarmUp, warmUpParameter } from './schedule.ts';

/** A constant rate after a warm-up. */
export const warmup = afterWarmUp({
  name: 'warmup',
  summary: 'The rate grows at the start and then stays',
  about:
    'During the warm-up of `w` steps the rate is multiplied by `1/w, 2/w, …, 1`. Its duration is in steps or epochs.',
  source: 'Goyal et al. 2017, section 2.2',
  parameters: [{ ...warmUpParameter, default: undefined }],
  example: 'warmup(100 steps)',
  factor: () => 1,
});

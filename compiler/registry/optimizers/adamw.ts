import { adaptiveFeeds, adaptiveParameters, adaptiveStep } from './adaptive.ts';
import type { OptimizerRecord } from './optimizer.ts';

/** Adam with decoupled weight decay. */
export const adamw: OptimizerRecord = {
  kind: 'optimizer',
  name: 'adamw',
  summary: 'Adam with weight decay that its averages do not see',
  about: [
    'Takes the step of `adam` for the gradient alone, and `rate · weight_decay · w` off as well, with the `w` before the step,',
    'of every trained variable. The rate is the scheduled one, so a schedule changes both parts alike.',
  ].join(' '),
  source: "Loshchilov & Hutter 2019, algorithm 2, with the decay times the rate as in PyTorch's AdamW",
  version: 1,
  parameters: [
    ...adaptiveParameters,
    {
      name: 'weight_decay',
      about: 'share of each variable, times the rate, that is taken off at each step',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 0.01,
    },
  ],
  example: 'adamw(rate = 1e-3, weight_decay = 0.01)',
  feeds: (rate, step, settings) => ({
    ...adaptiveFeeds(rate, step, settings),
    decay: rate * (settings.weight_decay as number),
  }),
  lower: (place, variable, gradient, settings) => {
    const { build, fed } = place;
    const { beta1, beta2 } = settings as Record<string, number>;
    const moved = build.sub(variable, adaptiveStep(place, gradient, beta1, beta2));
    return build.sub(moved, build.mul(fed('decay'), variable));
  },
};

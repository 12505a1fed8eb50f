import type { Ref } from '../../program/program.ts';
import { type OptimizerRecord, rate, withDecay } from './optimizer.ts';

/** Stochastic gradient descent. */
export const sgd: OptimizerRecord = {
  kind: 'optimizer',
  name: 'sgd',
  summary: 'Stochastic gradient descent, with momentum on request',
  about: [
    'With the gradient `g` plus `weight_decay · w`: `v ← momentum · v + g`, then `w ← w - rate · v`, or with `nesterov`',
    '`w ← w - rate · (g + momentum · v)`. Weight decay takes part for every trained variable.',
  ].join(' '),
  source: "Sutskever et al. 2013, with the rate outside the velocity as in PyTorch's SGD",
  version: 1,
  parameters: [
    rate,
    {
      name: 'momentum',
      about: 'share of the old velocity that is kept',
      type: { kind: 'number', unit: 'one', min: 0, max: 1 },
      default: 0,
    },
    { name: 'nesterov', about: 'look ahead along the velocity', type: { kind: 'truth' }, default: false },
    {
      name: 'weight_decay',
      about: 'times the variable, added to its gradient',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 0,
    },
  ],
  example: 'sgd(rate = 0.1, momentum = 0.9)',
  feeds: (rate) => ({ rate }),
  lower: (place, variable, gradient, { momentum, nesterov, weight_decay }) => {
    const { build, fed, slot } = place;
    const kept = momentum as number;
    const slope = withDecay(place, variable, gradient, weight_decay as number);
    const moved = (direction: Ref) => build.sub(variable, build.mul(fed('rate'), direction));
    if (kept === 0) return moved(slope);
    const velocity = slot('velocity', (old) => build.add(build.scale(old, kept), slope));
    return moved(nesterov ? build.add(slope, build.scale(velocity, kept)) : velocity);
  },
};

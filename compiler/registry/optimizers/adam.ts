import { average, type OptimizerRecord, rate } from './optimizer.ts';

/** Adam, with decoupled weight decay. */
export const adam: OptimizerRecord = {
  kind: 'optimizer',
  name: 'adam',
  summary: 'Adaptive steps from running averages of the gradient and of its square',
  about: [
    'Algorithm 1 as published: `m ← β₁ m + (1 - β₁) g`, `v ← β₂ v + (1 - β₂) g²`, then',
    '`w ← w - rate · m̂ / (sqrt(v̂) + epsilon)` with `m̂ = m / (1 - β₁ᵗ)` and `v̂ = v / (1 - β₂ᵗ)`. Weight decay is',
    'decoupled from the gradient: `rate · weight_decay · w` is taken off as well, of every trained variable.',
  ].join(' '),
  source: 'Kingma & Ba 2015, algorithm 1; weight decay as in Loshchilov & Hutter 2019',
  version: 1,
  parameters: [
    { ...rate, default: 1e-3 },
    {
      name: 'beta1',
      about: 'share of the old average of the gradient that is kept',
      type: { kind: 'number', unit: 'one', min: 0, max: 1, exclusive: true },
      default: 0.9,
    },
    {
      name: 'beta2',
      about: 'share of the old average of its square that is kept',
      type: { kind: 'number', unit: 'one', min: 0, max: 1, exclusive: true },
      default: 0.999,
    },
    {
      name: 'epsilon',
      about: 'added to the root of the average square',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 1e-8,
    },
    {
      name: 'weight_decay',
      about: 'share of each variable, times the rate, that is taken off at each step',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 0,
    },
  ],
  example: 'adam(rate = 1e-3)',
  perMember: ['rate'],
  lower: ({ build, member, step, slot }, variable, gradient, settings) => {
    const { beta1, beta2, epsilon, weight_decay } = settings as Record<string, number>;
    // 1 - βᵗ, exact for β near one.
    const correction = (beta: number) => build.neg(build.expm1(build.scale(step(), Math.log(beta))));
    const root2 = build.sqrt(correction(beta2));
    const first = slot('first', (old) => average(build, old, gradient, beta1));
    const second = slot('second', (old) => average(build, old, build.square(gradient), beta2));
    // m̂ / (sqrt(v̂) + ε) with both corrections gathered in scalars, since the variable is large.
    const length = build.mul(member('rate'), build.div(root2, correction(beta1)));
    const scaled = build.div(first, build.add(build.sqrt(second), build.scale(root2, epsilon)));
    const moved = build.sub(variable, build.mul(length, scaled));
    if (weight_decay === 0) return moved;
    return build.sub(moved, build.mul(build.scale(member('rate'), weight_decay), variable));
  },
};

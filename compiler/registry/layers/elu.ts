import { smooth } from './smooth.ts';

/** Exponential linear unit. */
export const elu = smooth({
  name: 'elu',
  summary: 'Exponential linear unit: keeps what is positive, bends the rest towards a bound',
  about: 'Elementwise `u` where positive, elsewhere `alpha (exp(u) - 1)`.',
  source:
    'Clevert, Unterthiner & Hochreiter 2016, "Fast and accurate deep network learning by exponential linear units", section 3',
  parameters: [
    {
      name: 'alpha',
      about: 'minus the bound for negative pre-activations',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 1,
    },
  ],
  example: 'elu()',
  lower: (build, x, { alpha }) => {
    const positive = build.leakyRelu(x, 0);
    // What is negative is left of it, with slope 1 at zero as the exponential has there.
    return build.add(positive, build.scale(build.expm1(build.sub(x, positive)), alpha as number));
  },
});

import { smooth } from './smooth.ts';

/** Hyperbolic tangent. */
export const tanh = smooth({
  name: 'tanh',
  summary: 'Hyperbolic tangent, between -1 and 1',
  about: 'Elementwise `(exp(u) - exp(-u)) / (exp(u) + exp(-u))`.',
  source: 'LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", section 4.4, without its scaling',
  example: 'tanh()',
  lower: (build, x) => build.tanh(x),
});

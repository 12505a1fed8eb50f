import { smooth } from './smooth.ts';

/** A smooth rectifier. */
export const softplus = smooth({
  name: 'softplus',
  summary: 'A smooth rectifier, above ReLU everywhere',
  about:
    'Elementwise `log(1 + exp(u))`, computed as `max(0, u) + log(1 + exp(-|u|))`, which does not overflow.',
  source: 'Dugas et al. 2001, "Incorporating second-order functional knowledge for better option pricing"',
  example: 'softplus()',
  lower: (build, x) =>
    build.add(build.leakyRelu(x, 0), build.log1p(build.exp(build.neg(build.leakyRelu(x, -1))))),
});

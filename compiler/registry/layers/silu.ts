import { smooth } from './smooth.ts';

/** Sigmoid linear unit. */
export const silu = smooth({
  name: 'silu',
  summary: 'Sigmoid linear unit, also called swish: the input times its sigmoid',
  about: 'Elementwise `u / (1 + exp(-u))`.',
  source:
    'Hendrycks & Gimpel 2016, section 2; Ramachandran, Zoph & Le 2017, "Searching for activation functions"',
  example: 'silu()',
  lower: (build, x) => build.mul(x, build.sigmoid(x)),
});

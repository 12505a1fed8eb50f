import { smooth } from './smooth.ts';

/** Gaussian error linear unit. */
export const gelu = smooth({
  name: 'gelu',
  summary: 'Gaussian error linear unit: the input times the share of a normal law below it',
  about:
    'Elementwise `u Φ(u) = u (1 + erf(u / √2)) / 2` with the distribution function `Φ` of the standard normal law: the exact form, not the one with tanh.',
  source: 'Hendrycks & Gimpel 2016, "Gaussian error linear units", section 2',
  example: 'gelu()',
  lower: (build, x) => {
    const share = build.scale(build.shift(build.erf(build.scale(x, Math.SQRT1_2)), 1), 0.5);
    return build.mul(x, share);
  },
});

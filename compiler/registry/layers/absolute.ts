import { activation } from './activation.ts';

/** Absolute value. */
export const absolute = activation({
  name: 'absolute',
  summary: 'Absolute value',
  about: 'Elementwise `abs(u) = max(-u, u)`. The crease of a unit is where its pre-activation `u` is zero.',
  parameters: [],
  example: 'absolute()',
  slope: () => -1,
});

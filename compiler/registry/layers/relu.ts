import { activation } from './activation.ts';

/** Keeps what is positive, makes the rest zero. */
export const relu = activation({
  name: 'relu',
  summary: 'Keeps what is positive, makes the rest zero',
  about: 'Elementwise `max(0, u)`. The crease of a unit is where its pre-activation `u` is zero.',
  parameters: [],
  example: 'relu()',
  slope: () => 0,
});

import { activation } from './activation.ts';

/** Leaky rectifier. */
export const leakyRelu = activation({
  name: 'leaky_relu',
  summary: 'Keeps what is positive, scales the rest down',
  about: 'Elementwise `max(slope u, u)`. The crease of a unit is where its pre-activation `u` is zero.',
  parameters: [
    {
      name: 'slope',
      about: 'slope for negative pre-activations',
      type: { kind: 'number', unit: 'one', min: 0, max: 1 },
      default: 0.01,
    },
  ],
  example: 'leaky_relu(0.1)',
  slope: ({ slope }) => slope as number,
});

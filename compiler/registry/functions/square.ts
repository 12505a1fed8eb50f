import type { FunctionRecord } from './function.ts';

/** A square window around the origin. */
export const square: FunctionRecord = {
  name: 'square',
  kind: 'function',
  summary: 'Square window around the origin',
  about: 'All points whose two coordinates lie between `-half` and `half`.',
  version: 1,
  parameters: [
    {
      name: 'half',
      about: 'half of the side',
      type: { kind: 'number', unit: 'distance', min: 0, exclusive: true },
    },
  ],
  example: 'square(3)',
  result: { kind: 'window' },
  evaluate: ({ half }) => ({
    is: 'box',
    low: [-(half as number), -(half as number)],
    high: [half as number, half as number],
  }),
};

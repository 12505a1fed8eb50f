import type { InitializerRecord } from './initializer.ts';

/** Independent uniform numbers. */
export const uniform: InitializerRecord = {
  name: 'uniform',
  kind: 'initializer',
  summary: 'Independent uniform numbers',
  about: 'Every entry is drawn uniformly between `low` and `high`, whatever the shape.',
  version: 1,
  parameters: [
    { name: 'low', about: 'one end of the interval', type: { kind: 'number', unit: 'one' } },
    { name: 'high', about: 'the other end', type: { kind: 'number', unit: 'one' } },
  ],
  example: 'uniform(-0.1, 0.1)',
};

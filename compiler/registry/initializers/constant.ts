import type { InitializerRecord } from './initializer.ts';

/** One number everywhere. */
export const constant: InitializerRecord = {
  name: 'constant',
  kind: 'initializer',
  summary: 'The same number everywhere',
  about: 'Every entry starts at `value`.',
  version: 1,
  parameters: [{ name: 'value', about: 'the number', type: { kind: 'number', unit: 'one' } }],
  example: 'constant(0.1)',
};

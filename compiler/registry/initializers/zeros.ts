import type { InitializerRecord } from './initializer.ts';

/** All zeros. */
export const zeros: InitializerRecord = {
  name: 'zeros',
  kind: 'initializer',
  summary: 'All zeros',
  about: 'Every entry starts at 0.',
  version: 1,
  parameters: [],
  example: 'zeros()',
};

import type { InitializerRecord } from './initializer.ts';

/** All ones. */
export const ones: InitializerRecord = {
  name: 'ones',
  kind: 'initializer',
  summary: 'All ones',
  about: 'Every entry starts at 1.',
  version: 1,
  parameters: [],
  example: 'ones()',
};

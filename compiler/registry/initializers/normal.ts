import type { InitializerRecord } from './initializer.ts';

/** Independent normal numbers. */
export const normal: InitializerRecord = {
  name: 'normal',
  kind: 'initializer',
  summary: 'Independent normal numbers',
  about:
    'Every entry is drawn from the normal law with `mean` and standard deviation `sd`, whatever the shape.',
  version: 1,
  parameters: [
    { name: 'mean', about: 'mean of the law', type: { kind: 'number', unit: 'one' }, default: 0 },
    { name: 'sd', about: 'standard deviation', type: { kind: 'number', unit: 'one', min: 0 } },
  ],
  example: 'normal(sd = 0.1)',
};

import type { Parameter } from '../construct.ts';

/** How many batches of which size an ensemble is made of. */
export const batchParameters: readonly Parameter[] = [
  {
    name: 'batch',
    about: 'examples in a batch, drawn without repetition',
    type: { kind: 'number', unit: 'examples', whole: true, min: 2 },
  },
  {
    name: 'batches',
    about: 'number of batches, drawn independently',
    type: { kind: 'number', unit: 'count', whole: true, min: 2 },
    default: 200,
  },
];

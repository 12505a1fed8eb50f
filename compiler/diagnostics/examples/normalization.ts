import type { Examples } from './example.ts';

/** CR053: normalizations. */
export const normalizationExamples: Examples = {
  CR0530: { right: 'batch: batch_norm()', wrong: 'batch: batch_norm(batch = 4 examples)' },
  CR0531: { right: 'batch: batch_norm()', wrong: 'batch: batch_norm(batch = 40 examples)' },
  CR0532: { right: '        - relu()\n', wrong: '        - relu()\n        - dropout(rate = 20%)\n' },
  CR0533: { right: 'batch: batch_norm()', wrong: 'batch: batch_norm(evaluate = running)' },
  CR0534: { right: 'batch: batch_norm()', wrong: 'batch: batch_norm(freeze_after = 500 steps)' },
};

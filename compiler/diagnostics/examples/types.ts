import type { Examples } from './example.ts';

/** CR04: types and units. */
export const typesExamples: Examples = {
  CR0401: { right: '> error[norm = plain]', wrong: '> points' },
  CR0402: { right: 'dense(8, bias = none)', wrong: 'dense(8.5, bias = none)' },
  CR0403: { right: 'batch: 10', wrong: 'batch: 10 epochs' },
  CR0404: { right: 'epochs: 4', wrong: 'epochs: 4 epochs + 30%' },
  CR0405: { right: 'every: 5 steps', wrong: 'every: 5 stepps' },
  CR0406: { right: 'epochs: 4', wrong: 'epochs: points[norm = batch]' },
  CR0407: { right: 'epochs: 4', wrong: 'epochs: 4 / 0' },
  CR0408: {
    right: 'rate: [1e-3, 1e-2]',
    wrong: `rate: [1e-3, 1e-2]
  width: 1..9999
  depth: 1..99`,
  },
};

import type { InitializerRecord } from './initializer.ts';

/** A random rotation, or a part of one. */
export const orthogonal: InitializerRecord = {
  name: 'orthogonal',
  kind: 'initializer',
  summary: 'A random rotation, or a part of one, times a gain',
  about:
    'Rows are orthonormal where there are no more outputs than inputs, else columns are; drawn evenly from all such matrices and multiplied by `gain`. Each filter is a row of all its weights. A vector is a column.',
  source:
    'Saxe, McClelland & Ganguli 2014, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"',
  version: 1,
  parameters: [{ name: 'gain', about: 'factor', type: { kind: 'number', unit: 'one' }, default: 1 }],
  example: 'orthogonal(gain = 1.4)',
};

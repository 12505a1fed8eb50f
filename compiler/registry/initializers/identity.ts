import type { InitializerRecord } from './initializer.ts';

/** Passes its input on. */
export const identity: InitializerRecord = {
  name: 'identity',
  kind: 'initializer',
  summary: 'Passes inputs on as they are, times a gain',
  about: [
    'Output k starts as input k times `gain`: `gain` on the diagonal and 0 elsewhere; outputs without an input start at 0. Filter k',
    'has `gain` for channel k at place `floor((size - 1) / 2)` of its rows and of its columns (Dirac), so that with stride 1 and',
    '`padding = same` a convolution starts as the identity. A vector is a column.',
  ].join(' '),
  source:
    'Bartlett, Helmbold & Long 2018, "Gradient descent with identity initialization"; PyTorch, `torch.nn.init.eye_` and `dirac_`, which for an even size takes the place after it',
  version: 1,
  parameters: [{ name: 'gain', about: 'factor', type: { kind: 'number', unit: 'one' }, default: 1 }],
  example: 'identity()',
};

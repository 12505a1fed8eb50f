import type { Parameter } from '../construct.ts';
import { defaultSlice } from '../functions/slices.ts';

/** The parameters of what is measured exactly in a window of a slice. */
export const windowParameter: Parameter = {
  name: 'window',
  about: 'what part of the slice, in its coordinates',
  type: { kind: 'window' },
};
export const sliceParameter: Parameter = {
  name: 'slice',
  about: 'which plane of the input',
  type: { kind: 'slice' },
  default: defaultSlice,
};
export const mostCellsParameter: Parameter = {
  name: 'most_cells',
  about: 'stop, without a result, at more cells than this',
  type: { kind: 'number', unit: 'count', whole: true, min: 1, max: 100_000_000 },
  default: 5_000_000,
};

import type { DType, Shape } from '../program.ts';
import type { Op, Typed } from './op.ts';

const declared = (_: unknown, { shape, dtype }: { readonly [name: string]: unknown }): Typed => ({
  shape: shape as Shape,
  dtype: dtype as DType,
});

/** What a call feeds. */
export const input: Op = { arity: 0, attributes: ['name', 'shape', 'dtype'], infer: declared };

/** The value of a state as it was when the call began. */
export const state: Op = { arity: 0, attributes: ['name', 'shape', 'dtype'], infer: declared };

/** One number. */
export const constant: Op = {
  arity: 0,
  attributes: ['value'],
  infer: () => ({ shape: [], dtype: 'float' }),
};

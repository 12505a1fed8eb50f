import {
  add,
  div,
  exp,
  expm1,
  isZero,
  leakyRelu,
  leakyReluGradient,
  mul,
  neg,
  rsqrt,
  sqrt,
  square,
  sub,
} from './ops/elementwise.ts';
import { gather, oneHot } from './ops/lookup.ts';
import { matmul } from './ops/matmul.ts';
import type { Op } from './ops/op.ts';
import { logSoftmax, sum } from './ops/reduce.ts';
import { broadcast, reshape } from './ops/shape.ts';
import { constant, input, state } from './ops/sources.ts';

/** Every operation of a program. Each executor has a table with the same names. */
export const ops = {
  input,
  state,
  constant,
  add,
  sub,
  mul,
  div,
  neg,
  square,
  sqrt,
  rsqrt,
  exp,
  expm1,
  leakyRelu,
  leakyReluGradient,
  isZero,
  matmul,
  sum,
  logSoftmax,
  reshape,
  broadcast,
  gather,
  oneHot,
} as const satisfies Record<string, Op>;

export type OpName = keyof typeof ops;

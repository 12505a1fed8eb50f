import { conv2d, conv2dFilterGradient, conv2dInputGradient } from './ops/convolution.ts';
import {
  add,
  clip,
  clipGradient,
  div,
  erf,
  exp,
  expm1,
  isZero,
  leakyRelu,
  leakyReluGradient,
  log1p,
  mul,
  neg,
  rsqrt,
  sigmoid,
  sqrt,
  square,
  stopGradient,
  sub,
  tanh,
} from './ops/elementwise.ts';
import { gather, oneHot } from './ops/lookup.ts';
import { matmul } from './ops/matmul.ts';
import type { Op } from './ops/op.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './ops/pooling.ts';
import { logSoftmax, sum } from './ops/reduce.ts';
import { broadcast, join, pad, reshape, slice } from './ops/shape.ts';
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
  log1p,
  tanh,
  sigmoid,
  erf,
  leakyRelu,
  leakyReluGradient,
  clip,
  clipGradient,
  isZero,
  stopGradient,
  matmul,
  conv2d,
  conv2dInputGradient,
  conv2dFilterGradient,
  maxPool,
  maxPoolGradient,
  averagePool,
  averagePoolGradient,
  sum,
  logSoftmax,
  reshape,
  broadcast,
  slice,
  pad,
  join,
  gather,
  oneHot,
} as const satisfies Record<string, Op>;

export type OpName = keyof typeof ops;

import { box } from './box.ts';
import { abs, exp, floor, log, round, sqrt } from './elementary.ts';
import type { FunctionRecord } from './function.ts';
import { linearRange, logRange } from './ranges.ts';
import { plane, principal, slice, through } from './slices.ts';
import { square } from './square.ts';

/** Every function that is computed while compiling, by name. */
export const functions = {
  abs,
  box,
  exp,
  floor,
  linear_range: linearRange,
  log,
  log_range: logRange,
  plane,
  principal,
  round,
  slice,
  sqrt,
  square,
  through,
} as const satisfies Record<string, FunctionRecord>;

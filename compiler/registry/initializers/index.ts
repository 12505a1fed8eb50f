import { constant } from './constant.ts';
import { glorot } from './glorot.ts';
import { he } from './he.ts';
import { identity } from './identity.ts';
import type { InitializerRecord } from './initializer.ts';
import { normal } from './normal.ts';
import { ones } from './ones.ts';
import { orthogonal } from './orthogonal.ts';
import { pytorchDefault } from './pytorch_default.ts';
import { uniform } from './uniform.ts';
import { zeros } from './zeros.ts';

/** How parameters may start, by the name that an author writes. */
export const initializers = {
  constant,
  glorot,
  he,
  identity,
  normal,
  ones,
  orthogonal,
  pytorch_default: pytorchDefault,
  uniform,
  zeros,
} as const satisfies Record<string, InitializerRecord>;

export type InitializerName = keyof typeof initializers;

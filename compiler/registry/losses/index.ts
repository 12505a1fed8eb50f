import { crossEntropy } from './cross_entropy.ts';
import { hinge } from './hinge.ts';
import type { LossRecord } from './loss.ts';
import { meanSquaredError } from './mean_squared_error.ts';

/** Everything that may stand at `train.loss`, by the name that an author writes. */
export const losses = {
  cross_entropy: crossEntropy,
  hinge,
  mean_squared_error: meanSquaredError,
} as const satisfies Record<string, LossRecord>;

export type LossName = keyof typeof losses;

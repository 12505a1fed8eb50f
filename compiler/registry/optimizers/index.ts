import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import type { OptimizerRecord } from './optimizer.ts';
import { sgd } from './sgd.ts';

/** Everything that may stand at `train.optimizer`, by the name that an author writes. */
export const optimizers = { adam, adamw, sgd } as const satisfies Record<string, OptimizerRecord>;

export type OptimizerName = keyof typeof optimizers;

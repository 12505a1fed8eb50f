import type { AugmentationRecord } from './augmentation.ts';
import { flip } from './flip.ts';
import { shift } from './shift.ts';

/** Everything that may stand in `train.augment`, by the name that an author writes. */
export const augmentations = {
  flip,
  shift,
} as const satisfies Record<string, AugmentationRecord>;

export type AugmentationName = keyof typeof augmentations;

import { type AugmentationRecord, augmentationAbout, unlessImage } from './augmentation.ts';

/** Mirrors an image. */
export const flip: AugmentationRecord = {
  name: 'flip',
  kind: 'augmentation',
  summary: 'Images mirrored at random, left to right',
  about: `Each image is mirrored with probability one half: its left side becomes its right side. ${augmentationAbout}`,
  version: 1,
  parameters: [],
  example: 'flip()',
  refuses: (shape) => unlessImage('flip', shape),
};

import { type AugmentationRecord, augmentationAbout, unlessImage } from './augmentation.ts';

/** Moves an image by whole pixels. */
export const shift: AugmentationRecord = {
  name: 'shift',
  kind: 'augmentation',
  summary: 'Images moved by whole pixels at random',
  about: `Each image is moved up or down and left or right by at most \`by\` pixels, every whole distance equally likely; what leaves the frame is lost, and zeros come in at the other side. This is the random crop of an image that was padded by \`by\` zeros on each side. ${augmentationAbout}`,
  source:
    'after Lee, Xie, Gallagher, Zhang & Tu 2015, Deeply-Supervised Nets: crops of CIFAR-10 after padding by 4',
  version: 1,
  parameters: [
    {
      name: 'by',
      about: 'largest distance in each direction, in pixels',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
    },
  ],
  example: 'shift(2)',
  refuses: (shape, { by }) => {
    const none = unlessImage('shift', shape);
    if (none || (by as number) < Math.min(shape[0], shape[1])) return none;
    return {
      refused: `images of ${shape[0]} × ${shape[1]} pixels are moved by up to ${by}, so that nothing may be left of them`,
      help: 'take a smaller distance',
    };
  },
};

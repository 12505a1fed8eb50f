import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Real images of handwritten digits. */
export const digits: DatasetRecord = {
  name: 'digits',
  kind: 'dataset',
  summary: '1,797 real images of handwritten digits, 8 × 8 grey values',
  about: `Each image is a vector of its 64 grey values, row by row, from 0 (paper) to 1 (ink) in sixteenths, or with image = true an image of shape [8, 8, 1]; ten classes of 174 to 183 images. ${splitAbout}`,
  source:
    'Alpaydin & Kaynak 1998, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits, CC BY 4.0; the test set',
  version: 1,
  file: {
    path: 'digits/digits.csv.gz',
    sha256: '46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a',
  },
  parameters: [
    ...splitParameters,
    {
      name: 'image',
      about: 'whether an example is an image for convolutions, instead of a vector',
      type: { kind: 'truth' },
      default: false,
    },
  ],
  example: 'digits(test = 30%, validation = 10%)',
  describe: (settings) =>
    labelled({ is: 'digits', ...settings }, settings.image ? [8, 8, 1] : [64], 10, 1797),
};

import { describeArrays, labelsParameter } from './arrays.ts';
import type { DatasetRecord } from './dataset.ts';
import { splitAbout, splitParameters } from './split.ts';

/** NumPy arrays of the author's own. */
export const npy: DatasetRecord = {
  name: 'npy',
  kind: 'dataset',
  summary: 'Arrays out of .npy files of your own, as `numpy.save` writes them',
  about: `The first index counts the examples: [examples, features] gives vectors, [examples, height, width] or [examples, height, width, channels] gives images. Whole and floating-point numbers of every size are read, and taken as they are. \`labels\` is an array of as many whole numbers, the classes counted from 0. Paths start from the folder of the experiment. Results belong to the content of the files, whatever they are called. ${splitAbout}`,
  source: 'NumPy Enhancement Proposal 1',
  version: 1,
  parameters: [
    { name: 'path', about: 'the file with the examples', type: { kind: 'file' } },
    labelsParameter,
    ...splitParameters,
  ],
  example: 'npy("data/x.npy", labels = "data/y.npy", test = 25%)',
  describe: (settings, known) => describeArrays('npy', 'path', settings, known),
};

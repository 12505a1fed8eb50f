import { describeArrays, labelsParameter } from './arrays.ts';
import type { DatasetRecord } from './dataset.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Files in the format of MNIST, of the author's own. */
export const idx: DatasetRecord = {
  name: 'idx',
  kind: 'dataset',
  summary: 'Images and labels out of idx files of your own, the format of MNIST',
  about: `The first index counts the examples: [examples, height, width] gives images of one channel. Unsigned bytes are grey values and are divided by 255; numbers of other kinds are taken as they are. Files that end in \`.gz\` are unpacked. \`labels\` is a file of as many whole numbers, the classes counted from 0. Paths start from the folder of the experiment. Results belong to the content of the files, whatever they are called. ${splitAbout}`,
  source: 'LeCun, Cortes & Burges, The MNIST database, http://yann.lecun.com/exdb/mnist/: file formats',
  version: 1,
  parameters: [
    { name: 'images', about: 'the file with the examples', type: { kind: 'file' } },
    labelsParameter,
    ...splitParameters,
  ],
  example: 'idx("data/images-idx3-ubyte.gz", labels = "data/labels-idx1-ubyte.gz", test = 25%)',
  describe: (settings, known) => describeArrays('idx', 'images', settings, known),
};

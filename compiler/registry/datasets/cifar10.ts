import type { DatasetRecord } from './dataset.ts';
import { publishedParameters, publishedSpec, whereFilesAre } from './published.ts';

/** Small colour images. */
export const cifar10: DatasetRecord = {
  name: 'cifar10',
  kind: 'dataset',
  summary: '60,000 colour images of animals and vehicles, 32 × 32, in ten classes',
  about: `Each image has shape [32, 32, 3]: red, green and blue from 0 to 1 in 255ths. The 10,000 test images as published are the part \`test\`. The archive of the binary version is read as it is, and need not be unpacked. ${whereFilesAre('cifar10')}`,
  source:
    'Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images, technical report, University of Toronto, https://www.cs.toronto.edu/~kriz/cifar.html; no licence is stated, the report is to be cited',
  version: 1,
  published: [
    {
      name: 'cifar-10-binary.tar.gz',
      url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
      sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
    },
  ],
  parameters: publishedParameters(50_000),
  example: 'cifar10(train = 20_000, validation = 10%)',
  describe: (settings) => publishedSpec('cifar10', settings, { shape: [32, 32, 3], tests: 10_000 }),
};

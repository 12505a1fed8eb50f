import type { DatasetRecord } from './dataset.ts';
import { fourFiles, idxImages } from './idx-images.ts';
import { publishedParameters, publishedSpec, whereFilesAre } from './published.ts';

/** Images of handwritten digits. */
export const mnist: DatasetRecord = {
  name: 'mnist',
  kind: 'dataset',
  summary: '70,000 images of handwritten digits, 28 × 28 grey values',
  about: `Each image has shape [28, 28, 1], grey values from 0 (paper) to 1 (ink) in 255ths; \`flatten()\` makes a vector of it. The 10,000 test images as published are the part \`test\`. ${whereFilesAre('mnist')}`,
  source:
    'LeCun, Cortes & Burges 1998, The MNIST database of handwritten digits, http://yann.lecun.com/exdb/mnist/, CC BY-SA 3.0; after LeCun, Bottou, Bengio & Haffner 1998, Proceedings of the IEEE 86(11)',
  version: 1,
  published: fourFiles('https://ossci-datasets.s3.amazonaws.com/mnist', [
    '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
  ]),
  parameters: publishedParameters(60_000),
  example: 'mnist(train = 20_000, validation = 10%)',
  describe: (settings) => publishedSpec('mnist', settings, idxImages),
};

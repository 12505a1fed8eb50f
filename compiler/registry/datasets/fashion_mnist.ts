import type { DatasetRecord } from './dataset.ts';
import { fourFiles, idxImages } from './idx-images.ts';
import { publishedParameters, publishedSpec, whereFilesAre } from './published.ts';

const debian = 'dataset-fashion-mnist';

/** Images of clothes. */
export const fashionMnist: DatasetRecord = {
  name: 'fashion_mnist',
  kind: 'dataset',
  summary: '70,000 images of clothes, 28 × 28 grey values, in ten classes',
  about: `Each image has shape [28, 28, 1], grey values from 0 to 1 in 255ths; \`flatten()\` makes a vector of it. The 10,000 test images as published are the part \`test\`. ${whereFilesAre('fashion_mnist', debian)}`,
  source:
    'Xiao, Rasul & Vollgraf 2017, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, arXiv 1708.07747, https://github.com/zalandoresearch/fashion-mnist, MIT',
  version: 1,
  published: fourFiles(
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion',
    [
      '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
    ],
    // Debian's files lack the name that gzip writes into its header; their content is the same.
    [
      'b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7',
      '0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056',
      'cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa',
      '8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05',
    ],
  ),
  debian,
  parameters: publishedParameters(60_000),
  example: 'fashion_mnist(train = 20_000, validation = 10%)',
  describe: (settings) => publishedSpec('fashion_mnist', settings, idxImages),
};

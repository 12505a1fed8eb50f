import type { PublishedFile } from './published.ts';

/** Training images, training labels, test images, test labels: the SHA-256 of each file. */
type Hashes = readonly [string, string, string, string];

const names = [
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  't10k-images-idx3-ubyte.gz',
  't10k-labels-idx1-ubyte.gz',
] as const;

/** The four files that MNIST and its successors consist of. */
export const fourFiles = (folder: string, published: Hashes, debian?: Hashes): readonly PublishedFile[] =>
  names.map((name, i) => ({
    name,
    url: `${folder}/${name}`,
    sha256: published[i],
    ...(debian && { same: [debian[i]] }),
  }));

/** Images 28 × 28 of one channel, 10,000 of them for tests. */
export const idxImages = { shape: [28, 28, 1], tests: 10_000 } as const;

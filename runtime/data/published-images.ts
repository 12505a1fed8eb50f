import { cifar10 as cifar10Record } from '../../compiler/registry/datasets/cifar10.ts';
import type { DatasetRecord } from '../../compiler/registry/datasets/dataset.ts';
import { fashionMnist as fashionMnistRecord } from '../../compiler/registry/datasets/fashion_mnist.ts';
import { mnist as mnistRecord } from '../../compiler/registry/datasets/mnist.ts';
import { batchesOfArchive } from './cifar-format.ts';
import type { Loader } from './dataset.ts';
import { unpacked } from './files.ts';
import { idxHeader } from './idx-format.ts';
import { readPublished } from './published.ts';

/** Images as they are published: bytes [N][height][width][channels], and the class of each. */
export interface ImageBytes {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}
/** Training and test images out of the bytes of the published files. */
type Decode = (files: readonly Buffer[]) => readonly [training: ImageBytes, test: ImageBytes];

/** `[N, height, width, channels]` from 0 to 1: the training images that are drawn, in their order, then the test images. */
export const publishedImages =
  (record: DatasetRecord, decode: Decode): Loader =>
  (settings, { spec, draw }) => {
    const [training, test] = decode(readPublished(record));
    const size = spec.shape.reduce((product, side) => product * side, 1);
    const used = settings.train as number;
    const have = training.labels.length;
    const chosen =
      used < have
        ? draw('train').permutation(have).slice(0, used).sort()
        : Int32Array.from(training.labels.keys());
    const tests = test.labels.length;
    const inputs = new Float64Array((used + tests) * size);
    chosen.forEach((image, i) => {
      copyGrey(training.images, image * size, inputs, i * size, size);
    });
    copyGrey(test.images, 0, inputs, used * size, tests * size);
    const labels = Int32Array.from([...chosen.map((image) => training.labels[image]), ...test.labels]);
    return { inputs, labels, tests };
  };

function copyGrey(bytes: Uint8Array, from: number, into: Float64Array, at: number, count: number): void {
  for (let i = 0; i < count; i++) into[at + i] = bytes[from + i] / 255;
}

/** The four files of MNIST and its successors. */
export const decodeFourFiles: Decode = (files) => {
  const [images, labels, testImages, testLabels] = files.map((file, i) => {
    const bytes = unpacked(file, `file ${i + 1}`);
    return bytes.subarray(idxHeader(bytes, `file ${i + 1}`).start);
  });
  return [
    { images, labels },
    { images: testImages, labels: testLabels },
  ];
};

export const mnist = publishedImages(mnistRecord, decodeFourFiles);
export const fashionMnist = publishedImages(fashionMnistRecord, decodeFourFiles);
export const cifar10 = publishedImages(cifar10Record, ([archive]) => batchesOfArchive(archive));

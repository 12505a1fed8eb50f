import { describe, expect, test } from 'vitest';
import { fashionMnist as record } from '../../../compiler/registry/datasets/fashion_mnist.ts';
import { findPublished, readPublished } from '../../../runtime/data/published.ts';
import { decodeFourFiles } from '../../../runtime/data/published-images.ts';
import { load, sizesOf } from './describe.ts';

const here = findPublished(record).every(({ path }) => path !== undefined);

describe.skipIf(!here)('Fashion-MNIST, where its files are', () => {
  test('has 6,000 training and 1,000 test images of each class, and the mean that everybody normalizes by', () => {
    const [training, testing] = decodeFourFiles(readPublished(record));
    for (const [labels, each] of [
      [training.labels, 6000],
      [testing.labels, 1000],
    ] as const)
      for (let label = 0; label < 10; label++)
        expect(labels.filter((own) => own === label)).toHaveLength(each);
    const total = training.images.reduce((sum, value) => sum + value, 0);
    expect(total / training.images.length / 255).toBeCloseTo(0.286, 4);
  });

  test('gives as many training images as are asked for, and keeps the test images apart', () => {
    const data = load({ is: 'fashion_mnist', train: 500, validation: 0.1, stratified: true });
    expect([sizesOf(data.parts), data.shape]).toEqual([
      { all: 10_500, train: 450, validation: 50, test: 10_000 },
      [28, 28, 1],
    ]);
    expect([...data.parts.test.slice(0, 2), data.parts.test.at(-1)]).toEqual([500, 501, 10_499]);
    // As published: the first test images are an ankle boot, a pullover and two trousers.
    expect([...data.labels!.subarray(500, 504)]).toEqual([9, 2, 1, 1]);
  });
});

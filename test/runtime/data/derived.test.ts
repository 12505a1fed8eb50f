import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../runtime/data/dataset.ts';
import { load, sizesOf } from './describe.ts';

const moons = load({ is: 'two_moons', count: 200, noise: 0.2, test: 0.25, validation: 0.1 });
const images = load({ is: 'digits', image: true, test: 0.5 });
const of = (name: string, part = 'all') => ({ is: 'data', name, part });
const derive = (
  construct: { is: string; [setting: string]: unknown },
  others: Record<string, Dataset>,
  seed = 1,
) => load(construct as never, seed, others);
const row = ({ inputs, parts }: Dataset, i: number) => {
  const size = inputs.length / parts.all.length;
  return [...inputs.subarray(i * size, (i + 1) * size)].join();
};
const rowsOf = (data: Dataset, part: string) => [...data.parts[part]].map((i) => row(data, i));

describe('take', () => {
  test('keeps the other parts whole, and examples with their labels', () => {
    const few = derive({ is: 'take', of: of('moons'), count: 30 }, { moons });
    expect(sizesOf(few.parts)).toEqual({ all: 100, train: 30, validation: 20, test: 50 });
    for (const part of ['test', 'validation']) expect(rowsOf(few, part)).toEqual(rowsOf(moons, part));
    const known = new Map(
      rowsOf(moons, 'train').map((text, i) => [text, moons.labels![moons.parts.train[i]]]),
    );
    rowsOf(few, 'train').forEach((text, i) => {
      expect(few.labels![few.parts.train[i]]).toBe(known.get(text));
    });
  });

  test('takes fewer examples out of more', () => {
    const taken = (count: number) =>
      rowsOf(derive({ is: 'take', of: of('moons'), count }, { moons }), 'train');
    expect(taken(80)).toEqual(expect.arrayContaining(taken(20)));
    expect(taken(20)).not.toEqual(taken(80).slice(0, 20));
  });

  test('of one part is a data set without parts', () => {
    const some = derive({ is: 'take', of: of('moons', 'test'), count: 10 }, { moons });
    expect(sizesOf(some.parts)).toEqual({ all: 10 });
    expect(rowsOf(moons, 'test')).toEqual(expect.arrayContaining(rowsOf(some, 'all')));
  });

  test('keeps the proportions of classes where it is asked to', () => {
    const few = derive({ is: 'take', of: of('images'), count: 100, stratified: true }, { images });
    const share = (data: Dataset, digit: number) =>
      data.parts.train.filter((i) => data.labels![i] === digit).length / data.parts.train.length;
    for (let digit = 0; digit < 10; digit++)
      expect(Math.abs(share(few, digit) - share(images, digit))).toBeLessThan(0.01);
  });
});

describe('standardize', () => {
  test('gives each feature of the training part mean 0 and variance 1, and moves the rest alike', () => {
    const scaled = derive({ is: 'standardize', of: of('moons') }, { moons });
    expect(scaled.parts).toEqual(moons.parts);
    const { train, all } = moons.parts;
    for (const f of [0, 1]) {
      const values = [...train].map((i) => moons.inputs[2 * i + f]);
      const mean = values.reduce((a, b) => a + b) / values.length;
      const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
      for (const i of all)
        expect(scaled.inputs[2 * i + f]).toBeCloseTo((moons.inputs[2 * i + f] - mean) / sd, 12);
    }
  });

  test('of images takes the statistics of a channel over all its places', () => {
    const scaled = derive({ is: 'standardize', of: of('images') }, { images });
    const values = [...images.parts.train].flatMap((i) => [...scaled.inputs.subarray(64 * i, 64 * (i + 1))]);
    const mean = values.reduce((a, b) => a + b) / values.length;
    expect(mean).toBeCloseTo(0, 10);
    expect(values.reduce((sum, x) => sum + x * x, 0) / values.length).toBeCloseTo(1, 10);
  });

  test('only moves what is constant in the training part', () => {
    const flat: Dataset = {
      shape: [2],
      inputs: Float64Array.of(0.1, 1, 0.1, 2, 0.1, 3, 0.4, 4),
      parts: { all: Int32Array.of(0, 1, 2, 3), train: Int32Array.of(0, 1, 2), test: Int32Array.of(3) },
    };
    const { inputs } = derive({ is: 'standardize', of: of('flat') }, { flat });
    for (const i of [0, 2, 4]) expect(inputs[i]).toBeCloseTo(0, 15);
    expect(inputs[6]).toBeCloseTo(0.3, 14);
  });
});

describe('label_noise', () => {
  const changed = (noisy: Dataset, part: string) =>
    noisy.parts[part].filter((i) => noisy.labels![i] !== images.labels![i]).length / noisy.parts[part].length;

  test('makes exactly the share of the training labels wrong, and no others', () => {
    const noisy = derive({ is: 'label_noise', of: of('images'), share: 0.1 }, { images });
    expect(changed(noisy, 'train')).toBe(
      Math.round(0.1 * images.parts.train.length) / images.parts.train.length,
    );
    expect(changed(noisy, 'test')).toBe(0);
    expect(noisy.inputs).toEqual(images.inputs);
  });

  test('everywhere makes the same share of each part wrong', () => {
    const noisy = derive({ is: 'label_noise', of: of('images'), share: 0.2, everywhere: true }, { images });
    for (const part of ['train', 'test']) expect(changed(noisy, part)).toBeCloseTo(0.2, 2);
  });

  test('makes each other class equally likely', () => {
    const noisy = derive({ is: 'label_noise', of: of('images'), share: 1 }, { images });
    const steps = new Array<number>(10).fill(0);
    for (const i of images.parts.train) steps[(noisy.labels![i] - images.labels![i] + 10) % 10]++;
    expect(steps[0]).toBe(0);
    // 898 draws among nine: 99.8 expected each, with standard deviation 9.4.
    for (const count of steps.slice(1))
      expect(Math.abs(count - images.parts.train.length / 9)).toBeLessThan(47);
  });
});

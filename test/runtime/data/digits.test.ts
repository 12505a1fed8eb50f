import { expect, test } from 'vitest';
import { load } from './describe.ts';

const digits = load({ is: 'digits', test: 0.3, validation: 0.1 });

test('the classes have the sizes that the repository publishes for its test set', () => {
  const sizes = new Array<number>(10).fill(0);
  for (const label of digits.labels!) sizes[label]++;
  expect(sizes).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
});

test('grey values are sixteenths from 0 to 1', () => {
  expect(digits.inputs.every((grey) => grey >= 0 && grey <= 1 && Number.isInteger(grey * 16))).toBe(true);
  // the well-known first image, a zero: its second row of grey values
  expect([...digits.inputs.slice(8, 16)].map((grey) => grey * 16)).toEqual([0, 0, 13, 15, 10, 15, 5, 0]);
  expect(digits.labels![0]).toBe(0);
});

test('images of a class resemble each other: the nearest class mean is mostly right', () => {
  const { inputs, labels, parts } = digits;
  const means = Array.from({ length: 10 }, () => new Float64Array(64));
  const sizes = new Array<number>(10).fill(0);
  for (const i of parts.train) {
    sizes[labels![i]]++;
    for (let p = 0; p < 64; p++) means[labels![i]][p] += inputs[64 * i + p];
  }
  const distance = (i: number, c: number) =>
    means[c].reduce((sum, total, p) => sum + (total / sizes[c] - inputs[64 * i + p]) ** 2, 0);
  const nearest = (i: number) =>
    sizes.map((_, c) => distance(i, c)).reduce((best, d, c, all) => (d < all[best] ? c : best), 0);
  const right = parts.test.filter((i) => nearest(i) === labels![i]).length;
  expect(right / parts.test.length).toBeGreaterThan(0.85);
});

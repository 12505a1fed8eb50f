import { describe, expect, test } from 'vitest';
import type { Construct } from '../../../compiler/plan/plan.ts';
import { initializers as records } from '../../../compiler/registry/initializers/index.ts';
import { stream } from '../../../runtime/random/stream.ts';
import { initialize } from '../../../runtime/train/initializers.ts';

const wide = [40, 250];
const start = (initial: Construct, shape = wide) => [...initialize(shape, initial, stream(5, 'weights'))];
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean and mean square lie within five standard errors of what the law says. */
function expectMoments(values: number[], centre: number, sd: number, kurtosis: number) {
  const error = 5 / Math.sqrt(values.length);
  expect(Math.abs(mean(values) - centre)).toBeLessThan(error * sd);
  const variance = mean(values.map((value) => (value - centre) ** 2));
  expect(Math.abs(variance - sd ** 2)).toBeLessThan(error * sd ** 2 * Math.sqrt(kurtosis - 1));
}

test('every record is filed under its own name', () => {
  for (const [name, record] of Object.entries(records)) expect(record.name).toBe(name);
});

test('constants are constant', () => {
  expect(start({ is: 'zeros' }, [2, 2])).toEqual([0, 0, 0, 0]);
  expect(start({ is: 'ones' }, [3])).toEqual([1, 1, 1]);
  expect(start({ is: 'constant', value: -0.25 }, [2])).toEqual([-0.25, -0.25]);
});

describe('random starts have the law that their record says', () => {
  test('normal', () => expectMoments(start({ is: 'normal', mean: 3, sd: 0.5 }), 3, 0.5, 3));
  test('uniform', () => {
    const values = start({ is: 'uniform', low: 2, high: 8 });
    expectMoments(values, 5, 6 / Math.sqrt(12), 9 / 5);
    expect(values.every((value) => value >= 2 && value < 8)).toBe(true);
  });
  test('he has variance 2 over the inputs', () =>
    expectMoments(start({ is: 'he' }), 0, Math.sqrt(2 / 250), 3));
  test('glorot has variance 2 over inputs and outputs together', () =>
    expectMoments(start({ is: 'glorot' }), 0, Math.sqrt(2 / 290), 9 / 5));
  test('pytorch_default is bounded by the root of the inputs', () => {
    const values = start({ is: 'pytorch_default' });
    expectMoments(values, 0, Math.sqrt(1 / (3 * 250)), 9 / 5);
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(1 / Math.sqrt(250));
  });
  test('the length of a vector stands for its fan-in', () =>
    expectMoments(start({ is: 'he' }, [10_000]), 0, Math.sqrt(2 / 10_000), 3));
});

describe('of filters [outputs, height, width, channels]', () => {
  const filters = [40, 3, 5, 20];
  test('he counts the weights of one filter', () =>
    expectMoments(start({ is: 'he' }, filters), 0, Math.sqrt(2 / (3 * 5 * 20)), 3));
  test('glorot counts the places of the window for outputs too', () =>
    expectMoments(start({ is: 'glorot' }, filters), 0, Math.sqrt(2 / (15 * 20 + 15 * 40)), 9 / 5));
  test('orthogonal makes filters orthonormal', () => {
    const entries = start({ is: 'orthogonal', gain: 1 }, [6, 3, 3, 2]);
    for (let a = 0; a < 6; a++)
      for (let b = 0; b < 6; b++) {
        const product = entries
          .slice(a * 18, a * 18 + 18)
          .reduce((sum, value, i) => sum + value * entries[b * 18 + i], 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 14);
      }
  });
});

describe('identity', () => {
  const identity = (shape: number[], gain = 1) => start({ is: 'identity', gain }, shape);
  test('has its gain on the diagonal', () => {
    expect(identity([2, 3], 0.5)).toEqual([0.5, 0, 0, 0, 0.5, 0]);
    expect(identity([3, 2])).toEqual([1, 0, 0, 1, 0, 0]);
    expect(identity([3])).toEqual([1, 0, 0]);
  });
  test('passes channels on in the middle of the window', () => {
    expect(identity([1, 3, 1, 2])).toEqual([0, 0, 1, 0, 0, 0]);
    // filter 1 of 2, channel 1 of 2, place (0, 1) of a window of 2 by 3
    const even = identity([2, 2, 3, 2]);
    expect(even.flatMap((value, i) => (value === 1 ? [i] : []))).toEqual([2, 15]);
  });
});

describe('orthogonal', () => {
  test.each([
    [5, 5],
    [4, 9],
    [9, 4],
    [60, 60],
  ])('%i outputs of %i inputs have the gain as all singular values', (rows, columns) => {
    const entries = start({ is: 'orthogonal', gain: 1.5 }, [rows, columns]);
    const at = (i: number, j: number) =>
      rows <= columns ? entries[i * columns + j] : entries[j * columns + i];
    const count = Math.min(rows, columns);
    const length = Math.max(rows, columns);
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) {
        let product = 0;
        for (let j = 0; j < length; j++) product += at(a, j) * at(b, j);
        // orthogonal to a few units of rounding, accumulated over `length` terms
        expect(Math.abs(product - (a === b ? 1.5 ** 2 : 0))).toBeLessThan(1e-14 * length);
      }
  });

  test('a square start is a rotation without preferred direction', () => {
    // entries of an even random 3 × 3 rotation have mean 0 and mean square 1/3
    const entries = Array.from({ length: 4000 }, (_, seed) => [
      ...initialize([3, 3], { is: 'orthogonal', gain: 1 }, stream(seed)),
    ]);
    for (let i = 0; i < 9; i++) {
      const values = entries.map((matrix) => matrix[i]);
      expect(Math.abs(mean(values))).toBeLessThan((5 * Math.sqrt(1 / 3)) / Math.sqrt(4000));
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statistics } from '../../../compiler/registry/statistics/index.ts';
import { reducers } from '../../../runtime/statistics/reduce.ts';

const of = (...values: number[]) => Float64Array.from(values);

test('every statistic is filed under its own name', () => {
  for (const [name, record] of Object.entries(statistics)) expect(record.name).toBe(name);
});

describe('on numbers worked out by hand', () => {
  const values = of(3, 1, 10, 4, 2);
  test.each([
    ['sum', {}, 20],
    ['mean', {}, 4],
    ['median', {}, 3],
    ['min', {}, 1],
    ['max', {}, 10],
    // squared differences 1, 9, 36, 0, 4 add up to 50, over 4
    ['sd', {}, Math.sqrt(12.5)],
    ['quantile', { share: 0.1 }, 1.4],
    ['quantile', { share: 1 }, 10],
  ] as const)('%s %o', (name, settings, expected) => {
    expect(reducers[name](values, settings)).toBeCloseTo(expected, 14);
  });

  test('the median of an even number lies between the middle two', () => {
    expect(reducers.median(of(4, 1, 3, 2), {})).toBe(2.5);
  });

  test('infinite distances do not spoil the median', () => {
    expect(reducers.median(of(1, Infinity, 2, Infinity, 3), {})).toBe(3);
    expect(reducers.median(of(1, Infinity, Infinity, Infinity), {})).toBe(Infinity);
  });
});

test('what is not a number is never hidden', () => {
  for (const [name, reduce] of Object.entries(reducers))
    expect(reduce(of(1, Number.NaN, 2), { share: 0.5 }), name).toBeNaN();
});

test('nothing has no statistic but its sum, and one number no spread', () => {
  for (const name of ['mean', 'median', 'min', 'max', 'sd', 'quantile'] as const)
    expect(reducers[name](of(), { share: 0.5 }), name).toBeNaN();
  expect(reducers.sd(of(7), {})).toBeNaN();
});

test('the order of the numbers and their place on the line do not matter', () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
      const moved = Float64Array.from(values.toReversed(), (value) => value + shift);
      for (const name of ['mean', 'median', 'min', 'max'] as const)
        expect(reducers[name](moved, {})).toBeCloseTo(reducers[name](of(...values), {}) + shift, 9);
      expect(reducers.sd(moved, {})).toBeCloseTo(reducers.sd(of(...values), {}), 9);
    }),
  );
});

test('units follow', () => {
  expect(statistics.mean.unit('probability')).toBe('probability');
  expect(statistics.sum.unit('probability')).toBe('one');
  expect(statistics.sum.unit('count')).toBe('count');
});

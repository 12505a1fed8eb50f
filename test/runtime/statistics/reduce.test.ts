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
    expect(reducers[name](values, settings, [])).toBeCloseTo(expected, 14);
  });

  test('the median of an even number lies between the middle two', () => {
    expect(reducers.median(of(4, 1, 3, 2), {}, [])).toBe(2.5);
  });

  test('infinite distances do not spoil the median', () => {
    expect(reducers.median(of(1, Infinity, 2, Infinity, 3), {}, [])).toBe(3);
    expect(reducers.median(of(1, Infinity, Infinity, Infinity), {}, [])).toBe(Infinity);
  });
});

test('what is not a number is never hidden', () => {
  for (const [name, reduce] of Object.entries(reducers))
    expect(reduce(of(1, Number.NaN, 2), { share: 0.5, level: 1, count: 3 }, [0, 1, 2]), name).toBeNaN();
});

test('nothing has no statistic but its sum, and one number no spread', () => {
  for (const name of ['mean', 'median', 'min', 'max', 'sd', 'quantile'] as const)
    expect(reducers[name](of(), { share: 0.5 }, []), name).toBeNaN();
  expect(reducers.sd(of(7), {}, [])).toBeNaN();
});

test('the order of the numbers and their place on the line do not matter', () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
      const moved = Float64Array.from(values.toReversed(), (value) => value + shift);
      for (const name of ['mean', 'median', 'min', 'max'] as const)
        expect(reducers[name](moved, {}, [])).toBeCloseTo(reducers[name](of(...values), {}, []) + shift, 9);
      expect(reducers.sd(moved, {}, [])).toBeCloseTo(reducers.sd(of(...values), {}, []), 9);
    }),
  );
});

test('units follow', () => {
  expect(statistics.mean.unit('probability', 'count')).toBe('probability');
  expect(statistics.sum.unit('probability', 'count')).toBe('one');
  expect(statistics.sum.unit('count', 'count')).toBe('count');
});

describe('along a curve', () => {
  const steps = [0, 10, 20, 50];
  const curve = of(0.1, 0.5, 0.4, 0.9);

  test('the first step at a level is one that was measured, from below or from above', () => {
    const reach = (level: number, falling = false) => reducers.steps_to(curve, { level, falling }, steps);
    expect([reach(0.1), reach(0.5), reach(0.45), reach(0.6), reach(0.95)]).toEqual([0, 10, 10, 50, Infinity]);
    expect([reach(0.1, true), reach(0.05, true)]).toEqual([0, Infinity]);
    expect(reducers.steps_to(of(3, 2, 1, 2), { level: 1.5, falling: true }, steps)).toBe(20);
  });

  test('the area follows the places, which need not be even', () => {
    // (0.3 · 10 + 0.45 · 10 + 0.65 · 30) / 50
    expect(reducers.area_under(curve, {}, steps)).toBeCloseTo(0.54, 12);
    expect(reducers.area_under(of(0.7, 0.7, 0.7, 0.7), {}, steps)).toBeCloseTo(0.7, 12);
  });

  test('the mean of the last numbers, of all where there are fewer', () => {
    expect(reducers.mean_of_last(curve, { count: 2 }, steps)).toBeCloseTo(0.65, 12);
    expect(reducers.mean_of_last(curve, { count: 9 }, steps)).toBeCloseTo(0.475, 12);
  });

  test('the slope is that of the line which minimises the squares', () => {
    const numbers = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(numbers, (values) => {
        const best = reducers.slope(of(...values), {}, []);
        const middle = (values.length - 1) / 2;
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = (slope: number) =>
          values.reduce((sum, value, i) => sum + (value - mean - slope * (i - middle)) ** 2, 0);
        expect(squares(best)).toBeLessThanOrEqual(squares(best + 1e-3));
        expect(squares(best)).toBeLessThanOrEqual(squares(best - 1e-3));
      }),
    );
    expect(reducers.slope(of(5, 3, 1), {}, [])).toBeCloseTo(-2, 12);
  });

  test('time to a level is in the unit of the index', () => {
    expect(statistics.steps_to.unit('probability', 'steps')).toBe('steps');
    expect(statistics.area_under.unit('probability', 'steps')).toBe('probability');
  });
});

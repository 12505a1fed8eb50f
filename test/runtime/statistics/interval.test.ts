import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  estimateDifference,
  estimateMean,
  holm,
  pLess,
  pMore,
  pWithin,
  tInterval,
} from '../../../runtime/statistics/interval.ts';

// extra hours of sleep with two drugs, ten patients: Student 1908, "The probable error of a mean", section IX
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test('intervals have the reach of the printed t tables', () => {
  // two-sided 95 % and 90 % points of Student's t, to the three decimals of the tables
  const table: [number, number, number][] = [
    [1, 12.706, 6.314],
    [2, 4.303, 2.92],
    [5, 2.571, 2.015],
    [10, 2.228, 1.812],
    [30, 2.042, 1.697],
    [120, 1.98, 1.658],
  ];
  for (const [degrees, at95, at90] of table) {
    const standard = { n: degrees + 1, mean: 0, standardError: 1, degrees };
    expect(tInterval(standard, 0.95).high).toBeCloseTo(at95, 3);
    expect(tInterval(standard, 0.9).low).toBeCloseTo(-at90, 3);
    expect(2 * pMore(standard, -at95)).toBeCloseTo(0.05, 4);
    expect(2 * pLess(standard, at95)).toBeCloseTo(0.05, 4);
  }
});

describe("Student's patients", () => {
  // values that R 4 prints for t.test on its data set `sleep`
  test('paired: t = −4.0621 with 9 degrees of freedom, p = 0.002833', () => {
    const paired = estimateMean(Float64Array.from(first, (value, i) => value - second[i]));
    expect(paired.mean).toBeCloseTo(-1.58, 12);
    expect(paired.mean / paired.standardError).toBeCloseTo(-4.0621, 4);
    expect(2 * pLess(paired, 0)).toBeCloseTo(0.002833, 6);
    expect(tInterval(paired, 0.95).low).toBeCloseTo(-2.4598858, 6);
    expect(tInterval(paired, 0.95).high).toBeCloseTo(-0.7001142, 6);
  });

  test('not paired: t = −1.8608 with 17.776 degrees of freedom, p = 0.07939', () => {
    const welch = estimateDifference(Float64Array.from(first), Float64Array.from(second));
    expect(welch.mean / welch.standardError).toBeCloseTo(-1.8608, 4);
    expect(welch.degrees).toBeCloseTo(17.776, 3);
    expect(2 * pLess(welch, 0)).toBeCloseTo(0.07939, 5);
    expect(tInterval(welch, 0.95).low).toBeCloseTo(-3.3654832, 6);
    expect(tInterval(welch, 0.95).high).toBeCloseTo(0.2054832, 6);
  });
});

const estimates = fc.record({
  n: fc.constant(8),
  mean: fc.double({ min: -3, max: 3, noNaN: true }),
  standardError: fc.double({ min: 0.01, max: 2, noNaN: true }),
  degrees: fc.double({ min: 1, max: 60, noNaN: true }),
});

test('a p-value is below α exactly where the interval leaves the value out', () => {
  fc.assert(
    fc.property(estimates, fc.double({ min: -3, max: 3, noNaN: true }), (estimate, value) => {
      const p = 2 * Math.min(pLess(estimate, value), pMore(estimate, value));
      const { low, high } = tInterval(estimate, 0.95);
      fc.pre(Math.abs(p - 0.05) > 1e-9);
      expect(p < 0.05).toBe(value < low || value > high);
    }),
  );
});

test('two one-sided tests agree with the 90 % interval lying inside the tolerance', () => {
  fc.assert(
    fc.property(estimates, fc.double({ min: 0.1, max: 3, noNaN: true }), (estimate, tolerance) => {
      const p = pWithin(estimate, tolerance);
      const { low, high } = tInterval(estimate, 0.9);
      fc.pre(Math.abs(p - 0.05) > 1e-9);
      expect(p < 0.05).toBe(-tolerance < low && high < tolerance);
    }),
  );
});

describe('Holm', () => {
  test('multiplies by how many are left and never falls', () => {
    // 0.005·4, 0.01·3, 0.03·2, then 0.04·1 raised to the one before
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(holm([0.2])).toEqual([0.2]);
    expect(holm([])).toEqual([]);
  });

  test('lies between no correction and Bonferroni, whatever the order', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ps, (values) => {
        const corrected = holm(values);
        values.forEach((p, i) => {
          expect(corrected[i]).toBeGreaterThanOrEqual(p);
          expect(corrected[i]).toBeLessThanOrEqual(Math.min(1, p * values.length));
        });
        expect(holm(values.toReversed()).toReversed()).toEqual(corrected);
      }),
    );
  });
});

test('replicates that share examples make the mean less certain, as Nadeau & Bengio correct it', () => {
  const values = Float64Array.of(0.1, 0.3, 0.2, 0.5);
  const [plain, corrected] = [estimateMean(values), estimateMean(values, 0.5)];
  // the variance of the mean is s² (1/n + n₂/n₁) instead of s²/n
  expect(corrected.standardError / plain.standardError).toBeCloseTo(Math.sqrt((1 / 4 + 0.5) * 4), 12);
  expect(corrected).toMatchObject({ n: 4, degrees: 3, mean: plain.mean });
});

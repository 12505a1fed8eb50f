import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../runtime/geometry/forward.ts';
import { symmetricEigen } from '../../../runtime/geometry/principal.ts';
import {
  inputsOnSlice,
  placesOnSlice,
  principalSlice,
  type Slice,
  sliceThrough,
} from '../../../runtime/geometry/slice.ts';
import { dot, norm } from '../../../runtime/geometry/vector.ts';
import { normal, randomPoints } from './networks.ts';

const [u, v] = [(slice: Slice) => slice.u as Float64Array, (slice: Slice) => slice.v as Float64Array];

function expectOrthonormal(slice: Slice): void {
  expect(Math.abs(norm(u(slice)) - 1)).toBeLessThan(1e-14);
  expect(Math.abs(norm(v(slice)) - 1)).toBeLessThan(1e-14);
  expect(Math.abs(dot(u(slice), v(slice)))).toBeLessThan(1e-14);
}

describe('the slice through three samples', () => {
  test('contains them, at their distances, the second to the right and the third above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 40 }), (seed, inputs) => {
        const points = randomPoints(3, inputs, seed);
        const [a, b, c] = [0, 1, 2].map((p) => points.slice(p * inputs, (p + 1) * inputs));
        const slice = sliceThrough(a, b, c);
        expectOrthonormal(slice);
        const places = placesOnSlice(slice, points);
        const back = inputsOnSlice(slice, places);
        expect(largestDifference(back, points).largest).toBeLessThan(1e-12);
        expect([places[0], places[1]]).toEqual([0, 0]);
        expect(places[2]).toBeGreaterThan(0);
        expect(Math.abs(places[3])).toBeLessThan(1e-12);
        expect(places[5]).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['on one line', [0, 0, 0], [1, 2, 3], [2, 4, 6]],
    ['two of which are equal', [1, 2, 3], [1, 2, 3], [0, 0, 1]],
    ['that are all one', [1, 2], [1, 2], [1, 2]],
  ])('%s is refused', (_, a, b, c) => {
    expect(() => sliceThrough(a, b, c)).toThrow('lie on one line');
  });
});

describe('the slice along principal components', () => {
  test('finds the directions along which the points were spread, in order and with its sign', () => {
    const inputs = 20;
    const next = normal(2);
    const [first, second] = [7, 3];
    const points = Float64Array.from({ length: 400 * inputs }, (_, i) => {
      const spread = i % inputs === first ? 5 : i % inputs === second ? 3 : 0.01;
      return spread * next() + 2;
    });
    const slice = principalSlice(points, inputs);
    expectOrthonormal(slice);
    // A sample of 400 turns the axes by about 1/√400.
    expect(u(slice)[first]).toBeGreaterThan(0.98);
    expect(v(slice)[second]).toBeGreaterThan(0.98);
  });

  test('has variances that are eigenvalues of the covariance, the largest two', () => {
    const inputs = 6;
    const n = 50;
    const points = randomPoints(n, inputs, 3).map((x, i) => x * (1 + (i % inputs)));
    const slice = principalSlice(points, inputs);
    const centred = points.map((x, i) => x - (slice.origin[i % inputs] as number));
    const covariance = Array.from({ length: inputs }, (_, i) =>
      Array.from({ length: inputs }, (__, j) => {
        let sum = 0;
        for (let r = 0; r < n; r++) sum += centred[r * inputs + i] * centred[r * inputs + j];
        return sum;
      }),
    );
    for (const d of [u(slice), v(slice)]) {
      const image = covariance.map((row) => row.reduce((sum, x, j) => sum + x * d[j], 0));
      const value = dot(Float64Array.from(image), d);
      expect(
        largestDifference(
          image,
          d.map((x) => value * x),
        ).relative,
      ).toBeLessThan(1e-9);
    }
    const variance = (d: Float64Array) =>
      covariance.reduce((sum, row, i) => sum + d[i] * row.reduce((s, x, j) => s + x * d[j], 0), 0);
    const largest = symmetricEigen(covariance).values.sort((a, b) => b - a);
    expect(variance(u(slice))).toBeCloseTo(largest[0], 8);
    expect(variance(v(slice))).toBeCloseTo(largest[1], 8);
  });

  test('of equal variances spans their plane', () => {
    const slice = principalSlice(Float64Array.of(1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0), 3);
    expectOrthonormal(slice);
    expect([slice.u[2], slice.v[2]]).toEqual([0, 0]);
  });

  test.each([
    ['one point', [1, 2, 3]],
    ['points on a line', [0, 0, 0, 1, 1, 1, 3, 3, 3]],
  ])('of %s is refused', (_, points) => {
    expect(() => principalSlice(Float64Array.from(points), 3)).toThrow('fewer than two directions');
  });
});

test('eigenvalues of a small symmetric matrix have their sum and product', () => {
  const { values, vectors } = symmetricEigen([
    [2, 1, 0],
    [1, 2, 0],
    [0, 0, 5],
  ]);
  expect(values.sort((a, b) => a - b).map((x) => Math.round(x * 1e12) / 1e12)).toEqual([1, 3, 5]);
  for (let i = 0; i < 3; i++) expect(vectors.reduce((sum, row) => sum + row[i] ** 2, 0)).toBeCloseTo(1, 14);
});

import { describe, expect, test } from 'vitest';
import { load } from './describe.ts';

const rows = (inputs: Float64Array, size: number): number[][] =>
  Array.from({ length: inputs.length / size }, (_, i) => [...inputs.subarray(i * size, (i + 1) * size)]);
const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((x, i) => x - b[i]));
const mean = (points: readonly number[][]) =>
  points[0].map((_, f) => points.reduce((sum, point) => sum + point[f], 0) / points.length);

describe('spirals', () => {
  test('grow evenly with their angle, each arm by its share of a turn behind the one before', () => {
    const { inputs, labels } = load({ is: 'spirals', count: 30, classes: 3, turns: 0.75, noise: 0 });
    rows(inputs, 2).forEach(([x, y], i) => {
      const way = Math.floor(i / 3) / 9;
      const angle = 2 * Math.PI * (0.75 * way + (i % 3) / 3);
      expect(Math.hypot(x, y)).toBeCloseTo(way, 12);
      if (way > 0) expect(Math.cos(Math.atan2(y, x) - angle)).toBeCloseTo(1, 12);
      expect(labels![i]).toBe(i % 3);
    });
  });

  test('of one point each start at the origin', () => {
    expect([...load({ is: 'spirals', count: 2, noise: 0 }).inputs]).toEqual([0, 0, 0, 0]);
  });
});

describe('star', () => {
  const corners = (tips: number, notch: number) =>
    Array.from({ length: 2 * tips }, (_, k) => {
      const angle = Math.PI / 2 + (Math.PI * k) / tips;
      const r = k % 2 === 0 ? 1 : notch;
      return [r * Math.cos(angle), r * Math.sin(angle)];
    });

  test('has every point on a side of its outline, and every corner among the points where steps allow', () => {
    const outline = corners(5, 0.4);
    const { inputs, labels } = load({ is: 'star', count: 80, tips: 5, notch: 0.4, inner: 0.5, noise: 0 });
    const points = rows(inputs, 2);
    points.forEach((point, i) => {
      const scaled = labels![i] === 1 ? point.map((x) => 2 * x) : point;
      // On a side, the distances to its ends add up to its length.
      const off = outline.map((a, k) => {
        const b = outline[(k + 1) % 10];
        return distance(a, scaled) + distance(scaled, b) - distance(a, b);
      });
      expect(Math.min(...off)).toBeLessThan(1e-12);
    });
    // 40 points on 10 sides: every fourth one is a corner.
    for (const corner of outline)
      expect(Math.min(...points.slice(0, 40).map((point) => distance(point, corner)))).toBeLessThan(1e-12);
  });
});

test('xor keeps the gap, fills the squares evenly and labels by the signs', () => {
  const { inputs, labels } = load({ is: 'xor', count: 4000, gap: 0.2, noise: 0 });
  const sizes = rows(inputs, 2).map(([x, y], i) => {
    expect(labels![i]).toBe(x * y < 0 ? 1 : 0);
    expect(Math.min(Math.abs(x), Math.abs(y))).toBeGreaterThanOrEqual(0.2);
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1);
    return Math.abs(x);
  });
  // Uniform on [0.2, 1): mean 0.6, sd 0.8/√12, so five standard errors of the mean are 0.018.
  expect(Math.abs(sizes.reduce((a, b) => a + b) / 4000 - 0.6)).toBeLessThan(0.0183);
});

describe('gaussian_clusters', () => {
  test('have centres at equal distances around the origin', () => {
    const data = load({ is: 'gaussian_clusters', count: 5, features: 4, classes: 5, separation: 3, sd: 0 });
    const centres = rows(data.inputs, 4);
    for (const [i, a] of centres.entries())
      for (const b of centres.slice(0, i)) expect(distance(a, b)).toBeCloseTo(3, 12);
    for (const x of mean(centres)) expect(x).toBeCloseTo(0, 12);
  });

  test('keep the promises of the separation theorems: centroids in the centres, points within the radius', () => {
    const [features, radius] = [50, 0.7];
    const { inputs, labels } = load({
      ...{ is: 'gaussian_clusters', count: 12, features, separation: 8, radius, centred: true },
    });
    const points = rows(inputs, features);
    for (const [label, x] of [
      [0, 4],
      [1, -4],
    ]) {
      const centre = [x, ...new Array<number>(features - 1).fill(0)];
      const cluster = points.filter((_, i) => labels![i] === label);
      expect(cluster).toHaveLength(6);
      expect(distance(mean(cluster), centre)).toBeLessThan(1e-12);
      const distances = cluster.map((point) => distance(point, centre));
      expect(Math.max(...distances)).toBeCloseTo(radius, 12);
    }
  });

  test('have the standard deviation that is asked for where nothing shrinks them', () => {
    const { inputs, labels } = load({ is: 'gaussian_clusters', count: 4000, features: 2, sd: 0.5 });
    const offsets = rows(inputs, 2).map(([x], i) => x - (labels![i] === 0 ? 2 : -2));
    const sd = Math.sqrt(offsets.reduce((sum, x) => sum + x * x, 0) / offsets.length);
    // The relative standard error of a standard deviation is 1/√(2n) = 1.1 %.
    expect(Math.abs(sd / 0.5 - 1)).toBeLessThan(0.056);
  });
});

test('gaussian_points have labels that say nothing about them', () => {
  const { inputs, labels } = load({ is: 'gaussian_points', count: 4000, features: 3, sd: 2 });
  const byClass = [0, 1].map((c) => mean(rows(inputs, 3).filter((_, i) => labels![i] === c)));
  // Means of 2,000 numbers with standard deviation 2 differ by 0.063 (one standard error).
  for (let f = 0; f < 3; f++) expect(Math.abs(byClass[0][f] - byClass[1][f])).toBeLessThan(0.32);
});

test('digits as images are the same numbers in another shape', () => {
  const [flat, image] = [load({ is: 'digits' }), load({ is: 'digits', image: true })];
  expect(image.shape).toEqual([8, 8, 1]);
  expect(image.inputs).toEqual(flat.inputs);
});

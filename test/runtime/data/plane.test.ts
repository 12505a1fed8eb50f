import { describe, expect, test } from 'vitest';
import { load } from './describe.ts';

const points = (inputs: Float64Array) =>
  Array.from({ length: inputs.length / 2 }, (_, i) => [inputs[2 * i], inputs[2 * i + 1]]);

describe('arc', () => {
  test('stands on its circle at equal steps, symmetric about the upper half axis', () => {
    const angle = (140 * Math.PI) / 180;
    const arc = points(load({ is: 'arc', count: 25, radius: 2, angle, noise: 0 }).inputs);
    for (const [x, y] of arc) expect(Math.hypot(x, y)).toBeCloseTo(2, 12);
    const steps = arc.slice(1).map(([x, y], i) => Math.hypot(x - arc[i][0], y - arc[i][1]));
    for (const step of steps) expect(step).toBeCloseTo(4 * Math.sin(angle / 48), 12);
    expect(arc[12][0]).toBeCloseTo(0, 12);
    expect(arc[12][1]).toBeCloseTo(2, 12);
    expect(arc[0][0]).toBeCloseTo(-arc[24][0], 12);
    expect(arc[0][0]).toBeLessThan(0);
  });

  test('has a mean off the origin, at the height of the mean cosine', () => {
    const arc = points(load({ is: 'arc', count: 2001, noise: 0 }).inputs);
    const half = (70 * Math.PI) / 180;
    const height = arc.reduce((sum, [, y]) => sum + y, 0) / arc.length;
    // the mean over equal steps differs from the integral by less than a step
    expect(Math.abs(height - Math.sin(half) / half)).toBeLessThan(1 / 2000);
  });

  test('of one point is the top', () => {
    const [x, y] = load({ is: 'arc', count: 1, noise: 0 }).inputs;
    expect(x).toBeCloseTo(0, 15);
    expect(y).toBe(1);
  });

  test('moves by noise of the given size', () => {
    const still = load({ is: 'arc', count: 4000, noise: 0 }).inputs;
    const moved = load({ is: 'arc', count: 4000, noise: 0.3 }).inputs;
    const square = moved.reduce((sum, value, i) => sum + (value - still[i]) ** 2, 0) / moved.length;
    // five standard errors of the mean square of 8000 normal numbers
    expect(Math.abs(square - 0.09)).toBeLessThan(5 * 0.09 * Math.sqrt(2 / 8000));
  });
});

test('moons stand on their half circles', () => {
  const { inputs, labels } = load({ is: 'two_moons', count: 41, noise: 0 });
  points(inputs).forEach(([x, y], i) => {
    const upper = labels![i] === 0;
    expect(upper ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 12);
    expect(upper ? y : 0.5 - y).toBeGreaterThan(-1e-12);
  });
  expect(labels!.filter((label) => label === 0).length).toBe(20);
});

test('circles have their radii and sum to the centre', () => {
  const { inputs, labels } = load({ is: 'circles', count: 50, inner: 0.25, noise: 0 });
  const circle = points(inputs);
  circle.forEach(([x, y], i) => {
    expect(Math.hypot(x, y)).toBeCloseTo(labels![i] === 0 ? 1 : 0.25, 12);
  });
  expect(circle.reduce((sum, [x]) => sum + x, 0)).toBeCloseTo(0, 12);
});

test('blobs lie around one centre a class, inside the cube', () => {
  const { inputs, labels } = load({ is: 'blobs', count: 30, classes: 3, sd: 0, spread: 4 });
  const blob = points(inputs);
  blob.forEach((point, i) => {
    expect(point).toEqual(blob[labels![i]]);
  });
  expect(new Set(blob.map(String)).size).toBe(3);
  expect(inputs.every((value) => Math.abs(value) <= 4)).toBe(true);
});

describe('uniform_box', () => {
  const around = { is: 'data', name: 'ring', part: 'all' };
  const ring = load({ is: 'circles', count: 100, inner: 0, noise: 0 });
  const inBox = (margin: number) =>
    points(load({ is: 'uniform_box', count: 4000, around, margin }, 1, { ring }).inputs);

  test('fills the grown box of the other data set evenly, and nothing else', () => {
    const box = inBox(0.25);
    expect(box.every(([x, y]) => Math.abs(x) <= 1.5 && Math.abs(y) <= 1.5)).toBe(true);
    for (const quarter of [0, 1, 2, 3]) {
      const count = box.filter(([x, y]) => Number(x > 0) + 2 * Number(y > 0) === quarter).length;
      // binomial(4000, ¼) has sd 27.4
      expect(Math.abs(count - 1000)).toBeLessThan(5 * 27.4);
    }
    expect(Math.max(...box.map(([x]) => Math.abs(x)))).toBeGreaterThan(1.49);
  });

  test('takes the box of the part that it is asked for', () => {
    const part = { ...ring, parts: { all: ring.parts.all, few: Int32Array.of(60) } };
    const box = load({ is: 'uniform_box', count: 5, around: { ...around, part: 'few' } }, 1, { ring: part });
    expect(box.inputs.every((value) => value === 0)).toBe(true);
  });
});

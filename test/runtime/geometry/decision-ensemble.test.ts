import { expect, test } from 'vitest';
import type { DecisionBoundary } from '../../../runtime/geometry/decision.ts';
import { decisionDisplacement } from '../../../runtime/geometry/decision-ensemble.ts';

const boundary = (...points: number[]): DecisionBoundary => ({
  status: 'complete',
  points: Float64Array.from(points),
  classes: new Uint8Array(points.length / 2),
  window: Float64Array.of(-1, -1, 1, -1, 1, 1, -1, 1),
});

test('parallel boundaries are as far apart as their lines, however they are cut', () => {
  const whole = boundary(-1, 0, 1, 0);
  const cut = boundary(1, 0.25, 0.3, 0.25, -1, 0.25, 0.3, 0.25);
  expect(decisionDisplacement(whole, cut)).toBeCloseTo(0.25, 14);
  expect(decisionDisplacement(cut, whole)).toBeCloseTo(0.25, 14);
  expect(decisionDisplacement(whole, whole)).toBe(0);
});

test('a turned boundary is off by the root mean square along the reference', () => {
  // distance |x| sin 45° to the diagonal: 1/√2 · √(mean of x²) = 1/√6; the midpoint rule over 128 steps is good to 1/128²
  const found = decisionDisplacement(boundary(-1, 0, 1, 0), boundary(-1, -1, 1, 1));
  expect(Math.abs(found - 1 / Math.sqrt(6))).toBeLessThan(1e-4);
});

test('pieces of no length count for nothing, and no boundary has no distance', () => {
  expect(decisionDisplacement(boundary(0, 0, 0, 0, -1, 0.5, 1, 0.5), boundary(-1, 0.5, 1, 0.5))).toBe(0);
  expect(decisionDisplacement(boundary(), boundary(-1, 0, 1, 0))).toBeNaN();
  expect(decisionDisplacement(boundary(-1, 0, 1, 0), boundary())).toBe(Infinity);
});

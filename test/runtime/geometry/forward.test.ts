import { describe, expect, test } from 'vitest';
import {
  compareForward,
  forward,
  largestDifference,
  preActivations,
} from '../../../runtime/geometry/forward.ts';
import { chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { directPreActivations, layer, randomNetwork, randomPoints } from './networks.ts';

// A sum of d products of numbers near 1 is off by at most about d ulps: 1e-13 leaves room at these sizes.
const ROUNDING = 1e-13;

describe('forward', () => {
  // 259 rows: more than a block, and no multiple of the four rows of a register tile.
  test.each([
    [1, [3, 5]],
    [3, [2, 7, 4]],
    [4, [9, 1, 6]],
    [259, [17, 8, 11, 3]],
  ])('of %i points through %j agrees with a double loop', (n, widths) => {
    for (const slope of [0, 0.1, -1]) {
      const network = randomNetwork(widths, slope, n);
      const points = randomPoints(n, widths[0], 5);
      const all = preActivations(network, points);
      const outputs = forward(network, points);
      for (let r = 0; r < n; r++) {
        const direct = directPreActivations(network, points.subarray(r * widths[0], (r + 1) * widths[0]));
        direct.forEach((h, l) => {
          const own = all[l].subarray(r * h.length, (r + 1) * h.length);
          expect(largestDifference(h, own).largest).toBeLessThan(ROUNDING);
        });
        const last = direct.at(-1)!.map((u) => Math.max(slope * u, u));
        const own = outputs.subarray(r * last.length, (r + 1) * last.length);
        expect(largestDifference(last, own).largest).toBeLessThan(ROUNDING);
      }
    }
  });

  test("a row's result does not depend on the rows around it", () => {
    const network = randomNetwork([6, 9, 5], 0.1, 1);
    const points = randomPoints(11, 6, 2);
    const together = forward(network, points);
    for (let r = 0; r < 11; r++)
      expect(forward(network, points.slice(6 * r, 6 * r + 6))).toEqual(together.slice(5 * r, 5 * r + 5));
  });

  test('leaves the output layer without activation alone', () => {
    const network = chain(1, [layer([[1], [-1]], [0, 0], 0), layer([[1, -2]], [0.5])]);
    expect(Array.from(forward(network, Float64Array.of(3, -3)))).toEqual([3.5, -5.5]);
  });

  test('of no points is empty', () => {
    expect(forward(randomNetwork([2, 3], 0, 1), new Float64Array())).toHaveLength(0);
  });
});

describe('compareForward', () => {
  const network = randomNetwork([4, 6, 2], 0, 3);
  const points = randomPoints(20, 4, 4);

  test('says how far other outputs are off, absolutely and relative to the largest output', () => {
    const outputs = forward(network, points);
    expect(compareForward(network, points, outputs)).toEqual({ largest: 0, relative: 0 });
    const largest = outputs.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    outputs[7] += 0.25;
    const difference = compareForward(network, points, outputs);
    expect(difference.largest).toBeCloseTo(0.25, 12);
    expect(difference.relative).toBeCloseTo(0.25 / largest, 12);
  });

  test('a value that is not a number never passes as equal', () => {
    const outputs = forward(network, points);
    outputs[3] = NaN;
    expect(compareForward(network, points, outputs).largest).toBe(Infinity);
  });

  test('refuses outputs of another length', () => {
    expect(() => compareForward(network, points, [1, 2])).toThrow(
      'gives 40 outputs at these points; 2 were passed',
    );
  });
});

describe('a network that does not fit together is refused', () => {
  const good = layer([[1, 2]], [0], 0);
  test.each<[string, PiecewiseAffineNetwork]>([
    ['Node 1 of 2 (dense) takes 2 inputs, but what comes before it gives 3', chain(3, [good])],
    ['Node 3 of 4 (dense) takes 2 inputs, but what comes before it gives 1', chain(2, [good, good])],
    [
      'takes 3 inputs, but what comes before it gives 2',
      chain(2, [{ ...good, weights: new Float64Array(3) }]),
    ],
    ['not finite', chain(2, [{ ...good, bias: Float64Array.of(NaN) }])],
    ['both sides have slope 1', chain(2, [{ ...good, slope: 1 }])],
    ['has no layers', chain(2, [])],
  ])('%s', (message, network) => {
    expect(() => forward(network, new Float64Array(2 * 3))).toThrow(message);
  });

  test('points must be whole', () => {
    expect(() => forward(chain(2, [good]), new Float64Array(3))).toThrow(
      '3 numbers are not a whole number of points of 2 inputs',
    );
  });
});

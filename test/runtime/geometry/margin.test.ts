import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestBoundary } from '../../../runtime/geometry/boundaries.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { margins } from '../../../runtime/geometry/margin.ts';
import {
  chain,
  inputSize,
  outputSize,
  type PiecewiseAffineNetwork,
} from '../../../runtime/geometry/network.ts';
import { differences, kinds, move, networkOfKind, unitVector } from './general.ts';
import { layer, normal, randomPoints } from './networks.ts';

const classOf = (network: PiecewiseAffineNetwork, point: Float64Array) => {
  const outputs = forward(network, point);
  return outputs.indexOf(Math.max(...outputs));
};

describe('margins', () => {
  test.each(kinds)('are the quotients of differences of outputs and of their gradients: %s', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(), (seed, label) => {
        const network = networkOfKind[kind](seed);
        const classes = outputSize(network);
        const y = label % classes;
        const point = randomPoints(1, inputSize(network), seed + 5);
        fc.pre(nearestBoundary(network, point).distance[0] > 1e-5);
        const expected = Array.from({ length: classes }, (_, j) => {
          const difference = (p: Float64Array) => forward(network, p)[y] - forward(network, p)[j];
          return j === y ? Infinity : difference(point) / Math.hypot(...differences(difference, point));
        });
        const { distance, rival } = margins(network, point, [y]);
        // Dead networks divide by the rounding of finite differences.
        fc.pre(expected.every((margin, j) => j === y || Math.abs(margin) < 1e4));
        if (classes === 1) expect(distance[0]).toBe(Infinity);
        else {
          expect(Math.abs(distance[0] / Math.min(...expected) - 1)).toBeLessThan(1e-5);
          expect(rival[0]).toBe(expected.indexOf(Math.min(...expected)));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('that are called exact are distances to another class', () => {
    const network = networkOfKind.relu(4);
    const points = randomPoints(400, 4, 6);
    const labels = Array.from({ length: 400 }, (_, p) => classOf(network, points.slice(4 * p, 4 * p + 4)));
    const { distance, rival, exact } = margins(network, points, labels);
    const next = normal(7);
    const sure = [...exact.keys()].filter((p) => exact[p] === 1);
    expect(sure.length).toBeGreaterThan(10);
    for (const p of sure) {
      const point = points.slice(4 * p, 4 * p + 4);
      const gradient = differences(
        (x) => forward(network, x)[labels[p]] - forward(network, x)[rival[p]],
        point,
        Math.min(1e-7, distance[p] / 10),
      );
      const norm = Math.hypot(...gradient);
      const nearest = gradient.map((g) => -g / norm);
      expect(classOf(network, move(point, nearest, distance[p] * (1 + 1e-3)))).not.toBe(labels[p]);
      for (let ray = 0; ray < 50; ray++)
        expect(classOf(network, move(point, unitVector(4, next), distance[p] * (1 - 1e-9)))).toBe(labels[p]);
    }
  });

  test('of a linear classifier are exact where positive', () => {
    const linear = chain(2, [
      layer(
        [
          [3, 4],
          [0, 0],
        ],
        [0, 0],
      ),
    ]);
    const { distance, exact, rival } = margins(linear, Float64Array.of(1, 1, 1, 1), [0, 1]);
    expect([...distance]).toEqual([7 / 5, -7 / 5]);
    expect([...exact]).toEqual([1, 0]);
    expect([...rival]).toEqual([1, 0]);
  });

  test('are 0 on a tie and infinite where nothing changes', () => {
    const constant = chain(1, [layer([[0], [0], [0]], [1, 1, 2])]);
    const { distance } = margins(constant, Float64Array.of(5, 5, 5), [0, 2, 1]);
    expect([...distance]).toEqual([-Infinity, Infinity, -Infinity]);
    const tied = chain(1, [layer([[0], [0]], [1, 1])]);
    expect([...margins(tied, Float64Array.of(5), [0]).distance]).toEqual([0]);
  });

  test('refuse labels that name no output', () => {
    const linear = chain(1, [layer([[1], [0]], [0, 0])]);
    expect(() => margins(linear, Float64Array.of(1), [2])).toThrow(
      "Label 2 names none of the network's 2 outputs",
    );
    expect(() => margins(linear, Float64Array.of(1), [])).toThrow('1 points need 1 labels, not 0');
  });
});

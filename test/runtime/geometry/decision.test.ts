import { describe, expect, test } from 'vitest';
import {
  type DecisionBoundary,
  decisionBoundary,
  decisionDistances,
  withDecision,
} from '../../../runtime/geometry/decision.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { type Partition, partition } from '../../../runtime/geometry/partition.ts';
import { compensatedSum } from '../../../runtime/geometry/sum.ts';
import { layer, randomNetwork, uniform } from './networks.ts';

const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1];

/** Scores 2⟨p, x⟩ − ‖p‖², the largest of which belongs to the nearest site p: a Voronoi diagram. */
const nearestSite = (sites: number[][]): PiecewiseAffineNetwork =>
  chain(2, [
    layer(
      sites.map(([x, y]) => [2 * x, 2 * y]),
      sites.map(([x, y]) => -(x * x) - y * y),
    ),
  ]);

function boundaryOf(network: PiecewiseAffineNetwork): DecisionBoundary {
  const boundary = decisionBoundary(network, SQUARE);
  if (boundary.status !== 'complete') throw new Error(boundary.message);
  return boundary;
}

describe('the decision boundary of the nearest of several sites', () => {
  const next = uniform(3);
  const sites = Array.from({ length: 12 }, () => [1.6 * next() - 0.8, 1.6 * next() - 0.8]);
  const { points, classes } = boundaryOf(nearestSite(sites));

  test('lies where the two nearest sites are its classes, equally far', () => {
    expect(classes.length).toBe(points.length / 2);
    for (let i = 0; 4 * i < points.length; i++)
      for (const t of [0.001, 0.5, 0.999]) {
        const x = points[4 * i] + t * (points[4 * i + 2] - points[4 * i]);
        const y = points[4 * i + 1] + t * (points[4 * i + 3] - points[4 * i + 1]);
        const order = sites
          .map(([sx, sy], site) => ({ site, distance: Math.hypot(x - sx, y - sy) }))
          .sort((a, b) => a.distance - b.distance);
        expect(
          order
            .slice(0, 2)
            .map(({ site }) => site)
            .sort((a, b) => a - b),
        ).toEqual([classes[2 * i], classes[2 * i + 1]]);
        expect(order[1].distance - order[0].distance).toBeLessThan(1e-12);
      }
  });

  test('has one cell a site, which tile the window', () => {
    const cells = partition(withDecision(nearestSite(sites)), SQUARE, { patterns: true }) as Partition;
    expect(Array.from(cells.patterns!).sort((a, b) => a - b)).toEqual(sites.map((_, i) => i));
    expect(Math.abs(compensatedSum(cells.areas) / 4 - 1)).toBeLessThan(1e-14);
  });

  // The bisector to the nearest other site is the nearest part of a site's own boundary.
  test('is half as far from a site as the nearest other site', () => {
    const { distance, exact } = decisionDistances(boundaryOf(nearestSite(sites)), sites.flat());
    sites.forEach(([x, y], i) => {
      const others = sites.filter((_, j) => j !== i).map(([ox, oy]) => Math.hypot(x - ox, y - oy));
      if (exact[i] === 1) expect(Math.abs(distance[i] - Math.min(...others) / 2)).toBeLessThan(1e-12);
    });
    expect(exact.filter((e) => e === 1).length).toBeGreaterThan(6);
  });

  test('with four sites on a circle meets in one point, which every class touches', () => {
    const cross = nearestSite([
      [0.5, 0.5],
      [-0.5, 0.5],
      [-0.5, -0.5],
      [0.5, -0.5],
    ]);
    const cells = partition(withDecision(cross), SQUARE) as Partition;
    expect(Array.from(cells.areas)).toEqual([1, 1, 1, 1]);
  });
});

test('of a deep classifier: the class changes across it, and nowhere else', () => {
  const network = randomNetwork([2, 12, 10, 4], 0.1, 8);
  const classOf = (x: number, y: number) => {
    const outputs = forward(network, Float64Array.of(x, y));
    return outputs.indexOf(Math.max(...outputs));
  };
  const boundary = boundaryOf(network);
  const { points, classes } = boundary;
  expect(classes.length).toBeGreaterThan(10);
  for (let i = 0; 4 * i < points.length; i++) {
    const [x1, y1, x2, y2] = points.subarray(4 * i, 4 * i + 4);
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length < 1e-4) continue;
    const sides = [1, -1].map((side) => {
      const step = (side * 1e-7) / length;
      return classOf((x1 + x2) / 2 - step * (y2 - y1), (y1 + y2) / 2 + step * (x2 - x1));
    });
    expect(sides.sort((a, b) => a - b)).toEqual([classes[2 * i], classes[2 * i + 1]]);
  }
  const next = uniform(9);
  for (let i = 0; i < 200; i++) {
    const place = [2 * next() - 1, 2 * next() - 1];
    const { distance, exact } = decisionDistances(boundary, place);
    if (exact[0] === 0) continue;
    for (let ray = 0; ray < 12; ray++) {
      const reach = distance[0] * (1 - 1e-9);
      const [dx, dy] = [Math.cos(ray), Math.sin(ray)].map((d) => d * reach);
      expect(classOf(place[0] + dx, place[1] + dy)).toBe(classOf(place[0], place[1]));
    }
  }
});

describe('defined answers:', () => {
  test('a single output changes class where its sign does', () => {
    const { points, classes } = boundaryOf(chain(2, [layer([[1, 0]], [-0.25])]));
    expect(Array.from(classes)).toEqual([0, 1]);
    expect([points[0], points[2]]).toEqual([0.25, 0.25]);
  });

  test('without a boundary every distance is Infinity, and not known to be exact', () => {
    const boundary = boundaryOf(
      chain(2, [
        layer(
          [
            [0, 0],
            [0, 0],
          ],
          [0, 1],
        ),
      ]),
    );
    expect(decisionDistances(boundary, [0, 0])).toEqual({
      distance: Float64Array.of(Infinity),
      piece: Int32Array.of(-1),
      exact: Uint8Array.of(0),
    });
  });

  test('equal outputs have no boundary: the first wins', () => {
    expect(
      boundaryOf(
        chain(2, [
          layer(
            [
              [1, 2],
              [1, 2],
            ],
            [0, 0],
          ),
        ]),
      ).points,
    ).toHaveLength(0);
  });

  test('a cap stops it as it stops the partition', () => {
    expect(decisionBoundary(randomNetwork([2, 12, 3], 0, 1), SQUARE, { maxCells: 5 })).toMatchObject({
      status: 'stopped at cap',
    });
  });
});

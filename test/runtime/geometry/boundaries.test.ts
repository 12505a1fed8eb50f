import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundariesWithin,
  nearestBoundary,
  nearestByLayer,
  visitBoundaryDistances,
} from '../../../runtime/geometry/boundaries.ts';
import { preActivations } from '../../../runtime/geometry/forward.ts';
import {
  bendsOf,
  chain,
  dense,
  denseLayers,
  inputSize,
  type PiecewiseAffineNetwork,
} from '../../../runtime/geometry/network.ts';
import { differences, firstChange, kinds, networkOfKind, unitVector } from './general.ts';
import {
  directPattern,
  directPreActivations,
  layer,
  normal,
  randomNetwork,
  randomPoints,
  uniform,
} from './networks.ts';

const STEP = 1e-7;

/** Central differences of every unit's pre-activation; exact but for rounding while no kink is near. */
function gradients(network: PiecewiseAffineNetwork, point: Float64Array): number[][][] {
  const sides = Array.from(point, (_, i) =>
    [STEP, -STEP].map((step) => directPreActivations(network, point.with(i, point[i] + step))),
  );
  return directPreActivations(network, point).map((h, l) =>
    h.map((_, k) => sides.map(([up, down]) => (up[l][k] - down[l][k]) / (2 * STEP))),
  );
}

function allDistances(network: PiecewiseAffineNetwork, points: Float64Array): number[][][] {
  const result: number[][][] = [];
  visitBoundaryDistances(network, points, (point, _, distances) => {
    (result[point] ??= []).push(Array.from(distances));
  });
  return result;
}

describe('linearised distances', () => {
  // 12 inputs into 7 units: the Jacobian is carried in an orthonormal basis of the first layer's rows.
  test.each([
    [[3, 8, 6, 5], 0],
    [[3, 8, 6, 5], 0.1],
    [[12, 7, 9, 4], 0],
    [[12, 7, 9, 4], -1],
  ])('through %j with slope %d agree with finite differences', (widths, slope) => {
    const network = randomNetwork(widths, slope, 21);
    const points = randomPoints(10, widths[0], 22);
    allDistances(network, points).forEach((layers, p) => {
      const point = points.slice(p * widths[0], (p + 1) * widths[0]);
      const h = directPreActivations(network, point);
      const g = gradients(network, point);
      layers.forEach((distances, l) => {
        distances.forEach((distance, k) => {
          const norm = Math.hypot(...g[l][k]);
          if (norm < 1e-6) expect(distance).toBe(Infinity);
          else expect(Math.abs((distance * norm) / Math.abs(h[l][k]) - 1)).toBeLessThan(1e-5);
        });
      });
    });
  });

  test('a dead unit, a zero row and units behind a dead layer have no boundary', () => {
    const network = chain(2, [
      layer(
        [
          [0, 0],
          [1, 1],
        ],
        [1, -100],
        0,
      ),
      layer(
        [
          [0, 1],
          [1, 0],
        ],
        [0.5, -1],
        0,
      ),
    ]);
    const [[first, second]] = allDistances(network, Float64Array.of(0, 0));
    expect(first).toEqual([Infinity, 100 / Math.SQRT2]);
    expect(second).toEqual([Infinity, Infinity]);
  });

  test('a point on a boundary is at distance 0', () => {
    const network = chain(2, [layer([[1, -1]], [0], 0)]);
    expect(nearestBoundary(network, Float64Array.of(2, 2))).toEqual({
      distance: Float64Array.of(0),
      layer: Int32Array.of(0),
      unit: Int32Array.of(0),
    });
  });
});

describe('nearestBoundary', () => {
  /** First change of the pattern on the ray, by bisection; Infinity if there is none up to `reach`. */
  function firstDirectChange(
    network: PiecewiseAffineNetwork,
    point: Float64Array,
    direction: number[],
    reach: number,
  ) {
    const at = (t: number) =>
      directPattern(
        network,
        point.map((x, i) => x + t * direction[i]),
      );
    const pattern = at(0);
    if (at(reach) === pattern) return Infinity;
    let [low, high] = [0, reach];
    while (high - low > 1e-13 * reach) {
      const middle = (low + high) / 2;
      if (at(middle) === pattern) low = middle;
      else high = middle;
    }
    return high;
  }

  test('is where a ray along a gradient first changes the pattern, and no ray changes it sooner', () => {
    const next = uniform(31);
    for (const [seed, slope] of [
      [1, 0],
      [2, 0.1],
      [3, -1],
    ]) {
      const network = randomNetwork([5, 9, 8, 7], slope, seed);
      const points = randomPoints(20, 5, seed + 40);
      const nearest = nearestBoundary(network, points);
      for (let p = 0; p < 20; p++) {
        const point = points.slice(5 * p, 5 * p + 5);
        const [l, k, distance] = [nearest.layer[p], nearest.unit[p], nearest.distance[p]];
        const gradient = gradients(network, point)[l][k];
        const sign = -Math.sign(directPreActivations(network, point)[l][k]);
        const norm = Math.hypot(...gradient);
        const towards = gradient.map((g) => (sign * g) / norm);
        const found = firstDirectChange(network, point, towards, distance * (1 + 1e-4));
        expect(Math.abs(found / distance - 1)).toBeLessThan(1e-5);
        for (let ray = 0; ray < 50; ray++) {
          const direction = Array.from({ length: 5 }, () => next() - 0.5);
          const length = Math.hypot(...direction);
          const unit = direction.map((x) => x / length);
          expect(firstDirectChange(network, point, unit, distance * (1 - 1e-9))).toBe(Infinity);
        }
      }
    }
  });

  test('scales with the inputs and does not change with the length of the weights', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(1e-6, 3, 1e6), (seed, scale) => {
        const network = randomNetwork([4, 6, 5], 0.1, seed);
        const points = randomPoints(3, 4, seed);
        const [first, ...rest] = denseLayers(network);
        const wide = chain(4, [{ ...first, weights: first.weights.map((w) => w / scale) }, ...rest]);
        const a = nearestBoundary(network, points);
        const b = nearestBoundary(
          wide,
          points.map((x) => x * scale),
        );
        expect(b.unit).toEqual(a.unit);
        a.distance.forEach((distance, p) => {
          expect(Math.abs(b.distance[p] / (distance * scale) - 1)).toBeLessThan(1e-9);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('without any boundary it is Infinity and names no unit', () => {
    expect(nearestBoundary(chain(2, [layer([[1, 1]], [0])]), Float64Array.of(1, 2))).toEqual({
      distance: Float64Array.of(Infinity),
      layer: Int32Array.of(-1),
      unit: Int32Array.of(-1),
    });
  });
});

describe('nearestBoundary of any network', () => {
  /** What is 0 on the boundary: a value less its threshold, or the winner less a rival. */
  function gaps(network: PiecewiseAffineNetwork, l: number, k: number, point: Float64Array) {
    const bend = bendsOf(network)[l];
    const value = (p: Float64Array) => preActivations(network, p)[l];
    if (bend.kind === 'activation')
      return bend.pieces.thresholds.map((t) => (p: Float64Array) => value(p)[k] - t);
    const each = bend.candidates.length / bend.size;
    const own = bend.candidates.subarray(k * each, (k + 1) * each).filter((c) => c !== -1);
    const winner = own.reduce((best, c) => (value(point)[c] > value(point)[best] ? c : best));
    return Array.from(
      own.filter((c) => c !== winner),
      (c) => (p: Float64Array) => value(p)[winner] - value(p)[c],
    );
  }

  test.each(kinds)(
    'is where the pattern first changes in its direction, and in no other sooner: %s',
    (kind) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
          const network = networkOfKind[kind](seed);
          const point = randomPoints(1, inputSize(network), seed + 7);
          const { distance, layer: l, unit } = nearestBoundary(network, point);
          // Steps of finite differences must stay inside the region.
          fc.pre(distance[0] > 1e-5 && distance[0] < Infinity);
          const towards = gaps(network, l[0], unit[0], point).map((gap) => {
            const gradient = differences(gap, point);
            const norm = Math.hypot(...gradient);
            const sign = -Math.sign(gap(point));
            return gradient.map((g) => (norm > 1e-7 ? (sign * g) / norm : 0));
          });
          const firsts = towards.map((direction) =>
            firstChange(network, point, direction, 1.001 * distance[0]),
          );
          // Directions are good to 1e-16 / 1e-7 in value; the distance along them is so to second order.
          expect(Math.abs(Math.min(...firsts) / distance[0] - 1)).toBeLessThan(1e-7);
          const next = normal(seed);
          for (let ray = 0; ray < 20; ray++)
            expect(
              firstChange(network, point, unitVector(point.length, next), distance[0] * (1 - 1e-9)),
            ).toBe(Infinity);
        }),
        { numRuns: 25 },
      );
    },
  );

  test('by layer has the least of each layer, and its unit', () => {
    const network = networkOfKind.image(3);
    const points = randomPoints(5, 30, 4);
    const { distance, unit, layers } = nearestByLayer(network, points);
    allDistances(network, points).forEach((byLayer, p) => {
      byLayer.forEach((distances, l) => {
        expect(distance[p * layers + l]).toBe(Math.min(...distances));
        expect(unit[p * layers + l]).toBe(distances.indexOf(Math.min(...distances)));
      });
    });
  });

  test('does not depend on how many directions are carried at a time', () => {
    const network = networkOfKind.image(8);
    const points = randomPoints(3, 30, 9);
    const few: number[][] = [];
    const all: number[][] = [];
    // A wide dead branch leaves room for a few directions at a time only.
    const wide = {
      nodes: [...network.nodes, dense(0, new Float64Array(30 * 300_000), new Float64Array(300_000))],
    };
    visitBoundaryDistances(wide, points, (_, __, distances) => void few.push([...distances]));
    visitBoundaryDistances(network, points, (_, __, distances) => void all.push([...distances]));
    few.flat().forEach((distance, i) => {
      if (distance < Infinity) expect(Math.abs(distance / all.flat()[i] - 1)).toBeLessThan(1e-12);
      else expect(all.flat()[i]).toBe(Infinity);
    });
  });
});

describe('boundariesWithin', () => {
  test('counts the distances up to each radius, by layer, and their mean', () => {
    const network = randomNetwork([6, 10, 9], 0, 51);
    const points = randomPoints(25, 6, 52);
    const radii = [0.01, 0.2, 1, Infinity];
    const { counts, mean, layers } = boundariesWithin(network, points, radii);
    expect(layers).toBe(2);
    const distances = allDistances(network, points);
    for (let l = 0; l < 2; l++) {
      radii.forEach((radius, r) => {
        const direct = distances.map((byLayer) => byLayer[l].filter((d) => d <= radius).length);
        expect(direct.map((_, p) => counts[(p * 2 + l) * 4 + r])).toEqual(direct);
        expect(mean[l * 4 + r]).toBeCloseTo(direct.reduce((a, b) => a + b) / 25, 12);
      });
    }
  });

  // Isotropic normals through g: P(a hyperplane meets the ball of radius ε at distance ρ from g) is
  // F_Beta((ε/ρ)²; 1/2, (D − 1)/2); for D = 3 that is ε/ρ (Archimedes' hat-box).
  test('in the first layer agrees with the closed form for random central hyperplanes', () => {
    const units = 20_000;
    const network = randomNetwork([3, units], 0, 61, 0);
    const { mean } = boundariesWithin(network, Float64Array.of(0, 0, 2), [0.5, 1]);
    // Five standard deviations of a binomial share.
    expect(Math.abs(mean[0] / units - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / units));
    expect(Math.abs(mean[1] / units - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / units));
  });
});

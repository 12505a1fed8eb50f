import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestByLayer } from '../../../runtime/geometry/boundaries.ts';
import { foldingAngles, visitFolds } from '../../../runtime/geometry/folding.ts';
import { preActivations } from '../../../runtime/geometry/forward.ts';
import { bendsOf, chain, inputSize } from '../../../runtime/geometry/network.ts';
import { differences, kinds, move, networkOfKind } from './general.ts';
import { layer, normal, randomPoints } from './networks.ts';

const angleBetween = (a: Float64Array, b: Float64Array) => {
  const dot = a.reduce((sum, x, i) => sum + x * b[i], 0);
  return Math.acos(Math.max(-1, Math.min(1, dot / (Math.hypot(...a) * Math.hypot(...b)))));
};

describe('visitFolds', () => {
  // Folding is exact along a boundary of the point's own region: there the gradient really changes so. Where
  // several units' boundaries coincide they all change there, and folding looks at one.
  test.each(kinds.filter((kind) => kind !== 'degenerate'))(
    'agrees with gradients on both sides of the nearest boundary: %s',
    (kind) => {
      let compared = 0;
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
          const network = networkOfKind[kind](seed);
          const point = randomPoints(1, inputSize(network), seed + 3);
          const { distance, unit } = nearestByLayer(network, point);
          const bends = bendsOf(network);
          const layerOf = distance.indexOf(Math.min(...distance));
          const bend = bends[layerOf];
          if (bend.kind !== 'activation' || bends[layerOf + 1]?.kind !== 'activation') return;
          const rest = distance.filter((_, l) => l !== layerOf);
          if (!(distance[layerOf] > 1e-4) || Math.min(...rest) < 1.2 * distance[layerOf]) return;
          const value = (l: number, k: number) => (p: Float64Array) => preActivations(network, p)[l][k];
          const own = differences(value(layerOf, unit[layerOf]), point);
          const norm = Math.hypot(...own);
          const h = value(layerOf, unit[layerOf])(point);
          const gaps = bend.pieces.thresholds.map((t) => h - t);
          const gap = gaps.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
          const across = move(
            point,
            own.map((g) => (-Math.sign(gap) * g) / norm),
            distance[layerOf] * 1.01,
          );
          const second = nearestByLayer(network, across).distance;
          if (Math.min(...second) < 1e-6) return;
          visitFolds(network, point, (_, crossed, folded, angles) => {
            if (crossed.layer !== layerOf) return;
            expect(crossed.unit).toBe(unit[layerOf]);
            angles.forEach((angle, j) => {
              const [before, after] = [point, across].map((p) => differences(value(folded, j), p));
              if (Math.min(Math.hypot(...before), Math.hypot(...after)) < 1e-4) return;
              // arccos near 1 turns rounding of 1e-8 into 1e-4
              expect(Math.abs(angle - angleBetween(before, after))).toBeLessThan(2e-4);
              compared++;
            });
          });
        }),
        { numRuns: 60 },
      );
      if (kind !== 'one input') expect(compared).toBeGreaterThan(5);
    },
  );

  // n(q) = Σ_k v_k q_k w_k / σ_k, n' = n − (1 − η) v_i w_i / σ_i from the active side.
  test.each([0, 0.1, 0.5, -1])('is the closed form of two normalized layers, slope %d', (slope) => {
    const next = normal(17);
    const w = Array.from({ length: 6 }, () => Array.from({ length: 4 }, next));
    const sigma = w.map(() => Math.exp(next()));
    const v = Array.from({ length: 5 }, () => Array.from({ length: 6 }, next));
    const scaled = w.map((row, k) => row.map((x) => x / sigma[k]));
    const network = chain(4, [
      layer(
        scaled,
        w.map(() => 0.2 * next()),
        slope,
      ),
      layer(v, [0, 1, -1, 0.5, 0], slope),
    ]);
    const points = randomPoints(30, 4, 18);
    let visited = 0;
    visitFolds(network, points, (p, { unit: i }, folded, angles) => {
      expect(folded).toBe(1);
      const active = [...preActivations(network, points.slice(4 * p, 4 * p + 4))[0]].map((h) => h > 0);
      const normalOf = (j: number, on: boolean[]) =>
        Float64Array.from({ length: 4 }, (_, d) =>
          on.reduce((sum, up, k) => sum + (v[j][k] * (up ? 1 : slope) * w[k][d]) / sigma[k], 0),
        );
      angles.forEach((angle, j) => {
        visited++;
        const on = normalOf(j, active.with(i, true));
        const off = on.map((x, d) => x - ((1 - slope) * v[j][i] * w[i][d]) / sigma[i]);
        expect(Math.abs(angle - angleBetween(on, off))).toBeLessThan(1e-7);
      });
    });
    expect(visited).toBe(150);
  });

  // science: for η > 0 a boundary folds less again once w_i / σ_i dominates, since both normals turn parallel.
  test('is not monotone in σ for leaky units; for rectified ones it goes to that of the normals', () => {
    const fold = (slope: number, sigma: number) => {
      const network = chain(2, [
        layer(
          [
            [1 / sigma, 0],
            [0, 1],
          ],
          [0.1 / sigma, 5],
          slope,
        ),
        layer([[1, 1]], [0], slope),
      ]);
      let angle = NaN;
      visitFolds(network, Float64Array.of(0, 0), (_, { unit }, __, angles) => {
        expect(unit).toBe(0);
        [angle] = angles;
      });
      return angle;
    };
    const degrees = [10, 1, 0.1, 0.001].map((sigma) => (fold(0.1, sigma) * 180) / Math.PI);
    expect(degrees[1]).toBeGreaterThan(degrees[0]);
    expect(degrees[3]).toBeLessThan(degrees[2]);
    expect(fold(0, 1e-9)).toBeCloseTo(Math.PI / 2, 8);
  });
});

describe('foldingAngles', () => {
  test('are means over units with an angle; the first layer does not fold', () => {
    const network = networkOfKind['leaky relu'](2);
    const points = randomPoints(6, 4, 3);
    const { mean, layers } = foldingAngles(network, points);
    expect(layers).toBe(4);
    visitFolds(network, points, (p, _, l, angles) => {
      expect(mean[p * layers + l]).toBeCloseTo(angles.reduce((a, b) => a + b) / angles.length, 14);
    });
    for (let p = 0; p < 6; p++) expect(mean[p * layers]).toBe(0);
  });

  test('are not numbers behind a layer without boundaries', () => {
    const network = chain(1, [layer([[0]], [1], 0), layer([[1]], [0.5], 0)]);
    expect([...foldingAngles(network, Float64Array.of(3)).mean]).toEqual([0, NaN]);
  });
});

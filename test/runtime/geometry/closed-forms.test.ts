import { describe, expect, test } from 'vitest';
import { boundariesWithin } from '../../../runtime/geometry/boundaries.ts';
import { crossings } from '../../../runtime/geometry/crossings.ts';
import { forward, preActivations } from '../../../runtime/geometry/forward.ts';
import { chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { layer, normal, randomNetwork, randomPoints } from './networks.ts';

/** P(|⟨w, e⟩| ≤ a) for w uniform on the sphere of R^D: F_Beta(a²; 1/2, (D − 1)/2), by Simpson's rule. */
function capShare(a: number, dimension: number): number {
  const area = (to: number) => {
    const steps = 2000;
    let sum = 0;
    for (let i = 0; i <= steps; i++) {
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      sum += weight * (1 - ((to * i) / steps) ** 2) ** ((dimension - 3) / 2);
    }
    return (sum * to) / (3 * steps);
  };
  return a >= 1 ? 1 : area(a) / area(1);
}

/** Five standard deviations of a share of so many. */
const spread = (share: number, count: number) => 5 * Math.sqrt((share * (1 - share)) / count);

describe('random hyperplanes', () => {
  const units = 20_000;

  // science §2.5, with the numbers it gives
  test.each([
    [0.5, 0.996],
    [1, 0.8136],
    [3, 0.3337],
  ])(
    'through g meet the ball of radius 0.3 at distance %d with a share of %d in 20 dimensions',
    (rho, known) => {
      const expected = capShare(0.3 / rho, 20);
      expect(expected).toBeCloseTo(known, 3);
      const network = randomNetwork([20, units], 0, 1, 0);
      const point = new Float64Array(20);
      point[3] = rho;
      const { mean } = boundariesWithin(network, point, [0.3]);
      expect(Math.abs(mean[0] / units - expected)).toBeLessThan(spread(expected, units));
    },
  );

  // Lemma 1 of Riedi, Balestriero & Baraniuk (2026): P = ∠(u − g, v − g) / π
  test.each([0.5, 1, 2])(
    'through g separate two points with the angle between them over π (ρ/r = %d)',
    (ratio) => {
      const network = randomNetwork([6, units], 0, 2, 0);
      // u and v at ±1 along one axis, their middle at distance ρ from g = 0 along another: r = 1
      const [u, v] = [1, -1].map((x) => Float64Array.of(x, ratio, 0, 0, 0, 0));
      const angle = 2 * Math.atan(1 / ratio);
      const { t } = crossings(network, Float64Array.of(...u, ...v));
      expect(Math.abs(t.length / units - angle / Math.PI)).toBeLessThan(spread(angle / Math.PI, units));
    },
  );

  // science §2.6: c ~ N(0, s²) gives arccos(ρ)/π with ρ = (uᵀv + s²) / √((‖u‖² + s²)(‖v‖² + s²))
  test.each([0, 1, 5])(
    'with offsets of standard deviation %d separate as often as the closed form says',
    (s) => {
      const next = normal(3);
      const rows = Array.from({ length: units }, () => [next(), next(), next()]);
      const network = chain(3, [
        layer(
          rows,
          rows.map(() => s * next()),
          0,
        ),
      ]);
      const [u, v] = [Float64Array.of(1, 2, -1), Float64Array.of(-0.5, 1, 0.7)];
      const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], s * s);
      const expected = Math.acos(dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v))) / Math.PI;
      const { t } = crossings(network, Float64Array.of(...u, ...v));
      expect(Math.abs(t.length / units - expected)).toBeLessThan(spread(expected, units));
    },
  );
});

// Appendix A of the 2026 paper: with both layers centred, G1 = {x: layer 1 maps x to g1} does not depend on the
// factors b of layer 1, and every second boundary passes through it.
describe('two centred layers', () => {
  const size = 5;
  const points = randomPoints(60, size, 4).map((x) => x + 0.8);
  const mean = (values: Float64Array, k: number) => {
    let sum = 0;
    for (let at = k; at < values.length; at += size) sum += values[at];
    return (sum * size) / values.length;
  };

  function centredTwice(factors: number[], slope: number) {
    const next = normal(5);
    const rows = (scale: (k: number) => number) =>
      Array.from({ length: size }, (_, k) => Array.from({ length: size }, () => next() * scale(k)));
    const centre = (weights: number[][], inputs: Float64Array) =>
      weights.map((row) => -row.reduce((sum, w, i) => sum + w * mean(inputs, i), 0));
    const first = rows((k) => 1 / factors[k]);
    const one = chain(size, [layer(first, centre(first, points), slope)]);
    const features = forward(one, points);
    const second = rows(() => 1);
    const network = chain(size, [
      layer(first, centre(first, points), slope),
      layer(second, centre(second, features), slope),
    ]);
    return { network, first, g1: Float64Array.from({ length: size }, (_, k) => mean(features, k)) };
  }

  /** The point that the first layer maps to g1: W(x − g) = a⁻¹(g1), by elimination. */
  function pointOf(first: number[][], g1: Float64Array, slope: number): Float64Array {
    const right = [...g1].map((y) => (y > 0 ? y : y / slope));
    const a = first.map((row, k) => [...row, right[k]]);
    for (let c = 0; c < size; c++) {
      const pivot = a
        .slice(c)
        .reduce((best, _, i, rest) => (Math.abs(rest[i][c]) > Math.abs(rest[best][c]) ? i : best), 0);
      [a[c], a[c + pivot]] = [a[c + pivot], a[c]];
      for (let r = 0; r < size; r++)
        if (r !== c) {
          const factor = a[r][c] / a[c][c];
          for (let j = c; j <= size; j++) a[r][j] -= factor * a[c][j];
        }
    }
    return Float64Array.from({ length: size }, (_, i) => a[i][size] / a[i][i] + mean(points, i));
  }

  test.each([0, 0.1, -1])(
    'let every second boundary pass through one point, whatever the factors (slope %d)',
    (slope) => {
      const [a, b] = [
        [1, 1, 1, 1, 1],
        [0.3, 2, 0.7, 5, 1.4],
      ].map((factors) => {
        const { network, first, g1 } = centredTwice(factors, slope);
        const meeting = pointOf(first, g1, slope);
        // Rounding of five terms of size 1 to 10, through a system of condition up to some hundreds.
        for (const h of preActivations(network, meeting)[1]) expect(Math.abs(h)).toBeLessThan(1e-12);
        return meeting;
      });
      a.forEach((x, i) => {
        expect(b[i]).toBeCloseTo(x, 11);
      });
    },
  );

  test('count regions: 2m of the plane by m lines through a point, found along a circle', () => {
    for (const m of [3, 6, 8]) {
      const network: PiecewiseAffineNetwork = randomNetwork([2, m], 0, 6 + m, 0);
      const circle = Float64Array.from({ length: 2 * 721 }, (_, i) => {
        const angle = (Math.PI * Math.floor(i / 2)) / 360 + 0.1;
        return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
      });
      expect(crossings(network, circle).t.length).toBe(2 * m);
    }
  });
});

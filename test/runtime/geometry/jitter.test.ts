import { describe, expect, test } from 'vitest';
import { preActivations } from '../../../runtime/geometry/forward.ts';
import { batchJitter, rigidShare, shuffledApart } from '../../../runtime/geometry/jitter.ts';
import { chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { networkOfKind } from './general.ts';
import { layer, normal, randomNetwork, randomPoints, uniform } from './networks.ts';

const N = 4000;

/** Batches of so many of n points; each batch without repetition unless `again`. */
function batchesOf(count: number, size: number, n: number, seed: number, again = false): Int32Array[] {
  const next = uniform(seed);
  return Array.from({ length: count }, () => {
    if (again) return Int32Array.from({ length: size }, () => Math.floor(n * next()));
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < size; i++) {
      const j = i + Math.floor((n - i) * next());
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order.slice(0, size);
  });
}

/** The first layer moved so that each hyperplane passes through the mean, as batch normalization with β = 0 does. */
function centred(network: PiecewiseAffineNetwork, points: Float64Array): PiecewiseAffineNetwork {
  const nodes = [...network.nodes];
  const first = nodes[1];
  if (first.kind !== 'dense') throw new Error('a dense node comes first');
  const [values] = preActivations(network, points);
  const mean = new Float64Array(first.size);
  values.forEach((value, i) => {
    mean[i % first.size] += (value * first.size) / values.length;
  });
  nodes[1] = { ...first, bias: first.bias.map((b, k) => b - mean[k]) };
  return { nodes };
}

describe('batchJitter', () => {
  const points = randomPoints(N, 5, 1).map((x, i) => (1 + (i % 5)) * x + 2);
  const network = centred(randomNetwork([5, 12], 0, 2), points);

  // The first layer's statistics are those of normal pre-activations, also as dimensions mix.
  test.each([
    [16, true],
    [64, true],
    [64, false],
    [2000, false],
  ])('of batches of %d, repetition %s, follows the laws of means and deviations', (size, again) => {
    const count = 1000;
    const [jitter] = batchJitter(network, points, batchesOf(count, size, N, 3, again));
    const correction = again ? 1 : Math.sqrt((N - size) / (N - 1));
    // Sampling error of a standard deviation over 1000 batches and at least 5 independent directions: under
    // 1/√(2 · 5000) = 1 %; four of those.
    expect(Math.abs(jitter!.mean * Math.sqrt(size) - correction)).toBeLessThan(0.04 * correction);
    // Hyperplanes through the mean move by (rms distance) / √B.
    expect(Math.abs(jitter!.relative * Math.sqrt(size) - correction)).toBeLessThan(0.04 * correction);
    // E(σ_B/σ − 1)² ≈ 1/(2B) to first order in 1/B; 1/B of that and the sample's own kurtosis are left.
    expect(Math.abs(jitter!.deviation * Math.sqrt(2 * size) - correction)).toBeLessThan(
      (0.06 + 1 / size) * correction,
    );
  });

  test('is what the definitions say, batch by batch, with an offset and a gain', () => {
    const net = randomNetwork([5, 4], 0, 8);
    const batches = batchesOf(3, 10, N, 9);
    const [jitter] = batchJitter(net, points, batches);
    const u = preActivations(net, points)[0];
    const { weights } = net.nodes[1] as { weights: Float64Array };
    const moments = (rows: number[], k: number) => {
      const mean = rows.reduce((sum, r) => sum + u[4 * r + k], 0) / rows.length;
      return [mean, Math.sqrt(rows.reduce((sum, r) => sum + (u[4 * r + k] - mean) ** 2, 0) / rows.length)];
    };
    batches.forEach((batch, b) => {
      for (let k = 0; k < 4; k++) {
        const [beta, gamma] = moments([...Array(N).keys()], k);
        const [mean, deviation] = moments([...batch], k);
        const norm = Math.hypot(...weights.subarray(5 * k, 5 * k + 5));
        // γ (u − μ_B) / σ_B + β = 0
        expect(jitter!.displacement[4 * b + k]).toBeCloseTo((mean - (deviation * beta) / gamma) / norm, 11);
      }
    });
  });

  test('of batches of all points is nothing, in any network', () => {
    const image = networkOfKind.image(5);
    const some = randomPoints(40, 30, 6);
    const all = Int32Array.from({ length: 40 }, (_, i) => i);
    const layers = batchJitter(image, some, [all, all.toReversed()]);
    expect(layers.map((each) => each === undefined)).toEqual([false, true, false, false]);
    for (const each of layers)
      if (each) {
        expect(each.mean).toBeLessThan(1e-13);
        expect(each.deviation).toBeLessThan(1e-13);
        expect(each.relative).toBeLessThan(1e-12);
      }
  });

  test('leaves out units that are constant or have no weights', () => {
    const dead = chain(2, [
      layer(
        [
          [0, 0],
          [1, 0],
        ],
        [3, 0],
        0,
      ),
    ]);
    const [jitter] = batchJitter(dead, Float64Array.of(1, 0, -1, 0), [Int32Array.of(0)]);
    expect([...jitter!.displacement]).toEqual([0, 1]);
    expect([...jitter!.normals!]).toEqual([0, 0, 1, 0]);
  });

  test('refuses batches that are empty or name points that are not there', () => {
    const net = randomNetwork([2, 2], 0, 1);
    const two = Float64Array.of(0, 1, 2, 3);
    expect(() => batchJitter(net, two, [])).toThrow('at least one batch');
    expect(() => batchJitter(net, two, [new Int32Array(0)])).toThrow('at least one point');
    expect(() => batchJitter(net, two, [Int32Array.of(2)])).toThrow('names point 2 of 2');
  });

  // All units share the batch mean g_B, so that the arrangement moves by g_B − g; noise of its own for each unit does not.
  test('of a first layer is a translation, and of independent noise with the same law is not', () => {
    const wide = centred(randomNetwork([5, 40], 0, 12), points);
    const batches = batchesOf(400, 32, N, 13);
    const [jitter] = batchJitter(wide, points, batches);
    expect(rigidShare(jitter!.displacement, jitter!.normals!, 40)).toBeGreaterThan(1 - 1e-12);
    const orders = Array.from({ length: 40 }, (_, k) => batchesOf(1, 400, 400, 100 + k)[0]);
    const apart = shuffledApart(jitter!.displacement, orders);
    for (let k = 0; k < 40; k++) {
      const column = (values: Float64Array) =>
        [...values.filter((_, i) => i % 40 === k)].sort((a, b) => a - b);
      expect(column(apart)).toEqual(column(jitter!.displacement));
    }
    // Displacements differ in size from unit to unit, so the share is near 5/40 and not equal to it.
    const share = rigidShare(apart, jitter!.normals!, 40);
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.25);
  });
});

describe('rigidShare', () => {
  test('of independent equal noise is dimensions / hyperplanes', () => {
    const next = normal(21);
    const [units, dimensions, batches] = [30, 6, 3000];
    const normals = Float64Array.from({ length: units * dimensions }, next);
    const noise = Float64Array.from({ length: units * batches }, next);
    // Each batch's share has mean 1/5 and a standard deviation of about 0.1.
    expect(Math.abs(rigidShare(noise, normals, units) - 0.2)).toBeLessThan((5 * 0.1) / Math.sqrt(batches));
  });

  test('counts dependent dimensions once', () => {
    const normals = Float64Array.of(1, 2, 0, 1, 2, 0, 1, 2, 0);
    expect(rigidShare(Float64Array.of(2, 2, 2), normals, 3)).toBeCloseTo(1, 14);
    expect(rigidShare(Float64Array.of(1, -1, 0), normals, 3)).toBeCloseTo(0, 14);
    expect(rigidShare(Float64Array.of(0, 0, 0), normals, 3)).toBeNaN();
  });
});

import { describe, expect, test } from 'vitest';
import { centring } from '../../../runtime/geometry/centring.ts';
import { evaluate, preActivations } from '../../../runtime/geometry/forward.ts';
import { hyperplanesOf } from '../../../runtime/geometry/hyperplanes.ts';
import { slidingWindow } from '../../../runtime/geometry/image.ts';
import {
  activation,
  averagePooling,
  batchNorm,
  convolution,
  dense,
  input,
  type PiecewiseAffineNetwork,
  sum,
} from '../../../runtime/geometry/network.ts';
import { hardTanh, relu } from '../../../runtime/geometry/pieces.ts';
import { networkOfKind } from './general.ts';
import { normal, randomPoints } from './networks.ts';

const some = (n: number, seed: number) => Float64Array.from({ length: n }, normal(seed));

const last = ({ nodes }: PiecewiseAffineNetwork) => {
  const node = nodes[nodes.length - 1];
  if (node.kind !== 'activation') throw new Error('an activation comes last');
  return node;
};

describe('hyperplanesOf', () => {
  test('are the scaled rows of a dense node', () => {
    const weights = some(6, 1);
    const network: PiecewiseAffineNetwork = {
      nodes: [
        input(3),
        dense(0, weights, some(2, 2)),
        { kind: 'scale', from: 1, size: 2, factor: Float64Array.of(-2, 3), offset: some(2, 3) },
        activation(2, 2, relu),
      ],
    };
    const { count, norms, normals } = hyperplanesOf(network, last(network));
    expect(count).toBe(2);
    expect([...normals!]).toEqual([...weights.map((w, i) => (i < 3 ? -2 : 3) * w)]);
    expect(norms[1]).toBeCloseTo(3 * Math.hypot(...weights.subarray(3)), 14);
  });

  test('of a convolution are those of its filters', () => {
    const image = { height: 4, width: 5, channels: 2 };
    const weights = some(3 * 9 * 2, 4);
    const conv = convolution(0, image, slidingWindow([3, 3], { padding: [1, 1, 1, 1] }), weights, some(3, 5));
    const network = { nodes: [input(40), conv, activation(1, conv.size, relu)] };
    const { count, norms } = hyperplanesOf(network, last(network));
    expect(count).toBe(3);
    norms.forEach((norm, f) => {
      expect(norm).toBeCloseTo(Math.hypot(...weights.subarray(18 * f, 18 * f + 18)), 14);
    });
  });

  // Whatever lies between: the length is that of the gradient with respect to all values that are read.
  test('behind sums, means and dense nodes have the length of the gradient', () => {
    const image = { height: 2, width: 2, channels: 2 };
    const network: PiecewiseAffineNetwork = {
      nodes: [
        input(8),
        dense(0, some(64, 6), some(8, 7)),
        activation(1, 8, relu),
        dense(2, some(64, 8), some(8, 9)),
        sum([0, 2, 3], 8),
        averagePooling(4, image, slidingWindow([1, 2])),
        dense(5, some(12, 10), some(3, 11)),
        activation(6, 3, relu),
      ],
    };
    const { norms, normals, count } = hyperplanesOf(network, last(network));
    expect([count, normals]).toEqual([3, undefined]);
    // The affine part as a network of its own: what it reads, the input and the values of node 2, is its input.
    const part: PiecewiseAffineNetwork = {
      nodes: [
        input(16),
        dense(0, identityPart(0), new Float64Array(8)),
        dense(0, identityPart(8), new Float64Array(8)),
        { ...network.nodes[3], from: 2 } as never,
        sum([1, 2, 3], 8),
        network.nodes[5],
        network.nodes[6],
        network.nodes[7],
      ],
    };
    const at = some(16, 12);
    norms.forEach((norm, k) => {
      const value = (x: Float64Array) => preActivations(part, x)[0][k];
      const gradient = at.map((x, i) => value(at.with(i, x + 0.5)) - value(at.with(i, x - 0.5)));
      expect(norm).toBeCloseTo(Math.hypot(...gradient), 12);
    });
  });

  const identityPart = (from: number) =>
    Float64Array.from({ length: 8 * 16 }, (_, i) => (i % 16 === from + Math.floor(i / 16) ? 1 : 0));

  test('of an activation on the input itself have length 1', () => {
    const network = { nodes: [input(2), activation(0, 2, relu)] };
    expect([...hyperplanesOf(network, last(network)).norms]).toEqual([1, 1]);
  });
});

describe('centring with batch normalization', () => {
  const points = randomPoints(300, 4, 20).map((x) => 2 * x + 1);

  /** A dense layer with batch normalization over the points, and what its statistics are. */
  function normalized(gain: { scale: Float64Array; offset: Float64Array }, epsilon: number) {
    const nodes = [input(4), dense(0, some(24, 21), some(6, 22))];
    const mean = new Float64Array(6);
    const variance = new Float64Array(6);
    evaluate({ nodes }, points, (values) => {
      values[1].forEach((u, i) => void (mean[i % 6] += u / 300));
    });
    evaluate({ nodes }, points, (values) => {
      values[1].forEach((u, i) => void (variance[i % 6] += (u - mean[i % 6]) ** 2 / 300));
    });
    const norm = batchNorm(1, 6, { mean, variance, epsilon }, gain);
    const lengths = Array.from({ length: 6 }, (_, k) =>
      Math.hypot(...some(24, 21).subarray(4 * k, 4 * k + 4)),
    );
    return { network: { nodes: [...nodes, norm, activation(2, 6, relu)] }, variance, lengths };
  }

  test('without offset puts every hyperplane through the mean, where least squares are', () => {
    const gain = { scale: some(6, 23), offset: new Float64Array(6) };
    const { network, variance, lengths } = normalized(gain, 1e-3);
    const [{ residual, leastSquares, meanSquaredDistance }] = centring(network, points);
    expect(residual).toBeLessThan(1e-13);
    leastSquares.forEach((least, k) => {
      expect(least).toBeCloseTo(variance[k] / lengths[k] ** 2, 11);
      expect(meanSquaredDistance[k]).toBeCloseTo(least, 13);
    });
  });

  test('with β and γ has the offset √(σ² + ε) β / γ', () => {
    const gain = { scale: some(6, 24), offset: some(6, 25) };
    const { network, variance, lengths } = normalized(gain, 1e-3);
    const [{ offset }] = centring(network, points);
    offset.forEach((distance, k) => {
      const expected = (Math.sqrt(variance[k] + 1e-3) * gain.offset[k]) / gain.scale[k] / lengths[k];
      // γ turns the normal round where it is negative.
      expect(distance).toBeCloseTo(Math.sign(gain.scale[k]) * expected, 11);
    });
  });

  test('in a convolution is over all positions', () => {
    const image = { height: 4, width: 4, channels: 1 };
    const conv = convolution(0, image, slidingWindow([2, 2]), some(8, 30), Float64Array.of(0, 0));
    const network = { nodes: [input(16), conv, activation(1, conv.size, relu)] };
    const images = randomPoints(50, 16, 31).map((x) => x + 1);
    const [values] = preActivations(network, images);
    const mean = [0, 1].map((c) => values.filter((_, i) => i % 2 === c).reduce((a, b) => a + b) / (50 * 9));
    const centred = {
      nodes: [input(16), { ...conv, bias: Float64Array.from(mean, (m) => -m) }, network.nodes[2]],
    };
    expect(centring(centred, images)[0].residual).toBeLessThan(1e-13);
    const norms = [0, 4].map((at) => Math.hypot(...some(8, 30).subarray(at, at + 4)));
    expect(centring(network, images)[0].residual).toBeCloseTo(
      Math.max(...mean.map((m, c) => Math.abs(m) / norms[c])),
      12,
    );
  });

  test('looks at the nearest of several thresholds', () => {
    const network: PiecewiseAffineNetwork = {
      nodes: [input(1), dense(0, Float64Array.of(2), Float64Array.of(0)), activation(1, 1, hardTanh())],
    };
    const [{ residual }] = centring(network, Float64Array.of(0, 0.6));
    expect(residual).toBeCloseTo(0.2, 15);
  });

  test('has no hyperplanes for a maximum', () => {
    const layers = centring(networkOfKind.image(1), randomPoints(5, 30, 2));
    expect(layers.map(({ residual, offset }) => [Number.isNaN(residual), offset.length])).toEqual([
      [false, 3],
      [true, 0],
      [false, 3],
      [false, 8],
    ]);
  });
});

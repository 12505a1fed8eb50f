import { expect, test } from 'vitest';
import { centring } from '../../../runtime/geometry/centring.ts';
import { preActivations } from '../../../runtime/geometry/forward.ts';
import { chain, denseLayers, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { layer, randomNetwork, randomPoints } from './networks.ts';

const points = randomPoints(200, 3, 11).map((x) => x + 0.7);

/** The network with each layer's biases moved so that its mean pre-activation over the points is 0. */
function centred(network: PiecewiseAffineNetwork): PiecewiseAffineNetwork {
  const moved = denseLayers(network).map((each) => ({ ...each, bias: each.bias.slice() }));
  moved.forEach(({ bias, outputs }, l) => {
    const values = preActivations(chain(3, moved), points)[l];
    for (let k = 0; k < outputs; k++) {
      let sum = 0;
      for (let r = 0; r < 200; r++) sum += values[r * outputs + k];
      bias[k] -= sum / 200;
    }
  });
  return chain(3, moved);
}

test('hyperplanes through the mean have residual 0 and the least mean squared distance', () => {
  for (const { residual, meanSquaredDistance, leastSquares } of centring(
    centred(randomNetwork([3, 6, 5, 4], 0.1, 2)),
    points,
  )) {
    expect(residual).toBeLessThan(1e-14);
    meanSquaredDistance.forEach((value, k) => {
      expect(value).toBeCloseTo(leastSquares[k], 13);
    });
  }
});

test('the least squares are what a scan of the offset finds', () => {
  const network = randomNetwork([3, 2], 0, 3);
  const [{ leastSquares, meanSquaredDistance, residual }] = centring(network, points);
  const { weights, bias } = denseLayers(network)[0];
  const offAtMean: number[] = [];
  for (const k of [0, 1]) {
    const w = weights.subarray(3 * k, 3 * k + 3);
    const norm = Math.hypot(...w);
    const distances = (offset: number) => {
      let sum = 0;
      for (let r = 0; r < 200; r++)
        sum +=
          ((w[0] * points[3 * r] + w[1] * points[3 * r + 1] + w[2] * points[3 * r + 2] + offset) / norm) ** 2;
      return sum / 200;
    };
    expect(meanSquaredDistance[k]).toBeCloseTo(distances(bias[k]), 12);
    let best = Infinity;
    let at = 0;
    for (let offset = -6; offset <= 6; offset += 1e-3)
      if (distances(offset) < best) [best, at] = [distances(offset), offset];
    // The scan misses the minimum by half a step at most: 2.5e-7 / ‖w‖² in the value.
    expect(best - leastSquares[k]).toBeGreaterThanOrEqual(-1e-12);
    expect(best - leastSquares[k]).toBeLessThan(2.6e-7 / norm ** 2);
    offAtMean.push(Math.abs(bias[k] - at) / norm);
  }
  expect(Math.abs(residual - Math.max(...offAtMean))).toBeLessThan(2e-3);
});

test('rescaling a unit changes nothing', () => {
  const network = chain(3, [layer([[1, 2, -1]], [0.3], 0)]);
  const scaled = chain(3, [layer([[1e3, 2e3, -1e3]], [300], 0)]);
  const [a] = centring(network, points);
  const [b] = centring(scaled, points);
  expect(b.residual).toBeCloseTo(a.residual, 12);
  expect(b.leastSquares[0]).toBeCloseTo(a.leastSquares[0], 12);
});

test('a unit without weights has no hyperplane', () => {
  const [{ residual, leastSquares }] = centring(chain(3, [layer([[0, 0, 0]], [1], 0)]), points);
  expect(residual).toBe(0);
  expect(leastSquares[0]).toBeNaN();
});

test('an output layer without activation has no record, and no points are refused', () => {
  const network = chain(3, [layer([[1, 0, 0]], [0], 0), layer([[1]], [0])]);
  expect(centring(network, points)).toHaveLength(1);
  expect(() => centring(network, new Float64Array())).toThrow('at least one point');
});

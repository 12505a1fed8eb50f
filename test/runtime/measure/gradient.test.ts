import { describe, expect, it } from 'vitest';
import type { Construct, Measurement, NetworkSpec, Setting } from '../../../compiler/plan/plan.ts';
import { batchLosses, normOf } from '../../../runtime/measure/gradient.ts';
import { measure } from '../../../runtime/measure/measure.ts';
import type { NetworkPlace } from '../../../runtime/measure/measured.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { stream } from '../../../runtime/random/stream.ts';
import { initialVariables } from '../../../runtime/train/initialize.ts';
import type { Variables } from '../../../runtime/train/variables.ts';
import { construct } from '../../support/construct.ts';
import { batchNorm, dense, networkOf, normal, relu, somePoints } from '../networks.ts';

const points: Points = { ...somePoints(30, 2), labels: Int32Array.from({ length: 30 }, (_, i) => i % 2) };
const ref = { is: 'data', name: 'points', part: 'all' };

function place(network: NetworkSpec, variables: Variables, loss: Construct): NetworkPlace {
  const missing = () => {
    throw new Error('gradients need no evaluation');
  };
  return {
    ...{ form: missing, predict: missing, inBatch: missing, certificate: {} },
    points: () => points,
    training: points,
    current: { network, variables, step: 0 },
    loss,
    random: (purpose, ...path) => stream(1, purpose, ...path),
  };
}

function take(at: NetworkPlace, value: Construct, by: string[] = []) {
  const measurement: Measurement = { value, at: ['initial'], by, unit: 'one', title: '', indices: [] };
  return measure(measurement, at).arrays;
}

/** Loss and gradient of each batch where the network is. */
function* batchesOf(at: NetworkPlace, settings: Readonly<Record<string, Setting>>) {
  for (const { here, at: lossAt } of batchLosses({ ...at, settings, by: [] }, 'test')) yield lossAt(here);
}

const deep = networkOf(2, dense(5), batchNorm(), relu, dense(4, normal(1)), relu, dense(2, normal(1)));
const crossEntropy = construct('cross_entropy', { label_smoothing: 0.1 });
const start = initialVariables(deep, 1, 1, points);
const settings = { points: ref, batch: 12, batches: 2 };

describe('the gradient of a batch', () => {
  it('agrees with finite differences of the loss, variable by variable', () => {
    const at = { ...place(deep, start, crossEntropy), settings, by: [] };
    for (const { here, at: lossAt } of batchLosses(at, 'test')) {
      const { gradient } = lossAt(here);
      for (const [name, values] of Object.entries(here))
        for (let i = 0; i < values.length; i++) {
          const nudged = (by: number) =>
            lossAt({ ...here, [name]: values.map((value, j) => (i === j ? value + by : value)) }).loss;
          // Central differences of a smooth piece: h² = 1e-10 of curvature, rounding 1e-16 / h = 1e-11.
          expect(gradient[name][i]).toBeCloseTo((nudged(1e-5) - nudged(-1e-5)) / 2e-5, 8);
        }
    }
  });

  it('is the same at every moment for the same variables, and leaves them alone', () => {
    const at = { ...place(deep, start, crossEntropy), settings, by: [] };
    const value = construct('gradient_norm', settings);
    const before = structuredClone(start);
    expect(take(at, value)).toEqual(take(at, value));
    expect(start).toEqual(before);
  });
});

describe('gradient_norm', () => {
  const value = construct('gradient_norm', settings);
  it('is the mean over batches of the norm, whole or by layers that bend', () => {
    const at = place(deep, start, crossEntropy);
    const found = Array.from(batchesOf(at, settings), ({ gradient }) => gradient);
    expect(found).toHaveLength(2);
    const mean = (of: (gradient: Variables) => number) => (of(found[0]) + of(found[1])) / 2;
    const part = (prefixes: string[]) => (gradient: Variables) =>
      Math.hypot(
        ...Object.entries(gradient)
          .filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)))
          .flatMap(([, values]) => [...values]),
      );
    expect(take(at, value).value.data[0]).toBeCloseTo(mean(part(['0.', '1.', '3.', '5.'])), 12);
    const layers = take(at, value, ['layer']).value;
    expect(layers.shape).toEqual([2]);
    expect(layers.data[0]).toBeCloseTo(mean(part(['0.', '1.'])), 12);
    expect(layers.data[1]).toBeCloseTo(mean(part(['3.'])), 12);
  });
});

describe('along the gradient of a quadratic loss', () => {
  // Squared error of W x: the Hessian is 2 / (batch · classes) · Σ x xᵀ for each row of W, the same everywhere.
  const linear = networkOf(2, dense(2));
  const variables = initialVariables(linear, 1, 1, points);
  const at = place(linear, variables, construct('mean_squared_error'));
  const rows = stream(1, 'batches', 0).permutation(30).subarray(0, 12);
  const hessian = [0, 0, 0, 0];
  for (const row of rows)
    for (const i of [0, 1])
      for (const j of [0, 1])
        hessian[2 * i + j] += (2 / 24) * points.inputs[2 * row + i] * points.inputs[2 * row + j];
  const one = { points: ref, batch: 12, batches: 1, steps: [0.1, 0.3] };

  it('smoothness and change are those of the Hessian along the gradient, and below its largest eigenvalue', () => {
    const [{ loss, gradient }] = batchesOf(at, one);
    const g = gradient['0.weights'];
    const turned = [0, 1].flatMap((k) =>
      [0, 1].map((i) => hessian[2 * i] * g[2 * k] + hessian[2 * i + 1] * g[2 * k + 1]),
    );
    const curvature = Math.hypot(...turned) / normOf(gradient);
    const smoothness = take(at, construct('effective_smoothness', one)).value.data[0];
    expect(smoothness).toBeCloseTo(curvature, 10);
    const [a, b, , d] = hessian;
    expect(smoothness).toBeLessThanOrEqual((a + d) / 2 + Math.hypot((a - d) / 2, b) + 1e-12);
    const { change, lowest_loss, highest_loss } = take(at, construct('gradient_predictiveness', one));
    expect(change.data[0]).toBeCloseTo(0.3 * Math.hypot(...turned), 10);
    // L(θ - s g) = L(θ) - s ‖g‖² + s² / 2 gᵀ H g
    const square = normOf(gradient) ** 2;
    const bend = turned.reduce((sum, value, i) => sum + value * g[i], 0);
    const losses = [0.1, 0.3].map((s) => loss - s * square + (s * s * bend) / 2);
    expect(lowest_loss.data[0]).toBeCloseTo(Math.min(...losses), 12);
    expect(highest_loss.data[0]).toBeCloseTo(Math.max(...losses), 12);
  });
});

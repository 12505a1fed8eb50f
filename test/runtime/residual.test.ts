import { beforeAll, describe, expect, it } from 'vitest';
import type { NetworkSpec, TrainingSpec } from '../../compiler/plan/plan.ts';
import { evaluationProgram } from '../../compiler/program/evaluation.ts';
import { stepFeeds, trainingProgram } from '../../compiler/program/training.ts';
import { nearestBoundary } from '../../runtime/geometry/boundaries.ts';
import { forward } from '../../runtime/geometry/forward.ts';
import { partition } from '../../runtime/geometry/partition.ts';
import { affineForm } from '../../runtime/measure/affine.ts';
import type { Points } from '../../runtime/measure/points.ts';
import { withStatistics } from '../../runtime/measure/statistics.ts';
import { openReference } from '../../runtime/reference/session.ts';
import { type Backend, openSession } from '../../runtime/tensorflow/executor.ts';
import { probeNative } from '../../runtime/tensorflow/probe.ts';
import { initialVariables } from '../../runtime/train/initialize.ts';
import type { Variables } from '../../runtime/train/variables.ts';
import { direct } from './direct.ts';
import { compiled } from './experiments.ts';
import { somePoints } from './networks.ts';

/** Blocks with and without a layer in the shortcut, one in another, statistics folded and kept inside of them. */
const { network, training } = compiled(`crease: 1
title: A residual network
data:
  points: two_moons(count = 60)
networks:
  part:
    parameters: {width: number}
    layers:
      - dense(width, bias = none)
      - fold_statistics()
      - relu()
network:
  input: points
  layers:
    - dense(6)
    - block:
        - part(width = 5)
        - dense(6, bias = none)
        - batch_norm()
    - relu()
    - block:
        - part(width = 4)
        - block:
            - relu()
            - dense(4)
      shortcut:
        - dense(4, bias = none)
        - fold_statistics()
    - leaky_relu(0.1)
    - dense(2)
train:
  data: points
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 10
  epochs: 2
measure:
  error:
    value: accuracy(points)
`).variants[0] as { network: NetworkSpec; training: TrainingSpec };

const data: Points = somePoints(60, 2);
const labels = Array.from({ length: 60 }, (_, p) => (data.inputs[2 * p] > 0.7 ? 1 : 0));
const initial = initialVariables(network, 3, 1, data);
const steps = 12;

const native = await probeNative();
const backends: readonly Backend[] = [...(native.available ? ['tensorflow' as const] : []), 'wasm', 'cpu'];

/** Losses and variables after some steps of two members that start alike. */
async function train(backend: Backend) {
  const program = trainingProgram(network, training, 2, { count: 60, shape: [2], classes: 2 });
  const session = await openSession(program, backend);
  const twice = Object.entries(initial).map(([name, values]) => [name, [...values, ...values]]);
  session.write({ inputs: data.inputs, labels, ...Object.fromEntries(twice) });
  const losses = Array.from({ length: steps }, (_, k) => {
    const rows = Array.from({ length: 10 }, (_, i) => (7 * k + 11 * i) % 60);
    const feeds = Object.entries(stepFeeds(training, 0.01, k + 1)).map(([name, fed]) => [name, [fed, fed]]);
    return session.call('train', { indices: [...rows, ...rows], ...Object.fromEntries(feeds) }).loss[0];
  });
  const read = session.read(Object.keys(initial));
  session.dispose();
  const first = Object.entries(read).map(([name, values]) => [
    name,
    Float64Array.from(values.slice(0, values.length / 2)),
  ]);
  return { losses, variables: Object.fromEntries(first) as Variables };
}

describe('a residual network', () => {
  let exact: Awaited<ReturnType<typeof train>>;
  beforeAll(async () => {
    exact = await train('reference');
  });

  it('starts from statistics that hold inside its blocks and beside them, one layer after another', () => {
    const values = direct(network, initial, data, data);
    const folded = network.layers.filter(({ layer }) => layer.is === 'fold_statistics');
    expect(folded.map(({ path }) => path)).toEqual(['1.0.1', '3.0.1', '3.shortcut.1']);
    for (const { path, output } of folded) {
      const rows = values.get(path)!;
      for (let k = 0; k < output[0]; k++) {
        const mean = rows.reduce((sum, row) => sum + row[k], 0) / rows.length;
        const variance = rows.reduce((sum, row) => sum + (row[k] - mean) ** 2, 0) / rows.length;
        // Rounding of sums of 60 numbers around one.
        expect(Math.abs(mean)).toBeLessThan(1e-13);
        expect(Math.abs(variance - 1)).toBeLessThan(1e-12);
      }
    }
  });

  it('learns', () => {
    expect(exact.losses.at(-1)).toBeLessThan(exact.losses[0] / 2);
  });

  it.each(backends)('trains on %s as in double precision', async (backend) => {
    const { losses, variables } = await train(backend);
    // Single precision rounds by 6e-8; 12 steps of Adam carry on what a sum of some hundred numbers rounds.
    losses.forEach((loss, k) => {
      expect(Math.abs(loss - exact.losses[k])).toBeLessThan(2e-5 * Math.max(1, exact.losses[k]));
    });
    for (const [name, values] of Object.entries(exact.variables)) {
      const largest = Math.max(...values.map((value, i) => Math.abs(value - variables[name][i])));
      expect([name, largest < 5e-4]).toEqual([name, true]);
    }
  });

  it('has the affine form that its definitions and its program give, at many points', () => {
    const points = somePoints(200, 2, 5);
    const variables = withStatistics(network, exact.variables, data);
    const found = forward(affineForm(network, variables), points.inputs);
    const session = openReference(evaluationProgram(network, 200));
    session.write(variables);
    const { outputs } = session.call('predict', { inputs: points.inputs });
    const defined = direct(network, exact.variables, data, points).get('5')!.flat();
    expect(found).toHaveLength(400);
    found.forEach((value, i) => {
      expect(Math.abs(value - outputs[i])).toBeLessThan(1e-11 * (1 + Math.abs(value)));
      expect(Math.abs(value - defined[i])).toBeLessThan(1e-11 * (1 + Math.abs(value)));
    });
  });

  it('has its nearest boundary where bisection along rays meets another pattern', () => {
    const rays = 180;
    const points = somePoints(6, 2, 8);
    const form = affineForm(network, withStatistics(network, exact.variables, data));
    const { distance } = nearestBoundary(form, points.inputs);
    const found = nearestAlongRays(exact.variables, points, rays);
    // A ray passes the nearest line within half the angle between two rays, and so a little later.
    found.forEach((along, p) => {
      expect(along / distance[p]).toBeGreaterThan(1 - 1e-9);
      expect(along * Math.cos(Math.PI / rays)).toBeLessThan(distance[p] * (1 + 1e-9));
    });
  });

  it('is cut into as many regions as a fine grid finds patterns', () => {
    const form = affineForm(network, withStatistics(network, exact.variables, data));
    const found = partition(form, [-1, -1, 2, -1, 2, 2, -1, 2]);
    if (found.status !== 'complete') throw new Error(found.message);
    expect(Math.abs(found.areas.reduce((sum, area) => sum + area, 0) - 9)).toBeLessThan(1e-9);
    const side = 60;
    const inputs = Float64Array.from({ length: 2 * side ** 2 }, (_, i) => {
      const at = i % 2 === 0 ? (i / 2) % side : Math.floor(i / 2 / side);
      return -1 + (3 * (at + 0.5)) / side;
    });
    const seen = new Set(patterns(exact.variables, { count: side ** 2, inputs }));
    // A grid misses what is smaller than its cells, and finds nothing that is not there.
    const large = found.areas.filter((area) => area > 0.05).length;
    expect(seen.size).toBeLessThanOrEqual(found.regions);
    expect(seen.size).toBeGreaterThanOrEqual(large);
  });
});

/** The signs of everything that enters an activation, at each point. */
function patterns(variables: Variables, points: Points): string[] {
  const values = direct(network, variables, data, points);
  const bends = network.layers.flatMap(({ layer, from }, i) =>
    layer.is.endsWith('relu') ? [from?.[0] ?? network.layers[i - 1].path] : [],
  );
  return Array.from({ length: points.count }, (_, p) =>
    bends
      .map((path) =>
        values
          .get(path)!
          [p].map((u) => (u > 0 ? 1 : 0))
          .join(''),
      )
      .join(' '),
  );
}

/** The least distance along rays at which the pattern of a point ends: regions are convex, so bisection finds it. */
function nearestAlongRays(variables: Variables, { count, inputs }: Points, rays: number): number[] {
  return Array.from({ length: count }, (_, p) => {
    const [own] = patterns(variables, { count: 1, inputs: inputs.slice(2 * p, 2 * p + 2) });
    let low = new Float64Array(rays);
    let high = new Float64Array(rays).fill(64);
    for (let halving = 0; halving < 48; halving++) {
      const middle = low.map((t, r) => (t + high[r]) / 2);
      const at = Float64Array.from({ length: 2 * rays }, (_, i) => {
        const angle = (2 * Math.PI * Math.floor(i / 2)) / rays;
        return inputs[2 * p + (i % 2)] + middle[i >> 1] * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
      });
      const inside = patterns(variables, { count: rays, inputs: at }).map((found) => found === own);
      low = low.map((t, r) => (inside[r] ? middle[r] : t));
      high = high.map((t, r) => (inside[r] ? t : middle[r]));
    }
    return Math.min(...high);
  });
}

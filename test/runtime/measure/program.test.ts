import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../compiler/plan/plan.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { affineForm } from '../../../runtime/measure/affine.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { EvaluationProgram } from '../../../runtime/measure/program.ts';
import { withStatistics } from '../../../runtime/measure/statistics.ts';
import { initialVariables } from '../../../runtime/train/initialize.ts';
import { available } from '../experiments.ts';
import { batchNorm, dense, leaky, networkOf, relu, somePoints } from '../networks.ts';

const backend = await available();
const block = (units: number) => [dense(units), batchNorm(), leaky(0.1)];

/** Of numbers around one, after some hundred operations in single precision. */
const single = 2e-5;

const differences = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => Math.abs(value - b[i]) / (1 + Math.abs(b[i])));

async function withProgram<T>(network: NetworkSpec, use: (program: EvaluationProgram) => T): Promise<T> {
  const program = await EvaluationProgram.open(network, backend);
  try {
    return use(program);
  } finally {
    program.dispose();
  }
}

describe('the program of a network in evaluation mode', () => {
  // Two whole batches and a part of one.
  const data = somePoints(2 * 256 + 37, 4);
  const network = networkOf(4, ...block(6), ...block(5), dense(3));
  const variables = initialVariables(network, 3, 1, data);

  it('finds the statistics that double precision finds, one layer after another', async () => {
    const exact = withStatistics(network, variables, data);
    const found = await withProgram(network, (program) => program.withStatistics(variables, data));
    expect(Object.keys(found).sort()).toEqual(Object.keys(exact).sort());
    for (const [name, values] of Object.entries(exact))
      expect([name, Math.max(...differences(found[name], values)) < single]).toEqual([name, true]);
  });

  it('loses no digits where the mean is far larger than the spread', async () => {
    // By squares less the square of the mean, single precision would leave nothing of a variance of 1.
    const far: Points = { count: 700, inputs: somePoints(700, 2, 5).inputs.map((x) => x + 3000) };
    const first = networkOf(2, batchNorm(), relu);
    const { '0.running_mean': mean, '0.running_variance': variance } = await withProgram(first, (program) =>
      program.withStatistics(initialVariables(first, 1, 1, far), far),
    );
    const exact = withStatistics(first, initialVariables(first, 1, 1, far), far);
    // The points themselves are rounded by 3000 · 2⁻²⁴ = 2e-4, each on its own.
    expect(Math.max(...differences(mean, exact['0.running_mean']))).toBeLessThan(1e-7);
    expect(Math.max(...differences(variance, exact['0.running_variance']))).toBeLessThan(1e-4);
  });

  it('finds no variance in a constant unit, whatever single precision makes of it', async () => {
    const constant: Points = { count: 5, inputs: new Float64Array(5).fill(0.1) };
    const own = networkOf(1, batchNorm(0));
    const found = await withProgram(own, (program) =>
      program.withStatistics(initialVariables(own, 1, 1, constant), constant),
    );
    expect(found['0.running_variance']).toEqual(Float64Array.of(0));
  });

  it('predicts every point, in batches of which the last is not full', async () => {
    const exact = withStatistics(network, variables, data);
    const expected = forward(affineForm(network, exact), data.inputs);
    const found = await withProgram(network, (program) => program.predict(exact, data.inputs));
    expect(found).toHaveLength(3 * data.count);
    expect(Math.max(...differences(found, expected))).toBeLessThan(single);
  });

  it('shows that it is alive after each batch of each pass', async () => {
    let batches = 0;
    const program = await EvaluationProgram.open(network, backend, () => batches++);
    program.withStatistics(variables, data);
    // Two normalizations, a pass for each, of three batches.
    expect(batches).toBe(6);
    program.dispose();
  });

  it('uses other variables when it is given others', async () => {
    const others = initialVariables(network, 4, 1, data);
    const points = data.inputs.subarray(0, 40);
    await withProgram(network, (program) => {
      const before = program.predict(variables, points);
      expect(program.predict(others, points)).not.toEqual(before);
      expect(program.predict(variables, points)).toEqual(before);
    });
  });

  it('leaves no tensors behind, however often it is asked', async () => {
    const outside = tf.memory().numTensors;
    await withProgram(network, (program) => {
      program.withStatistics(variables, data);
      const open = tf.memory().numTensors;
      for (let i = 0; i < 50; i++) {
        program.predict({ ...variables }, data.inputs.subarray(0, 40));
        program.withStatistics(variables, data);
      }
      expect(tf.memory().numTensors).toBe(open);
    });
    expect(tf.memory().numTensors).toBe(outside);
  });
});

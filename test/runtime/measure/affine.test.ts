import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../compiler/plan/plan.ts';
import { evaluationProgram } from '../../../compiler/program/evaluation.ts';
import { centring } from '../../../runtime/geometry/centring.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { denseLayers } from '../../../runtime/geometry/network.ts';
import { affineForm } from '../../../runtime/measure/affine.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { withStatistics } from '../../../runtime/measure/statistics.ts';
import { openReference } from '../../../runtime/reference/session.ts';
import { initialVariables } from '../../../runtime/train/initialize.ts';
import type { Variables } from '../../../runtime/train/variables.ts';
import { batchNorm, bias, dense, leaky, networkOf, normal, relu, somePoints, trained } from '../networks.ts';

/** Layer by layer as the definitions say, for all points at once; statistics come from the rows of `data`. */
function direct(network: NetworkSpec, variables: Variables, data: Points, points: Points): number[][] {
  const rows = ({ count, inputs }: Points) =>
    Array.from({ length: count }, (_, p) =>
      Array.from(inputs.subarray((p * inputs.length) / count, ((p + 1) * inputs.length) / count)),
    );
  let [known, wanted] = [rows(data), rows(points)];
  for (const { path, layer, output } of network.layers) {
    const own = (name: string) => variables[`${path}.${name}`];
    const average = (of: (row: number[]) => number) =>
      known.reduce((sum, row) => sum + of(row), 0) / known.length;
    const means = known[0].map((_, k) => average((row) => row[k]));
    const variances = known[0].map((_, k) => average((row) => (row[k] - means[k]) ** 2));
    const map: Record<string, (x: number[]) => number[]> = {
      dense: (x) =>
        Array.from({ length: output[0] }, (_, k) =>
          x.reduce(
            (sum, v, j) => sum + v * own('weights')[k * x.length + j],
            layer.bias === null ? 0 : own('bias')[k],
          ),
        ),
      bias: (x) => x.map((u, k) => u + own('bias')[k]),
      batch_norm: (x) =>
        x.map(
          (u, k) =>
            (own('scale')[k] * (u - means[k])) / Math.sqrt(variances[k] + (layer.epsilon as number)) +
            own('offset')[k],
        ),
      relu: (x) => x.map((u) => Math.max(0, u)),
      leaky_relu: (x) => x.map((u) => (u > 0 ? u : u * (layer.slope as number))),
    };
    known = known.map(map[layer.is]);
    wanted = wanted.map(map[layer.is]);
  }
  return wanted;
}

const compareNumbers = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

function expectSame(network: NetworkSpec, data: Points) {
  const variables = trained(network, data);
  const points = somePoints(30, data.inputs.length / data.count, 9);
  const form = affineForm(network, withStatistics(network, variables, data));
  const expected = direct(network, variables, data, points).flat();
  const found = forward(form, points.inputs);
  // rounding of a few hundred operations on numbers around 1 to 100
  expect(found.every((value, i) => Math.abs(value - expected[i]) < 1e-11 * (1 + Math.abs(expected[i])))).toBe(
    true,
  );
  return form;
}

describe('affineForm', () => {
  const data = somePoints(50, 4);

  it('folds biases and consecutive affine layers', () => {
    const network = expectSame(
      networkOf(4, bias(), dense(3), dense(5, normal(1)), bias(), relu, dense(2)),
      data,
    );
    expect(denseLayers(network).map(({ inputs, outputs, slope }) => [inputs, outputs, slope])).toEqual([
      [4, 5, 0],
      [5, 2, undefined],
    ]);
  });

  it('folds batch normalization with the statistics of the whole training data, layer by layer', () => {
    const block = (units: number) => [dense(units), batchNorm(), leaky(0.1)];
    expectSame(networkOf(4, ...block(6), ...block(5), ...block(7), dense(3)), data);
  });

  it('normalizes the input itself, and features after an activation', () => {
    expectSame(networkOf(4, batchNorm(), dense(5), relu, batchNorm(), dense(2, normal(1))), data);
  });

  it('takes a flattened image as it is, like the program', () => {
    const image = networkOf(4, { is: 'flatten' }, dense(3), relu);
    const shape = [2, 2, 1];
    const [first, ...rest] = image.layers;
    const network = { ...image, shape, layers: [{ ...first, input: shape }, ...rest] };
    const variables = trained(network, data);
    const session = openReference(evaluationProgram(network, data.count));
    session.write(variables);
    const { outputs } = session.call('predict', { inputs: data.inputs });
    const found = forward(affineForm(network, variables), data.inputs);
    expect(compareNumbers(found, outputs)).toBeLessThan(1e-12);
  });

  it('puts every hyperplane through the mean of its inputs, to rounding', () => {
    const block = [dense(6), batchNorm(), leaky(0.1)];
    const network = networkOf(4, ...block, ...block, ...block);
    const variables = withStatistics(network, initialVariables(network, 3, 1, data), data);
    for (const { residual } of centring(affineForm(network, variables), data.inputs))
      expect(residual).toBeLessThan(1e-13);
  });

  it('only centres a constant unit when epsilon is 0', () => {
    const constant: Points = { count: 3, inputs: Float64Array.of(0.1, 1, 0.1, 2, 0.1, 3) };
    const network = networkOf(2, batchNorm(0));
    const gains = { '0.scale': Float64Array.of(2, 1), '0.offset': Float64Array.of(5, 0) };
    const form = affineForm(network, withStatistics(network, gains, constant));
    expect(Array.from(forward(form, Float64Array.of(0.1, 2)))).toEqual([5, 0]);
  });
});

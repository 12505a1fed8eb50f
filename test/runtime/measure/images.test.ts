import { describe, expect, it } from 'vitest';
import type { LayerSpec, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { evaluationProgram } from '../../../compiler/program/evaluation.ts';
import { networkVariables } from '../../../compiler/program/network.ts';
import { widthsOf } from '../../../compiler/registry/layers/widths.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { bendsOf, chain } from '../../../runtime/geometry/network.ts';
import { type Partition, partition } from '../../../runtime/geometry/partition.ts';
import { sliceThrough } from '../../../runtime/geometry/slice.ts';
import { affineForm } from '../../../runtime/measure/affine.ts';
import { openEvaluator } from '../../../runtime/measure/evaluator.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { EvaluationProgram } from '../../../runtime/measure/program.ts';
import { withStatistics } from '../../../runtime/measure/statistics.ts';
import { verifiedForm } from '../../../runtime/measure/verified.ts';
import { openReference } from '../../../runtime/reference/session.ts';
import type { Variables } from '../../../runtime/train/variables.ts';
import { available } from '../experiments.ts';
import {
  averagePool,
  batchNorm,
  conv,
  dense,
  flatten,
  leaky,
  maxPool,
  networkOf,
  relu,
  somePoints,
  trained,
} from '../networks.ts';

const backend = await available();
const image = [7, 6, 2];
const data = somePoints(23, 7 * 6 * 2);

/** Image blocks with a branch from the second layer on, added before the last two. */
function residual(): NetworkSpec {
  const network = networkOf(image, conv(3), relu, conv(4, { bias: null }), batchNorm(), relu, conv(3));
  const sum: LayerSpec = {
    path: 'sum',
    layer: { is: 'residual_sum' },
    from: ['5', '1'],
    input: [7, 6, 3],
    output: [7, 6, 3],
  };
  const rest = networkOf(sum.output, relu, { is: 'global_average_pool' }, dense(4));
  const after = rest.layers.map((layer) => ({ ...layer, path: `after.${layer.path}` }));
  return { ...network, layers: [...network.layers, sum, ...after] };
}

const networks: Record<string, NetworkSpec> = {
  'convolutions, normalized, and max pooling': networkOf(
    image,
    conv(4, { bias: null }),
    batchNorm(),
    relu,
    maxPool(),
    conv(3, { padding: 'valid' }),
    leaky(0.1),
    flatten,
    dense(3),
  ),
  'strides, dilation, odd padding and overlapping pools': networkOf(
    image,
    conv(3, { stride: 2 }),
    batchNorm(),
    relu,
    conv(2, { dilation: 2, padding: 2 }),
    averagePool(3, { stride: 1, padding: 1 }),
    relu,
    maxPool(2, { stride: 1, padding: 'same' }),
    flatten,
    batchNorm(),
    dense(3),
  ),
  'normalization of the image itself, and after an activation': networkOf(
    image,
    batchNorm(),
    conv(3),
    relu,
    batchNorm(),
    conv(2, { size: 2, padding: 'same' }),
    relu,
    flatten,
    dense(2),
  ),
  'activations of several pieces': networkOf(
    image,
    conv(3),
    { is: 'hard_tanh', low: -1, high: 2 },
    conv(2),
    { is: 'relu6' },
    flatten,
    dense(2),
  ),
  'a residual sum of images': residual(),
};
const each = Object.entries(networks);

const differences = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => Math.abs(value - b[i]) / (1 + Math.abs(b[i])));
const largest = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...differences(a, b));

describe('the affine form of a network of images', () => {
  it.each(each)('is the program in double precision: %s', (_, network) => {
    const variables = withStatistics(network, trained(network, data), data);
    expect(verifiedForm(network, variables, data, 5).difference).toBeLessThan(1e-13);
  });

  it.each(each)('bends where the plan counts layers: %s', (_, network) => {
    const form = affineForm(network, trained(network, data));
    expect(bendsOf(form).map(({ size }) => size)).toEqual(widthsOf(network));
  });

  it('folds normalizations into the filters before them', () => {
    const form = affineForm(networks['convolutions, normalized, and max pooling'], trained(each[0][1], data));
    expect(form.nodes.map(({ kind }) => kind)).toEqual(
      ['input', 'convolution', 'activation', 'max', 'convolution', 'activation', 'dense'], // biome-ignore format: one row
    );
  });
});

describe('statistics of a network of images', () => {
  // So many that the last batch is not full.
  const many = somePoints(300, 7 * 6 * 2, 3);

  it.each(each)('are by its program what they are in double precision: %s', async (_, network) => {
    const variables = trained(network, many);
    const exact = withStatistics(network, variables, many);
    const program = await EvaluationProgram.open(network, backend);
    const found = program.withStatistics(variables, many);
    const outputs = program.predict(exact, many.inputs);
    program.dispose();
    // Some hundred products of numbers around one in single precision.
    for (const [name, values] of Object.entries(exact))
      expect([name, largest(found[name], values) < 2e-5]).toEqual([name, true]);
    expect(largest(outputs, forward(affineForm(network, exact), many.inputs))).toBeLessThan(1e-4);
  });

  it('are means and biased variances of every channel over examples and pixels', async () => {
    const network = networkOf(image, conv(4), batchNorm(), relu, flatten, dense(2));
    const variables = trained(network, many);
    const pixels = convolved(variables, many);
    const program = await EvaluationProgram.open(network, backend);
    const found = program.withStatistics(variables, many);
    program.dispose();
    for (let o = 0; o < 4; o++) {
      const values = pixels.filter((_, i) => i % 4 === o);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(Math.abs(found['1.running_mean'][o] - mean)).toBeLessThan(1e-6 * (1 + Math.abs(mean)));
      expect(Math.abs(found['1.running_variance'][o] / variance - 1)).toBeLessThan(1e-5);
    }
  });

  it('are those of a batch where a batch is asked for', async () => {
    const network = networks['convolutions, normalized, and max pooling'];
    const variables = trained(network, many);
    const rows = Int32Array.of(4, 8, 15, 16, 23, 42);
    const batch: Points = { count: 6, inputs: Float64Array.from([...rows].flatMap((row) => [...many.inputs.subarray(84 * row, 84 * (row + 1))])) }; // biome-ignore format: one row
    const expected = affineForm(network, withStatistics(network, variables, batch));
    const evaluator = await openEvaluator(network, backend);
    const found = evaluator.at(variables, many, 1).inBatch(rows);
    evaluator.dispose();
    const points = many.inputs.subarray(0, 840);
    expect(largest(forward(found, points), forward(expected, points))).toBeLessThan(1e-4);
  });
});

/** The filters of layer 0 over every image, `same` padding, as the definition says. */
function convolved(variables: Variables, { count, inputs }: Points): number[] {
  const [height, width, channels] = image;
  const [weights, bias] = [variables['0.weights'], variables['0.bias']];
  const found: number[] = [];
  for (let p = 0; p < count; p++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let o = 0; o < bias.length; o++) {
          let sum = bias[o];
          for (let i = 0; i < 3; i++)
            for (let j = 0; j < 3; j++)
              for (let c = 0; c < channels; c++) {
                const [row, column] = [y + i - 1, x + j - 1];
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                sum +=
                  weights[((o * 3 + i) * 3 + j) * channels + c] *
                  inputs[((p * height + row) * width + column) * channels + c];
              }
          found.push(sum);
        }
  return found;
}

describe('a slice of a network of images', () => {
  it('is cut as that of the dense network with the same function', () => {
    const examples = somePoints(30, 16, 6);
    const images = networkOf(
      [4, 4, 1],
      conv(2, { bias: null }),
      batchNorm(),
      relu,
      conv(2, { stride: 2 }),
      relu,
      flatten,
      dense(2),
    );
    const variables = withStatistics(images, trained(images, examples), examples);
    const form = affineForm(images, variables);
    const { layers } = images;
    const same = chain(16, [
      { ...asDense(layers.slice(0, 2), variables), slope: 0 },
      { ...asDense(layers.slice(3, 4), variables), slope: 0 },
      { ...asDense(layers.slice(6), variables), slope: undefined },
    ]);
    const [a, b, c] = [0, 1, 2].map((i) => examples.inputs.subarray(16 * i, 16 * (i + 1)));
    const slice = sliceThrough(a, b, c);
    const window = [-6, -6, 6, -6, 6, 6, -6, 6];
    const [found, expected] = [form, same].map(
      (network) => partition(network, window, { slice }) as Partition,
    );
    expect(found.regions).toBeGreaterThan(50);
    expect(found.regionsAfterLayer).toEqual(expected.regionsAfterLayer);
    expect(largest(found.areas.toSorted(), expected.areas.toSorted())).toBeLessThan(1e-9);
  });
});

/** Affine layers as one dense layer, column by column: what their program gives for each unit of the input. */
function asDense(layers: readonly LayerSpec[], variables: Variables) {
  const [{ input: shape }] = layers;
  const inputs = shape.reduce((size, extent) => size * extent, 1);
  const network: NetworkSpec = { input: { data: 'points', part: 'all' }, shape, layers };
  const session = openReference(evaluationProgram(network, inputs + 1));
  session.write(Object.fromEntries(networkVariables(network).map(({ state }) => [state, variables[state]])));
  const units = new Float64Array((inputs + 1) * inputs);
  for (let i = 0; i < inputs; i++) units[i * inputs + i] = 1;
  const answers = session.call('predict', { inputs: units }).outputs;
  const outputs = answers.length / (inputs + 1);
  const bias = Float64Array.from(answers.subarray(inputs * outputs));
  const weights = new Float64Array(outputs * inputs);
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++) weights[o * inputs + i] = answers[i * outputs + o] - bias[o];
  return { inputs, outputs, weights, bias };
}

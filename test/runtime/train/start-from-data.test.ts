import { describe, expect, it } from 'vitest';
import type { Construct, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { networkVariables } from '../../../compiler/program/network.ts';
import { settingsOf } from '../../../compiler/registry/construct.ts';
import { registry } from '../../../compiler/registry/index.ts';
import type { LayerRecord } from '../../../compiler/registry/layers/layer.ts';
import { openEvaluator } from '../../../runtime/measure/evaluator.ts';
import { stream } from '../../../runtime/random/stream.ts';
import { initialVariables } from '../../../runtime/train/initialize.ts';
import type { Variables } from '../../../runtime/train/variables.ts';
import { construct } from '../../support/construct.ts';

/** A chain of layers, with paths `0`, `1`, …. */
function chain(shape: readonly number[], ...layers: Construct[]): NetworkSpec {
  let input = shape;
  const specs = layers.map((layer, i) => {
    const record = registry.get(layer.is) as LayerRecord;
    const output = record.shape(input, settingsOf(layer), layers[i - 1]) as readonly number[];
    const spec = { path: `${i}`, layer, input, output };
    input = output;
    return spec;
  });
  return { input: { data: 'points', part: 'all' }, shape, layers: specs };
}

const relu = construct('relu');
const dense = (units: number, weight_norm = false) => construct('dense', { units, bias: null, weight_norm });
const conv = (filters: number, weight_norm = false) =>
  construct('conv2d', { filters, bias: null, weight_norm });
const fold = construct('fold_statistics');
const norm = (settings: Partial<Construct> = {}) => construct('batch_norm', settings as never);

const pointsIn = (shape: readonly number[], count = 30) => {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return { count, inputs: stream(3, 'points').fillNormal(new Float64Array(count * size), 0.7, 1.3) };
};

/** Mean and biased variance of each channel of what a prefix of the network gives for the data. */
async function momentsAfter(
  network: NetworkSpec,
  layers: number,
  variables: Variables,
  inputs: Float64Array,
) {
  const prefix = { ...network, layers: network.layers.slice(0, layers) };
  const evaluator = await openEvaluator(
    // The running statistics as they are, not those of the data.
    {
      ...prefix,
      layers: prefix.layers.map((spec) => ({ ...spec, layer: { ...spec.layer, freeze_after: 0 } })),
    },
    'reference',
  );
  const count = inputs.length / network.shape.reduce((product, extent) => product * extent, 1);
  const own = Object.fromEntries(networkVariables(prefix).map(({ state }) => [state, variables[state]]));
  const values = evaluator.at(own, { count, inputs }, 1).predict(inputs);
  evaluator.dispose();
  const channels = prefix.layers.at(-1)!.output.at(-1)!;
  return Array.from({ length: channels }, (_, c) => {
    const channel = values.filter((_, i) => i % channels === c);
    const mean = channel.reduce((sum, u) => sum + u / channel.length, 0);
    return { mean, variance: channel.reduce((sum, u) => sum + (u - mean) ** 2 / channel.length, 0) };
  });
}

const vectors = [3];
const images = [5, 5, 2];
const layerNorm = construct('layer_norm');

/** The layers after which every channel has mean 0 and variance 1, and networks that start so. */
const standard: Readonly<Record<string, readonly [NetworkSpec, readonly number[]]>> = {
  'dense layers': [chain(vectors, dense(6), fold, relu, dense(4), fold), [2, 5]],
  'lengths of split weights': [chain(vectors, dense(6, true), fold, relu, dense(4, true), fold), [2, 5]],
  'frozen statistics': [
    chain(
      vectors,
      dense(6),
      norm({ freeze_after: 0, epsilon: 0 }),
      relu,
      dense(4),
      norm({ freeze_after: 9, epsilon: 0 }),
    ),
    [2, 5],
  ],
  'running statistics': [chain(vectors, dense(6), norm({ statistics: 'running', epsilon: 0 })), [2]],
  convolutions: [chain(images, conv(4), fold, relu, conv(3, true), fold, relu, conv(2), fold), [2, 5, 8]],
  'convolutions with frozen statistics': [
    chain(images, conv(4), norm({ freeze_after: 0, epsilon: 0 }), relu, conv(3), fold),
    [2, 5],
  ],
  'what is not piecewise affine': [chain(vectors, dense(6), layerNorm, relu, dense(4), fold), [5]],
};

describe('what starts from statistics of the data', () => {
  it.each(Object.entries(standard))('%s', async (_, [network, after]) => {
    const data = pointsIn(network.shape);
    const evaluator = await openEvaluator(network, 'reference');
    const variables = initialVariables(network, 7, 1, data, evaluator.start);
    evaluator.dispose();
    for (const layers of after)
      for (const { mean, variance } of await momentsAfter(network, layers, variables, data.inputs)) {
        // Rounding of sums of some hundred numbers around one.
        expect(Math.abs(mean)).toBeLessThan(1e-12);
        expect(Math.abs(variance - 1)).toBeLessThan(1e-12);
      }
  });

  it('lets data flow through batch norm by exact statistics, which it does not keep', async () => {
    const network = chain(vectors, dense(6), norm(), relu, dense(4), fold);
    const data = pointsIn(vectors);
    const variables = initialVariables(network, 7, 1, data);
    expect([...variables['1.running_mean'], ...variables['1.running_variance']]).toEqual(
      [0, 1].flatMap((value) => Array(6).fill(value)),
    );
    const evaluator = await openEvaluator(network, 'reference');
    const outputs = evaluator.at(variables, data, 1).predict(data.inputs);
    for (let k = 0; k < 4; k++) {
      const unit = outputs.filter((_, i) => i % 4 === k);
      expect(unit.reduce((sum, u) => sum + u / data.count, 0)).toBeCloseTo(0, 12);
      expect(unit.reduce((sum, u) => sum + u ** 2 / data.count, 0)).toBeCloseTo(1, 12);
    }
  });

  it('is the same by layers in double precision and by programs', async () => {
    const network = chain(vectors, dense(6, true), fold, relu, dense(4), norm({ freeze_after: 3 }));
    const data = pointsIn(vectors);
    const evaluator = await openEvaluator(
      chain(vectors, dense(6, true), fold, relu, dense(4), norm({ freeze_after: 3 }), construct('tanh')),
      'reference',
    );
    const inDouble = initialVariables(network, 7, 1, data);
    const byProgram = initialVariables(network, 7, 1, data, evaluator.start);
    evaluator.dispose();
    for (const [name, values] of Object.entries(inDouble))
      values.forEach((value, i) => void expect(byProgram[name][i]).toBeCloseTo(value, 12));
  });
});

describe('weights that are split into lengths and directions', () => {
  it.each([
    ['dense', chain(vectors, dense(6)), chain(vectors, dense(6, true))],
    ['conv2d', chain(images, conv(4)), chain(images, conv(4, true))],
  ] as const)('start as they would be whole: %s', async (_, whole, split) => {
    const data = pointsIn(whole.shape);
    const [plain, own] = [whole, split].map((network) => initialVariables(network, 7, 1, data));
    expect(own['0.weights']).toEqual(plain['0.weights']);
    expect(networkVariables(split).map(({ name }) => name)).toEqual(['weights', 'lengths']);
    const [expected, found] = await Promise.all(
      [whole, split].map(async (network, i) => {
        const evaluator = await openEvaluator(network, 'reference');
        return evaluator.at([plain, own][i], data, 1).predict(data.inputs);
      }),
    );
    found.forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 12));
  });
});

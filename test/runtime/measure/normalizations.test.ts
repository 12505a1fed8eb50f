import { describe, expect, it } from 'vitest';
import type { Construct, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { networkVariables } from '../../../compiler/program/network.ts';
import { settingsOf } from '../../../compiler/registry/construct.ts';
import { registry } from '../../../compiler/registry/index.ts';
import type { LayerRecord } from '../../../compiler/registry/layers/layer.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { openEvaluator } from '../../../runtime/measure/evaluator.ts';
import { stream } from '../../../runtime/random/stream.ts';
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
const dense = (units: number, weight_norm = false) => construct('dense', { units, weight_norm });
const conv = (filters: number, weight_norm = false) => construct('conv2d', { filters, weight_norm });
const plain = (units: number) => construct('dense', { units, bias: null });
const between = (layer: Construct) => [
  chain([3], dense(5), layer, relu, dense(2)),
  chain([4, 4, 2], conv(3), layer, relu, construct('flatten'), dense(2)),
];
const norm = (settings: Partial<Construct>) => construct('batch_norm', settings as never);

const networks: Readonly<Record<string, readonly NetworkSpec[]>> = {
  'batch norm': between(norm({})),
  'batch norm without epsilon': between(norm({ epsilon: 0 })),
  'centring only': between(norm({ scale: false })),
  'scaling only': between(norm({ centre: false })),
  'fixed gamma and beta': between(norm({ gamma: null, beta: null })),
  'fixed gamma': between(norm({ gamma: null })),
  'ghost batches': between(norm({ batch: 2, unbiased: true })),
  'frozen statistics': between(norm({ freeze_after: 3 })),
  'running statistics with noise': between(
    norm({ statistics: 'running', rigid_noise: 4, independent_noise: 4 }),
  ),
  'batch renorm': between(construct('batch_renorm', { gamma: null })),
  dropout: between(construct('dropout', { rate: 0.5 })),
  'split weights': [
    chain([3], dense(5, true), relu, dense(2, true)),
    chain([4, 4, 2], conv(3, true), relu, construct('flatten'), dense(2, true)),
  ],
  'folded statistics': [
    chain([3], plain(5), construct('fold_statistics'), relu, dense(2)),
    chain([4, 4, 2], construct('conv2d', { filters: 3, bias: null }), construct('fold_statistics'), relu),
  ],
};

describe('the affine form', () => {
  const cases = Object.entries(networks).flatMap(([name, each]) =>
    each.map((network) => ({ name, network, shape: network.shape })),
  );
  it.each(cases)('of $name is its program in evaluation mode, on $shape', async ({ network, shape }) => {
    const source = stream(4, 'variables');
    const size = shape.reduce((product, extent) => product * extent, 1);
    const inputs = source.fillNormal(new Float64Array(20 * size), 0.5);
    const variables = Object.fromEntries(
      networkVariables(network).map(({ state, name, shape }) => {
        const values = source.fillNormal(new Float64Array(shape.reduce((a, b) => a * b, 1)), 0.3, 0.7);
        return [state, /variance|lengths/.test(name) ? values.map((v) => 0.2 + v * v) : values];
      }),
    );
    const evaluator = await openEvaluator(network, 'reference');
    const evaluated = evaluator.at(variables, { count: 20, inputs }, 2);
    const { network: form, difference } = evaluated.form();
    // Twenty roundings of numbers around one; the form was compared at points around the data.
    expect(difference).toBeLessThan(1e-13);
    const predicted = evaluated.predict(inputs);
    const found = forward(form, inputs);
    predicted.forEach((value, i) => void expect(found[i]).toBeCloseTo(value, 11));
    evaluator.dispose();
  });

  it('of frozen statistics has the running ones, and of others those of the data', async () => {
    const inputs = stream(4, 'points').fillNormal(new Float64Array(60), 2, 3);
    const data = { count: 20, inputs };
    const outputs = async (settings: Partial<Construct>) => {
      const network = chain([3], norm({ epsilon: 0, gamma: null, beta: null, ...settings }));
      const evaluator = await openEvaluator(network, 'reference');
      const variables = {
        '0.running_mean': Float64Array.of(1, 1, 1),
        '0.running_variance': Float64Array.of(4, 4, 4),
      };
      return evaluator.at(variables, data, 2).predict(inputs);
    };
    (await outputs({ freeze_after: 9 })).forEach(
      (value, i) => void expect(value).toBeCloseTo((inputs[i] - 1) / 2, 12),
    );
    const exact = await outputs({ statistics: 'running' });
    for (let k = 0; k < 3; k++) {
      const unit = exact.filter((_, i) => i % 3 === k);
      expect(unit.reduce((sum, u) => sum + u / 20, 0)).toBeCloseTo(0, 12);
      expect(unit.reduce((sum, u) => sum + u ** 2 / 20, 0)).toBeCloseTo(1, 12);
    }
  });
});

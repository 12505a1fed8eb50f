import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../compiler/plan/plan.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { initialVariables, inSinglePrecision } from '../../../runtime/train/initialize.ts';
import type { Variables } from '../../../runtime/train/variables.ts';
import { batchNorm, bias, dense, fold, networkOf, normal, relu, somePoints } from '../networks.ts';

const data = somePoints(40, 3);

/** Pre-activations of the dense layers, point by point and unit by unit, for dense–bias–relu networks. */
function preActivations(network: NetworkSpec, variables: Variables, { count, inputs }: Points): number[][][] {
  const found: number[][][] = [];
  for (let p = 0; p < count; p++) {
    let x = Array.from(inputs.subarray(p * 3, p * 3 + 3));
    for (const [i, { path, layer, output }] of network.layers.entries()) {
      if (layer.is === 'relu') x = x.map((u) => Math.max(0, u));
      if (layer.is === 'fold_statistics') x = x.map((u, k) => u + variables[`${path}.bias`][k]);
      if (layer.is === 'dense')
        x = Array.from({ length: output[0] }, (_, k) =>
          x.reduce((sum, value, j) => sum + value * variables[`${path}.weights`][k * x.length + j], 0),
        );
      if (layer.is !== 'dense' && layer.is !== 'relu') (found[i] ??= [])[p] = x;
    }
  }
  return found.filter((layer) => layer !== undefined);
}

const columns = (rows: number[][]) => rows[0].map((_, k) => rows.map((row) => row[k]));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('initialVariables', () => {
  it('gives arms with the same replicate the same weights, and other replicates others', () => {
    const random = initialVariables(networkOf(3, dense(5), bias(), relu, dense(2)), 7, 1, data);
    const batch = initialVariables(networkOf(3, dense(5), batchNorm(), relu, dense(2)), 7, 1, data);
    const other = initialVariables(networkOf(3, dense(5), bias(), relu, dense(2)), 7, 2, data);
    expect(batch['0.weights']).toEqual(random['0.weights']);
    expect(batch['3.weights']).toEqual(random['3.weights']);
    expect(other['0.weights']).not.toEqual(random['0.weights']);
    expect(random['0.weights']).not.toEqual(
      initialVariables(networkOf(3, dense(5)), 8, 1, data)['0.weights'],
    );
  });

  it('draws equal-shaped layers from different streams', () => {
    const drawn = initialVariables(networkOf(3, dense(3), relu, dense(3)), 7, 1, data);
    expect(drawn['0.weights']).not.toEqual(drawn['2.weights']);
  });

  it('folds statistics so that every unit has mean 0 and variance 1, layer by layer', () => {
    const network = networkOf(3, dense(6), fold(), relu, dense(6), fold(), relu, dense(4), fold());
    const layers = preActivations(network, initialVariables(network, 7, 1, data), data);
    expect(layers).toHaveLength(3);
    for (const values of layers.flatMap(columns)) {
      expect(mean(values)).toBeCloseTo(0, 12);
      expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 12);
    }
  });

  it('only centres with scale = false, and leaves the weights alone', () => {
    const network = networkOf(3, dense(6), fold(false), relu, dense(6), fold(false));
    const variables = initialVariables(network, 7, 1, data);
    const plain = initialVariables(networkOf(3, dense(6), bias()), 7, 1, data);
    expect(variables['0.weights']).toEqual(plain['0.weights']);
    for (const values of preActivations(network, variables, data).flatMap(columns))
      expect(mean(values)).toBeCloseTo(0, 12);
  });

  it('only centres a unit that is constant over the data', () => {
    const constant: Points = {
      count: 3,
      inputs: Float64Array.of(0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3),
    };
    const network = networkOf(3, dense(4), fold());
    const variables = initialVariables(network, 7, 1, constant);
    const plain = initialVariables(networkOf(3, dense(4)), 7, 1, constant);
    expect(variables['0.weights']).toEqual(plain['0.weights']);
    for (const value of preActivations(network, variables, constant).flat(2))
      expect(value).toBeCloseTo(0, 15);
  });

  it('starts gains at one and offsets at zero', () => {
    const drawn = initialVariables(networkOf(3, dense(2, normal(0)), batchNorm()), 7, 1, data);
    expect(Object.keys(drawn)).toEqual([
      '0.weights',
      '0.bias',
      '1.scale',
      '1.offset',
      '1.running_mean',
      '1.running_variance',
    ]);
    expect([...drawn['1.scale'], ...drawn['1.offset']]).toEqual([1, 1, 0, 0]);
  });
});

describe('inSinglePrecision', () => {
  it('keeps what a float32 holds', () => {
    expect(inSinglePrecision({ a: Float64Array.of(0.1, 0.5) }).a).toEqual(
      Float64Array.of(Math.fround(0.1), 0.5),
    );
  });
});

import { describe, expect, test } from 'vitest';
import type { LayerSpec, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { multiplyAdds } from '../../../compiler/registry/layers/operations.ts';
import { factsOf, statisticsCost } from '../../../compiler/registry/measurements/facts.ts';

const layer = (path: string, is: string, input: number[], output: number[], settings = {}): LayerSpec => ({
  path,
  layer: { is, ...settings },
  input,
  output,
});
const dense = (path: string, inputs: number, units: number) =>
  layer(path, 'dense', [inputs], [units], { units, weights: { is: 'he' }, bias: null });
const network: NetworkSpec = {
  input: { data: 'images', part: 'train' },
  shape: [2, 3, 1],
  layers: [
    layer('0', 'flatten', [2, 3, 1], [6]),
    dense('1', 6, 5),
    layer('2', 'batch_norm', [5], [5], { freeze_after: null }),
    layer('3', 'relu', [5], [5]),
    dense('4', 5, 4),
    layer('5', 'batch_norm', [4], [4], { freeze_after: null }),
  ],
};

describe('operations', () => {
  test('are weights, and one for every number that comes out', () => {
    expect(multiplyAdds(network)).toEqual([6, 30 + 5, 5, 5, 20 + 4, 4]);
    expect(factsOf(network, 7)).toEqual({ inputs: 6, widths: [5], multiplyAdds: 79, examples: 7 });
  });

  test('of statistics are a pass up to each layer that asks for them', () => {
    expect(statisticsCost(network, 10)).toBe(2 * 10 * (6 + 35 + (6 + 35 + 5 + 5 + 24)));
  });
});

import type { Construct, NetworkSpec } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { type LayerName, layers } from '../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../compiler/registry/layers/layer.ts';
import type { Points } from '../../runtime/measure/points.ts';
import { stream } from '../../runtime/random/stream.ts';

/** A network of the plan, with paths `0`, `1`, … and shapes by the registry's rules. */
export function networkOf(inputs: number, ...constructs: Construct[]): NetworkSpec {
  let shape: readonly number[] = [inputs];
  const specs = constructs.map((layer, i) => {
    const record: LayerRecord = layers[layer.is as LayerName];
    const output = record.shape(shape, settingsOf(layer), constructs[i - 1]) as readonly number[];
    const spec = { path: `${i}`, layer, input: shape, output };
    shape = output;
    return spec;
  });
  return { input: { data: 'points', part: 'all' }, shape: [inputs], layers: specs };
}

export const normal = (sd: number): Construct => ({ is: 'normal', mean: 0, sd });
export const dense = (units: number, bias: Construct | null = null): Construct => ({
  is: 'dense',
  units,
  weights: normal(1),
  bias,
});
export const bias = (initial: Construct = normal(1)): Construct => ({ is: 'bias', initial });
export const batchNorm = (epsilon = 1e-5): Construct => ({ is: 'batch_norm', epsilon, momentum: 0.9 });
export const fold = (scale = true): Construct => ({ is: 'fold_statistics', scale });
export const leaky = (slope: number): Construct => ({ is: 'leaky_relu', slope });
export const relu: Construct = { is: 'relu' };

/** Normal points away from the origin, so that centring matters. */
export function somePoints(count: number, inputs: number, seed = 1): Points {
  return { count, inputs: stream(seed, 'points').fillNormal(new Float64Array(count * inputs), 0.7, 1.3) };
}

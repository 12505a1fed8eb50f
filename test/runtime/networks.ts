import type { Construct, NetworkSpec } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { type LayerName, layers } from '../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../compiler/registry/layers/layer.ts';
import type { Points } from '../../runtime/measure/points.ts';
import { stream } from '../../runtime/random/stream.ts';
import { initialVariables } from '../../runtime/train/initialize.ts';
import type { Variables } from '../../runtime/train/variables.ts';
import { construct } from '../support/construct.ts';

/** A network of the plan, with paths `0`, `1`, … and shapes by the registry's rules, for vectors or images. */
export function networkOf(inputs: number | readonly number[], ...constructs: Construct[]): NetworkSpec {
  let shape = [inputs].flat();
  const specs = constructs.map((layer, i) => {
    const record: LayerRecord = layers[layer.is as LayerName];
    const output = record.shape(shape, settingsOf(layer), constructs[i - 1]) as number[];
    const spec = { path: `${i}`, layer, input: shape, output };
    shape = output;
    return spec;
  });
  return { input: { data: 'points', part: 'all' }, shape: [inputs].flat(), layers: specs };
}

export const normal = (sd: number): Construct => ({ is: 'normal', mean: 0, sd });
export const dense = (units: number, bias: Construct | null = null): Construct => ({
  is: 'dense',
  units,
  weights: normal(1),
  bias,
});
export const bias = (initial: Construct = normal(1)): Construct => ({ is: 'bias', initial });
export const batchNorm = (epsilon = 1e-5): Construct => construct('batch_norm', { epsilon });
export const fold = (scale = true): Construct => ({ is: 'fold_statistics', scale });
export const leaky = (slope: number): Construct => ({ is: 'leaky_relu', slope });
export const relu: Construct = { is: 'relu' };

export const conv = (filters: number, settings: Partial<Construct> = {}): Construct => ({
  is: 'conv2d',
  filters,
  ...{ size: 3, stride: 1, padding: 'same', dilation: 1, weights: normal(0.5), bias: normal(1), ...settings },
});
export const maxPool = (size = 2, settings: Partial<Construct> = {}): Construct => ({
  is: 'max_pool',
  ...{ size, stride: null, padding: 'valid', ...settings },
});
export const averagePool = (size = 2, settings: Partial<Construct> = {}): Construct => ({
  ...maxPool(size, settings),
  is: 'average_pool',
});
export const flatten: Construct = { is: 'flatten' };

/** Variables as training would leave them: no gain is 1, no offset 0. */
export function trained(network: NetworkSpec, data: Points): Variables {
  const variables = Object.entries(initialVariables(network, 3, 1, data));
  const moved = ([name, values]: [string, Float64Array]) =>
    [name, values.map((v) => v + 0.3 * stream(4, name).normal())] as const;
  return Object.fromEntries(variables.map(moved));
}

/** Normal points away from the origin, so that centring matters. */
export function somePoints(count: number, inputs: number, seed = 1): Points {
  return { count, inputs: stream(seed, 'points').fillNormal(new Float64Array(count * inputs), 0.7, 1.3) };
}

/** For measurements of a geometry that was made by hand: there is no network behind it. */
export const untrained = { network: networkOf(2), variables: {}, step: 0 };

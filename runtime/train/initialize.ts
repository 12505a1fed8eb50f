import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { batchStatisticsOf, networkVariables } from '../../compiler/program/network.ts';
import type { LayerName } from '../../compiler/registry/layers/index.ts';
import type { Points } from '../measure/points.ts';
import { assign, carry, statisticsOf } from '../measure/statistics.ts';
import { stream } from '../random/stream.ts';
import { initialize } from './initializers.ts';
import { layerName, stateName, type Variables } from './variables.ts';
import { rowLengths } from './weight-norm.ts';

/** What a layer does to the variables when the data has reached it; gives what then flows on. */
type Start = (place: StartPlace) => Float64Array;

interface StartPlace {
  readonly layer: LayerSpec;
  /** What flows in, [count][units]. */
  readonly values: Float64Array;
  /** The layer before. */
  readonly before: LayerSpec;
  readonly variables: Record<string, Float64Array>;
}

/**
 * Turns batch statistics into a start: weights of the dense layer before, or their lengths, by 1/σ, bias −μ/σ
 * (or weights as they are, bias −μ), with the biased σ and no epsilon. A constant unit is only centred.
 */
function foldStatistics({ layer, values, before, variables }: StartPlace): Float64Array {
  const { mean, variance } = statisticsOf(values, layer.input.at(-1)!);
  const spread = variance.map((v) => (layer.layer.scale && v > 0 ? Math.sqrt(v) : 1));
  const scaled = stateName(before, before.layer.weight_norm ? 'lengths' : 'weights');
  const inputs = variables[scaled].length / mean.length;
  variables[scaled] = variables[scaled].map((w, i) => w / spread[Math.floor(i / inputs)]);
  variables[stateName(layer, 'bias')] = mean.map((m, k) => -m / spread[k]);
  return values.map((value, i) => value / spread[i % spread.length]);
}

/** Normalization by statistics of the data, which stand where the running ones are. */
function takeStatistics({ layer, values, variables }: StartPlace): Float64Array {
  assign(variables, layer, statisticsOf(values, layer.input.at(-1)!));
  return values;
}

const starts = {
  absolute: undefined,
  average_pool: undefined,
  batch_norm: takeStatistics,
  batch_renorm: takeStatistics,
  bias: undefined,
  conv2d: undefined,
  dense: undefined,
  dropout: undefined,
  elu: undefined,
  flatten: undefined,
  fold_statistics: foldStatistics,
  from_file: undefined,
  gelu: undefined,
  global_average_pool: undefined,
  group_norm: undefined,
  instance_norm: undefined,
  layer_norm: undefined,
  hard_tanh: undefined,
  leaky_relu: undefined,
  max_pool: undefined,
  relu: undefined,
  relu6: undefined,
  residual_sum: undefined,
  sigmoid: undefined,
  silu: undefined,
  softplus: undefined,
  tanh: undefined,
} satisfies Record<LayerName, Start | undefined>;

/**
 * Every variable of an untrained network. Each is drawn from its own stream, so that cells with the same
 * replicate share initial weights wherever layer path and shape agree; layers that start from statistics of
 * `data`, the training part of the network's input, follow in order, in double precision.
 */
export function initialVariables(
  network: NetworkSpec,
  seed: number,
  replicate: number,
  data: Points,
): Variables {
  const variables: Record<string, Float64Array> = {};
  for (const { state, path, shape, initial } of networkVariables(network))
    variables[state] =
      initial.is === 'row_lengths'
        ? rowLengths(variables[`${path}.${initial.of}`], shape[0])
        : initialize(shape, initial, stream(seed, replicate, state, 'start'));
  return startedFromData(network, variables, data);
}

/** What starts from statistics of the data, up to the last layer that does; other running statistics stay at 0 and 1. */
function startedFromData(network: NetworkSpec, variables: Variables, data: Points): Variables {
  const last = network.layers.findLastIndex(startsFromData);
  const started = { ...variables };
  let before: LayerSpec;
  carry({ ...network, layers: network.layers.slice(0, last + 1) }, started, data, (layer, values) => {
    const start: Start | undefined = starts[layerName(layer)];
    // What asks for statistics stands directly after the layer that it scales.
    const arrived = start ? start({ layer, values, before, variables: started }) : values;
    before = layer;
    return arrived;
  });
  for (const layer of network.layers)
    if (!startsFromData(layer))
      for (const name of ['running_mean', 'running_variance'].map((name) => stateName(layer, name)))
        if (name in variables) started[name] = variables[name];
  return started;
}

const startsFromData = ({ layer }: LayerSpec): boolean =>
  layer.is === 'fold_statistics' || (batchStatisticsOf(layer)?.startsFromData ?? false);

/** The same variables as single precision holds them: what training starts from. */
export function inSinglePrecision(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, values]) => [name, values.map(Math.fround)]),
  );
}

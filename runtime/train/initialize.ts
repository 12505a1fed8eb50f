import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { networkVariables } from '../../compiler/program/network.ts';
import type { LayerName } from '../../compiler/registry/layers/index.ts';
import type { Points } from '../measure/points.ts';
import { carry, statisticsOf } from '../measure/statistics.ts';
import { stream } from '../random/stream.ts';
import { initialize } from './initializers.ts';
import { layerName, stateName, type Variables } from './variables.ts';

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
 * Turns batch statistics into a start: weights of the dense layer before by 1/σ, bias −μ/σ
 * (or weights as they are, bias −μ), with the biased σ and no epsilon. A constant unit is only centred.
 */
function foldStatistics({ layer, values, before, variables }: StartPlace): Float64Array {
  const { mean, variance } = statisticsOf(values, layer.input.at(-1)!);
  const spread = variance.map((v) => (layer.layer.scale && v > 0 ? Math.sqrt(v) : 1));
  const weights = variables[stateName(before, 'weights')];
  const inputs = weights.length / mean.length;
  variables[stateName(before, 'weights')] = weights.map((w, i) => w / spread[Math.floor(i / inputs)]);
  variables[stateName(layer, 'bias')] = mean.map((m, k) => -m / spread[k]);
  return values.map((value, i) => value / spread[i % spread.length]);
}

const starts = {
  absolute: undefined,
  batch_norm: undefined,
  bias: undefined,
  dense: undefined,
  flatten: undefined,
  fold_statistics: foldStatistics,
  from_file: undefined,
  leaky_relu: undefined,
  relu: undefined,
  residual_sum: undefined,
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
  for (const { state, shape, initial } of networkVariables(network))
    variables[state] = initialize(shape, initial, stream(seed, replicate, state, 'start'));
  if (network.layers.some((layer) => starts[layerName(layer)] !== undefined))
    startFromData(network, variables, data);
  return variables;
}

function startFromData(network: NetworkSpec, variables: Record<string, Float64Array>, data: Points): void {
  let before: LayerSpec;
  carry(network, variables, data, (layer, values) => {
    const start: Start | undefined = starts[layerName(layer)];
    // What asks for statistics stands directly after the layer that it scales.
    const arrived = start ? start({ layer, values, before, variables }) : values;
    before = layer;
    return arrived;
  });
}

/** The same variables as single precision holds them: what training starts from. */
export function inSinglePrecision(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, values]) => [name, values.map(Math.fround)]),
  );
}

import type { NetworkSpec } from '../../compiler/plan/plan.ts';
import { followNetwork } from '../../compiler/plan/wiring.ts';
import { networkVariables } from '../../compiler/program/network.ts';
import type { LayerName } from '../../compiler/registry/layers/index.ts';
import { type FlowPlace, foldLayer, placeOf } from '../measure/affine.ts';
import { AffineFlow } from '../measure/affine-flow.ts';
import type { Points } from '../measure/points.ts';
import { stream } from '../random/stream.ts';
import { initialize } from './initializers.ts';
import { layerName, sizeOf, type Variables } from './variables.ts';

/** What is still to be done to a layer's variables when the data has reached it; gives what then flows in. */
type Start = ((place: FlowPlace, before: FlowPlace) => AffineFlow) | undefined;

/**
 * Turns batch statistics into a start: weights of the dense layer before by 1/σ, bias −μ/σ
 * (or weights as they are, bias −μ), with the biased σ and no epsilon. A constant unit is only centred.
 */
function foldStatistics({ flow, settings, assign }: FlowPlace, dense: FlowPlace): AffineFlow {
  const { mean, variance } = flow.statistics();
  const spread = variance.map((v) => (settings.scale && v > 0 ? Math.sqrt(v) : 1));
  const weights = dense.variable('weights');
  const inputs = weights.length / mean.length;
  dense.assign(
    'weights',
    weights.map((w, i) => w / spread[Math.floor(i / inputs)]),
  );
  assign(
    'bias',
    mean.map((m, k) => -m / spread[k]),
  );
  return flow.shift(
    new Float64Array(mean.length),
    spread.map((s) => 1 / s),
  );
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
} satisfies Record<LayerName, Start>;

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
  let before: FlowPlace | undefined;
  followNetwork(network, AffineFlow.into(sizeOf(network.shape), data), (layer, flow, more) => {
    const place = placeOf(layer, flow, more, variables);
    const start = starts[layerName(layer)];
    // What asks for statistics stands directly after the layer that it scales.
    const started = start ? { ...place, flow: start(place, before!) } : place;
    before = place;
    return foldLayer(started);
  });
}

/** The same variables as single precision holds them: what training starts from. */
export function inSinglePrecision(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, values]) => [name, values.map(Math.fround)]),
  );
}

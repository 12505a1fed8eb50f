import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { startingLayers, startsFromData } from '../../compiler/program/evaluation.ts';
import type { Points } from '../measure/points.ts';
import { assign, carry, type Statistics, statisticsOf } from '../measure/statistics.ts';
import { stateName, type Variables } from './variables.ts';

/** The variables of an untrained network once what starts from statistics of `data` has them. */
export type StartFromData = (network: NetworkSpec, variables: Variables, data: Points) => Variables;

/**
 * Layer by layer in double precision, for networks with an affine form: statistics of what flows into a layer are
 * taken when everything before has started.
 */
export const startInDouble: StartFromData = (network, variables, data) =>
  start(network, variables, (started, startLayer) => {
    const starting = startingLayers(network);
    const end = network.layers.indexOf(starting.at(-1)!) + 1;
    carry({ ...network, layers: network.layers.slice(0, end) }, started, data, (layer, values) => {
      if (!starting.includes(layer)) return values;
      const spread = startLayer(layer, statisticsOf(values, layer.input.at(-1)!));
      // The layer before has been applied with the weights that it had.
      return spread ? values.map((value, i) => value / spread[i % spread.length]) : values;
    });
  });

/** The same, where `statisticsAt` finds the statistics of what flows into a layer for given variables. */
export const startBy =
  (statisticsAt: (layer: LayerSpec, variables: Variables, data: Points) => Statistics): StartFromData =>
  (network, variables, data) =>
    start(network, variables, (started, startLayer) => {
      for (const layer of startingLayers(network))
        startLayer(layer, statisticsAt(layer, { ...started }, data));
    });

/** Starts a layer from its statistics; gives the factors by which what flows in becomes smaller, if it does. */
type StartLayer = (layer: LayerSpec, statistics: Statistics) => Float64Array | undefined;

function start(
  network: NetworkSpec,
  variables: Variables,
  inOrder: (started: Record<string, Float64Array>, startLayer: StartLayer) => void,
): Variables {
  const started = { ...variables };
  inOrder(started, (layer, statistics) => {
    if (layer.layer.is !== 'fold_statistics') return assign(started, layer, statistics);
    // What folds statistics stands directly after the layer that it scales.
    return foldStatistics(layer, network.layers[network.layers.indexOf(layer) - 1], statistics, started);
  });
  // Running statistics that let data flow through, but start at 0 and 1.
  for (const layer of startingLayers(network).filter((layer) => !startsFromData(layer)))
    for (const name of ['running_mean', 'running_variance'])
      started[stateName(layer, name)] = variables[stateName(layer, name)];
  return started;
}

/**
 * Weights of the layer before, or their lengths, by 1/σ and bias −μ/σ (or weights as they are, bias −μ), with the
 * biased σ and no epsilon. A constant unit is only centred.
 */
function foldStatistics(
  layer: LayerSpec,
  before: LayerSpec,
  { mean, variance }: Statistics,
  variables: Record<string, Float64Array>,
): Float64Array {
  const spread = variance.map((v) => (layer.layer.scale && v > 0 ? Math.sqrt(v) : 1));
  const scaled = stateName(before, before.layer.weight_norm ? 'lengths' : 'weights');
  const each = variables[scaled].length / mean.length;
  variables[scaled] = variables[scaled].map((weight, i) => weight / spread[Math.floor(i / each)]);
  variables[stateName(layer, 'bias')] = mean.map((m, k) => -m / spread[k]);
  return spread;
}

import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { followNetwork } from '../../compiler/plan/wiring.ts';
import { asksForStatistics } from '../../compiler/program/evaluation.ts';
import { forward } from '../geometry/forward.ts';
import { stateName, type Variables } from '../train/variables.ts';
import { layerForm } from './affine.ts';
import type { Points } from './points.ts';

/** Mean and biased variance of every unit of a vector, or every channel of an image, over a batch. */
export interface Statistics {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Carries examples through a network, layer by layer and in double precision. `arrive` is called with what flows
 * into a layer, [count][…shape], before the layer is applied: it may change the layer's variables, and gives what
 * is to go on.
 */
export function carry(
  network: NetworkSpec,
  variables: Variables,
  { inputs }: Points,
  arrive: (layer: LayerSpec, values: Float64Array) => Float64Array,
): void {
  followNetwork(network, inputs, (layer, values, more) => {
    const arrived = arrive(layer, values);
    return more.length > 0 ? sumOf([arrived, ...more]) : forward(layerForm(layer, variables), arrived);
  });
}

function sumOf([first, ...others]: readonly Float64Array[]): Float64Array {
  const sum = first.slice();
  for (const other of others) for (let i = 0; i < sum.length; i++) sum[i] += other[i];
  return sum;
}

/** Of values [count][…][channels]. A channel that is constant has variance zero, without rounding. */
export function statisticsOf(values: Float64Array, channels: number): Statistics {
  const mean = channelMeans(values, channels);
  for (let c = 0; c < channels; c++) if (isConstant(values, c, channels)) mean[c] = values[c];
  const squares = values.map((value, i) => (value - mean[i % channels]) ** 2);
  return { mean, variance: channelMeans(squares, channels) };
}

function channelMeans(values: Float64Array, channels: number): Float64Array {
  const sums = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) sums[i % channels] += values[i];
  return sums.map((sum) => (sum * channels) / values.length);
}

function isConstant(values: Float64Array, first: number, step: number): boolean {
  for (let i = first; i < values.length; i += step) if (values[i] !== values[first]) return false;
  return true;
}

/**
 * The variables of a network with the statistics of `data` in place of those kept in training, where its layers are
 * evaluated so: one layer after another, in double precision.
 */
export function withStatistics(network: NetworkSpec, variables: Variables, data: Points): Variables {
  const last = network.layers.findLastIndex(asksForStatistics);
  const exact = { ...variables };
  carry({ ...network, layers: network.layers.slice(0, last + 1) }, exact, data, (layer, values) => {
    if (asksForStatistics(layer)) assign(exact, layer, statisticsOf(values, layer.input.at(-1)!));
    return values;
  });
  return exact;
}

/** Puts statistics where the running ones of a layer are. */
export function assign(
  variables: Record<string, Float64Array>,
  layer: LayerSpec,
  { mean, variance }: Statistics,
): undefined {
  variables[stateName(layer, 'running_mean')] = mean;
  variables[stateName(layer, 'running_variance')] = variance;
}

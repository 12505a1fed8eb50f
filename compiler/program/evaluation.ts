import type { Construct, LayerSpec, NetworkSpec } from '../plan/plan.ts';
import { settingsOf } from '../registry/construct.ts';
import { layers } from '../registry/layers/index.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';
import { losses } from '../registry/losses/index.ts';
import type { LossRecord } from '../registry/losses/loss.ts';
import { Builder } from './build.ts';
import { lowerNetwork } from './network.ts';
import type { Entry, Program, Ref } from './program.ts';

/** Whether a layer is evaluated with statistics of the whole training data. */
export function asksForStatistics({ layer }: LayerSpec): boolean {
  return recordOf(layer.is).exactStatistics?.(settingsOf(layer)) ?? false;
}

/** Whether variables of a layer start from statistics of the training data. */
export function startsFromData({ layer }: LayerSpec): boolean {
  return recordOf(layer.is).startsFromData?.(settingsOf(layer)) ?? false;
}

/** The layers whose statistics a network's start needs: up to the last that starts from them, all that normalize by them. */
export function startingLayers({ layers }: NetworkSpec): readonly LayerSpec[] {
  return layers
    .slice(0, layers.findLastIndex(startsFromData) + 1)
    .filter((layer) => startsFromData(layer) || recordOf(layer.layer.is).batchStatistics);
}

/**
 * Whether a network in evaluation mode is computed in double precision, through its affine form: where it is
 * piecewise affine and has no convolution, for which that would take too long.
 */
export function isEvaluatedInDouble({ layers }: NetworkSpec): boolean {
  return layers.every(({ layer }) => recordOf(layer.is).piecewiseAffine && layer.is !== 'conv2d');
}

const recordOf = (name: string): LayerRecord => layers[name as keyof typeof layers];

/**
 * What a network does in evaluation mode, for `inputs` `[B, …shape]`.
 *
 * Entry `predict` gives `outputs` `[B, …]`. An entry `into/path` for each layer that is evaluated with statistics of
 * the whole training data, or starts from them, gives the `values` `[B, …]` that flow into it.
 *
 * States `path.variable` `[1, …]`: the network. Running statistics are used as they are there.
 */
export function evaluationProgram(network: NetworkSpec, batch: number): Program {
  const build = new Builder();
  const inputs = build.input('inputs', [batch, ...network.shape]);
  const { outputs, entering } = lowerNetwork(build, network, build.expand(inputs, 0), 'evaluate');
  const entry = (found: Record<string, Ref>): Entry => ({ inputs: { inputs }, outputs: found, updates: {} });
  const statistics = network.layers
    .filter((layer) => asksForStatistics(layer) || startingLayers(network).includes(layer))
    .map(({ path }) => [`into/${path}`, entry({ values: build.squeeze(entering[path], 0) })]);
  return build.program({
    predict: entry({ outputs: build.squeeze(outputs, 0) }),
    ...Object.fromEntries(statistics),
  });
}

/** Entry `loss` gives the mean `loss` `[1]` of `outputs` `[B, classes]` for `labels` (int `[B]`). */
export function lossProgram(construct: Construct, batch: number, classes: number): Program {
  const build = new Builder();
  const outputs = build.input('outputs', [batch, classes]);
  const labels = build.input('labels', [batch], 'int');
  const record: LossRecord = losses[construct.is as keyof typeof losses];
  const loss = record.lower(build, build.expand(outputs, 0), build.expand(labels, 0), settingsOf(construct));
  return build.program({ loss: { inputs: { outputs, labels }, outputs: { loss }, updates: {} } });
}

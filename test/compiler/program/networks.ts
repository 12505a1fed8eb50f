import type { Construct, LayerSpec, NetworkSpec, TrainingSpec } from '../../../compiler/plan/plan.ts';
import { namedStates } from '../../../compiler/program/parameters.ts';
import type { Program } from '../../../compiler/program/program.ts';
import { stepFeeds } from '../../../compiler/program/training.ts';
import { type Settings, settingsOf } from '../../../compiler/registry/construct.ts';
import { type LayerName, layers } from '../../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../../compiler/registry/layers/layer.ts';
import { construct } from '../../support/construct.ts';

const data = { data: 'points', part: 'train' };

export const dense = (units: number, bias: Construct | null = null): Construct => ({
  is: 'dense',
  units,
  weights: { is: 'he' },
  bias,
});
export const batchNorm = (epsilon = 1e-5, momentum = 0.9, settings: Partial<Construct> = {}): Construct =>
  construct('batch_norm', { epsilon, momentum, ...(settings as Settings) });
export const leakyRelu = (slope: number): Construct => ({ is: 'leaky_relu', slope });
export const zeros: Construct = { is: 'zeros' };

export const crossEntropy = (label_smoothing = 0): Construct => ({ is: 'cross_entropy', label_smoothing });
export const adam = (rate: number, settings: Partial<Construct> = {}): Construct => ({
  is: 'adam',
  rate,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weight_decay: 0,
  ...settings,
});
export const sgd = (rate: number, settings: Partial<Construct> = {}): Construct => ({
  is: 'sgd',
  rate,
  momentum: 0,
  nesterov: false,
  weight_decay: 0,
  ...settings,
});

/** A network with the shapes that the registry infers; paths count the layers. */
export function network(inputs: number, constructs: readonly Construct[]): NetworkSpec {
  const specs: LayerSpec[] = [];
  for (const [i, layer] of constructs.entries()) {
    const record: LayerRecord = layers[layer.is as LayerName];
    const input = specs.at(-1)?.output ?? [inputs];
    const output = record.shape(input, settingsOf(layer), constructs[i - 1]) as readonly number[];
    specs.push({ path: String(i), layer, input, output });
  }
  return { input: data, shape: [inputs], layers: specs };
}

export function training(
  batch: number,
  optimizer: Construct,
  loss: Construct = crossEntropy(),
): TrainingSpec {
  return { data, loss, optimizer, batch, epochs: 1, steps: 100 };
}

/** What step `step`, counted from 1, feeds to the optimizer, where member `s` has `s + 1` times its rate. */
export function fed(optimizer: Construct, members: number, step: number): Record<string, number[]> {
  const each = Array.from({ length: members }, (_, s) =>
    stepFeeds(training(1, optimizer), (optimizer.rate as number) * (s + 1), step),
  );
  return Object.fromEntries(Object.keys(each[0]).map((name) => [name, each.map((own) => own[name])]));
}

/** Numbers in [-1, 1) that look random and are the same in every run. */
export function numbers(count: number, seed = 1): number[] {
  let bits = seed * 2654435761;
  return Array.from({ length: count }, () => {
    bits = (Math.imul(bits, 1664525) + 1013904223) >>> 0;
    return bits / 2 ** 31 - 1;
  });
}

/**
 * Values for every state of a training program but the optimizer's: random weights and offsets, positive
 * scales, labels that the inputs decide. Member `s` of a variable is the same in programs of any size.
 */
export function start(program: Program): Record<string, number[]> {
  const values: Record<string, number[]> = {};
  for (const [name, { shape }] of Object.entries(namedStates(program))) {
    if (name.includes('/')) continue;
    const size = shape.reduce((product, axis) => product * axis, 1);
    values[name] = name === 'inputs' ? numbers(size) : member(name, shape[0], size / shape[0]);
  }
  const width = values.inputs.length / values.labels.length;
  values.labels = values.labels.map((_, i) => (values.inputs[i * width] > 0 ? 1 : 0));
  return values;
}

function member(name: string, members: number, size: number): number[] {
  return Array.from({ length: members }, (_, s) => {
    const random = numbers(size, s + 7);
    return /scale|variance/.test(name) ? random.map((value) => 1 + value / 4) : random;
  }).flat();
}

/** Rows of a data set for each member in step `step`; member `s` has the same in programs of any size. */
export function batches(members: number, batch: number, count: number, step: number): number[] {
  return Array.from({ length: members }, (_, s) =>
    numbers(batch, step * 64 + s + 1).map((value) => Math.floor(((value + 1) / 2) * count)),
  ).flat();
}

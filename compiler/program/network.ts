import type { Construct, LayerSpec, NetworkSpec } from '../plan/plan.ts';
import { followNetwork } from '../plan/wiring.ts';
import { settingsOf } from '../registry/construct.ts';
import { layers } from '../registry/layers/index.ts';
import type { BatchStatistics, LayerPlace, LayerRecord, Variable } from '../registry/layers/layer.ts';
import type { Builder } from './build.ts';
import type { Draw, Ref, Shape } from './program.ts';

/** A network inside a program: its outputs, and what training may change, must keep or must feed. */
export interface LoweredNetwork {
  /** `[S, B, …output]`, as many examples as flow in */
  readonly outputs: Ref;
  /** Trained variables `[S, …shape]` by state name. */
  readonly trained: Readonly<Record<string, Ref>>;
  /** New values of buffers by state name. */
  readonly updates: Readonly<Record<string, Ref>>;
  /** What layers need to be fed in training: `draw/path/purpose`, and `step`, the steps taken, `[S]`. */
  readonly inputs: Readonly<Record<string, Ref>>;
  /** Which of `inputs` are random numbers. */
  readonly draws: Readonly<Record<string, Draw>>;
  /** What flows into each layer, by its path; the first of several values. */
  readonly entering: Readonly<Record<string, Ref>>;
}

/**
 * Lowers `network` for inputs `x` of shape `[S, B, …input]`. Its variables are states `path.variable`.
 * @param trainedVariable where the values of trained variables come from; states of their own unless said
 * @param batch how many of the examples, the first, the loss is a mean over
 */
export function lowerNetwork(
  build: Builder,
  network: NetworkSpec,
  x: Ref,
  mode: 'train' | 'evaluate',
  batch = build.shape(x)[1],
  trainedVariable?: (name: string, shape: Shape) => Ref,
): LoweredNetwork {
  const members = build.shape(x)[0];
  const trained: Record<string, Ref> = {};
  const updates: Record<string, Ref> = {};
  const inputs: Record<string, Ref> = {};
  const draws: Record<string, Draw> = {};
  const entering: Record<string, Ref> = {};
  const outputs = followNetwork(network, x, (spec, source, more) => {
    const { record, settings, variables } = open(spec);
    entering[spec.path] = source;
    const own: Record<string, Ref> = {};
    for (const { name, shape, trained: moves } of variables) {
      const state = stateName(spec, name);
      own[name] = moves
        ? (trainedVariable?.(state, shape) ?? build.state(state, [members, ...shape]))
        : build.state(state, [members, ...shape]);
      if (moves) trained[state] = own[name];
    }
    const variable = (name: string) => own[name];
    const update = (name: string, value: Ref) => {
      updates[stateName(spec, name)] = value;
    };
    const random: LayerPlace['random'] = (purpose, law, shape) => {
      const name = `draw/${spec.path}/${purpose}`;
      draws[name] = { path: spec.path, purpose, law };
      inputs[name] = build.input(name, [members, ...shape]);
      return inputs[name];
    };
    const hasTaken: LayerPlace['hasTaken'] = (steps) => {
      inputs.step = build.input('step', [members]);
      return build.clip(build.shift(inputs.step, 1 - steps), 0, 1);
    };
    return record.lower({ build, mode, batch, variable, update, random, hasTaken }, source, settings, more);
  });
  return { outputs, trained, updates, entering, inputs, draws };
}

/** Examples that a step sees: those of its batch, or more where statistics are taken over more. */
export function examplesSeen({ layers }: NetworkSpec, batch: number): number {
  const wanted = layers.map(({ layer }) => batchStatisticsOf(layer)?.examples ?? 0);
  return Math.max(batch, ...wanted);
}

/** What a layer takes from the statistics of mini-batches; undefined where it takes none. */
export function batchStatisticsOf(layer: Construct): BatchStatistics | undefined {
  const record: LayerRecord | undefined = layers[layer.is as keyof typeof layers];
  return record?.batchStatistics?.(settingsOf(layer));
}

/** Every variable of `network` with the name of its state, in the order of the layers. */
export function networkVariables({ layers }: NetworkSpec): (Variable & { path: string; state: string })[] {
  return layers.flatMap((spec) =>
    open(spec).variables.map((variable) => ({
      ...variable,
      path: spec.path,
      state: stateName(spec, variable.name),
    })),
  );
}

const stateName = ({ path }: LayerSpec, variable: string) => `${path}.${variable}`;

function open({ layer, input }: LayerSpec) {
  const record: LayerRecord = layers[layer.is as keyof typeof layers];
  const settings = settingsOf(layer);
  return { record, settings, variables: record.variables(input, settings) };
}

import type { LayerSpec, NetworkSpec } from '../plan/plan.ts';
import { followNetwork } from '../plan/wiring.ts';
import { settingsOf } from '../registry/construct.ts';
import { layers } from '../registry/layers/index.ts';
import type { LayerRecord, Variable } from '../registry/layers/layer.ts';
import type { Builder } from './build.ts';
import type { Ref } from './program.ts';

/** A network inside a program: its outputs, and what training may change or must keep. */
export interface LoweredNetwork {
  /** `[S, B, …output]` */
  readonly outputs: Ref;
  /** Trained variables `[S, …shape]` by state name. */
  readonly trained: Readonly<Record<string, Ref>>;
  /** New values of buffers by state name. */
  readonly updates: Readonly<Record<string, Ref>>;
  /** What flows into each layer, by its path; the first of several values. */
  readonly entering: Readonly<Record<string, Ref>>;
}

/** Lowers `network` for inputs `x` of shape `[S, B, …input]`. Its variables are states `path.variable`. */
export function lowerNetwork(
  build: Builder,
  network: NetworkSpec,
  x: Ref,
  mode: 'train' | 'evaluate',
): LoweredNetwork {
  const members = build.shape(x)[0];
  const trained: Record<string, Ref> = {};
  const updates: Record<string, Ref> = {};
  const entering: Record<string, Ref> = {};
  const outputs = followNetwork(network, x, (spec, source, more) => {
    const { record, settings, variables } = open(spec);
    entering[spec.path] = source;
    const own: Record<string, Ref> = {};
    for (const { name, shape, trained: moves } of variables) {
      own[name] = build.state(stateName(spec, name), [members, ...shape]);
      if (moves) trained[stateName(spec, name)] = own[name];
    }
    const variable = (name: string) => own[name];
    const update = (name: string, value: Ref) => {
      updates[stateName(spec, name)] = value;
    };
    return record.lower({ build, mode, variable, update }, source, settings, more);
  });
  return { outputs, trained, updates, entering };
}

/** Every variable of `network` with the name of its state, in the order of the layers. */
export function networkVariables(network: NetworkSpec): (Variable & { readonly state: string })[] {
  return network.layers.flatMap((spec) =>
    open(spec).variables.map((variable) => ({ ...variable, state: stateName(spec, variable.name) })),
  );
}

const stateName = ({ path }: LayerSpec, variable: string) => `${path}.${variable}`;

function open({ layer, input }: LayerSpec) {
  const record: LayerRecord = layers[layer.is as keyof typeof layers];
  const settings = settingsOf(layer);
  return { record, settings, variables: record.variables(input, settings) };
}

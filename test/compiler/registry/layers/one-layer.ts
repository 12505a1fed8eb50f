import type { Construct, NetworkSpec } from '../../../../compiler/plan/plan.ts';
import { Builder } from '../../../../compiler/program/build.ts';
import { gradients } from '../../../../compiler/program/differentiate.ts';
import { lowerNetwork, networkVariables } from '../../../../compiler/program/network.ts';
import { settingsOf } from '../../../../compiler/registry/construct.ts';
import { registry } from '../../../../compiler/registry/index.ts';
import type { LayerRecord } from '../../../../compiler/registry/layers/layer.ts';
import type { Backend } from '../../../../runtime/job.ts';
import { stream } from '../../../../runtime/random/stream.ts';
import { openSession } from '../../../../runtime/tensorflow/executor.ts';
import { drawsOf } from '../../../../runtime/train/draws.ts';

/** Numbers of one member: `[example][position][channel]`, one position for vectors. */
export type Examples = readonly (readonly (readonly number[])[])[];
export type Table = Readonly<Record<string, readonly number[]>>;

/** A layer alone, and how many examples flow through it. */
export interface Setup {
  readonly layer: Construct;
  /** Shape of one example. */
  readonly shape: readonly number[];
  readonly mode: 'train' | 'evaluate';
  /** Examples that flow in; `batch` of them are the training batch. */
  readonly seen: number;
  readonly batch: number;
  /** Steps taken before. */
  readonly taken: number;
}

/** What the program of a layer gives for one member. */
export interface Passed {
  readonly y: readonly number[];
  /** Gradient of `Σ weights · y` by the inputs, then by each trained variable. */
  readonly slopes: Table;
  /** New values of buffers. */
  readonly updates: Table;
}

export const members = 2;
const size = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

export function networkOf({ layer, shape }: Setup): NetworkSpec {
  const output = (registry.get(layer.is) as LayerRecord).shape(shape, settingsOf(layer), undefined);
  const spec = { path: '0', layer, input: shape, output: output as readonly number[] };
  return { input: { data: 'points', part: 'all' }, shape, layers: [spec] };
}

/** Inputs, weights of the outputs and variables of each member: around 0.4, with spreads and scales that are positive. */
export function given(setup: Setup, seed = 1) {
  const source = stream(seed, 'one layer');
  const normal = (count: number, mean = 0, sd = 1) => [
    ...source.fillNormal(new Float64Array(count), mean, sd),
  ];
  const [spec] = networkOf(setup).layers;
  return Array.from({ length: members }, () => ({
    x: normal(setup.seen * size(setup.shape), 0.4),
    weights: normal(setup.seen * size(spec.output)),
    variables: Object.fromEntries(
      networkVariables(networkOf(setup)).map(({ name, shape }) => [
        name,
        /variance|lengths/.test(name)
          ? normal(size(shape)).map((v) => 0.5 + v * v)
          : normal(size(shape), 1, 0.5),
      ]),
    ) as Table,
  }));
}

/** Runs the layer's program, forward and backward; with the random numbers of both members. */
export async function pass(setup: Setup, inputs: ReturnType<typeof given>, backend: Backend = 'reference') {
  const build = new Builder();
  const network = networkOf(setup);
  const x = build.input('x', [members, setup.seen, ...setup.shape]);
  const lowered = lowerNetwork(build, network, x, setup.mode, setup.batch);
  const weights = build.input('weights', build.shape(lowered.outputs));
  const axes = build.shape(weights).map((_, axis) => axis);
  const loss = build.sum(build.mul(lowered.outputs, weights), axes);
  const wrt = { x, ...lowered.trained };
  const slopes = gradients(build, loss, Object.values(wrt));
  const named = (prefix: string, refs: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(refs).map(([name, ref]) => [`${prefix}${name}`, ref]));
  const outputs = {
    y: lowered.outputs,
    ...named('slope ', Object.fromEntries(Object.keys(wrt).map((name, i) => [name, slopes[i]]))),
    ...named('update ', lowered.updates),
  };
  const entry = { inputs: { x, weights, ...lowered.inputs }, draws: lowered.draws, outputs, updates: {} };
  const program = build.program({ call: entry });
  const draws = drawsOf(program, program.entries.call, 5, [1, 2], setup.taken + 1);
  const session = await openSession(program, backend);
  const joined = (of: (member: (typeof inputs)[number]) => readonly number[]) => inputs.flatMap(of);
  for (const name of Object.keys(inputs[0].variables))
    session.write({ [`0.${name}`]: joined(({ variables }) => variables[name]) });
  const found = session.call('call', {
    x: joined((member) => member.x),
    weights: joined((member) => member.weights),
    ...('step' in lowered.inputs && { step: Array(members).fill(setup.taken) }),
    ...draws,
  });
  session.dispose();
  return inputs.map((_, m) => {
    const own = (values: ArrayLike<number>) => {
      const each = values.length / members;
      return [...Array.from(values).slice(m * each, (m + 1) * each)];
    };
    const part = (prefix: string): Table =>
      Object.fromEntries(
        Object.entries(found)
          .filter(([name]) => name.startsWith(prefix))
          .map(([name, values]) => [name.slice(prefix.length).replace(/^0\./, ''), own(values)]),
      );
    const passed: Passed = { y: own(found.y), slopes: part('slope '), updates: part('update ') };
    const drawn = Object.entries(draws).map(([name, values]) => [name.replace('draw/0/', ''), own(values)]);
    return { ...passed, drawn: Object.fromEntries(drawn) as Table };
  });
}

/** Flat numbers by example, position and channel, and back. */
export function unpack(values: readonly number[], shape: readonly number[]): Examples {
  const channels = shape.at(-1)!;
  const each = size(shape);
  return Array.from({ length: values.length / each }, (_, i) =>
    Array.from({ length: each / channels }, (_, p) =>
      values.slice(i * each + p * channels, i * each + (p + 1) * channels),
    ),
  );
}
export const pack = (examples: Examples): number[] => examples.flat(2);

/** Central differences of `f` at `x`. */
export function differences(f: (x: readonly number[]) => number, x: readonly number[], h = 3e-6): number[] {
  return x.map((value, i) => (f(x.with(i, value + h)) - f(x.with(i, value - h))) / (2 * h));
}

export const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i], 0);

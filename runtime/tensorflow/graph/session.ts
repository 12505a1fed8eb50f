import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine, type KernelBackend, type Tensor } from '@tensorflow/tfjs-core';
import type { Program, StateSpec } from '../../../compiler/program/program.ts';
import { activate } from '../activate.ts';
import { nativeEnvironment } from '../environment.ts';
import { type NumberArray, named, packed, type Session, type Values } from '../session.ts';
import { writeGraph } from './write.ts';

/** What we use of the backend that `@tensorflow/tfjs-node` registers. */
interface NativeBackend extends KernelBackend {
  loadSavedModelMetaGraph(path: string, tags: string): number;
  runSavedModel(
    session: number,
    inputs: readonly Tensor[],
    inputInfos: readonly Fed[],
    outputs: string[],
  ): Tensor[];
  deleteSavedModel(session: number): void;
}
interface Fed {
  readonly name: string;
  readonly tfDtype: string;
}
/** A value on its way to a node of the graph. */
interface Feed {
  readonly node: string;
  readonly spec: StateSpec;
  readonly values: Float32Array | Int32Array;
}

/** Runs `program` as one native TensorFlow graph: one call into the library an entry, whatever its size. */
export function openGraph(program: Program): Session {
  const graph = writeGraph(program);
  const native = nativeBackend();
  const id = load(native, graph.bytes);
  const unset = new Set(Object.keys(program.states));

  const run = (feeds: readonly Feed[], outputs: readonly string[]): Values[] => {
    activate('tensorflow');
    const tensors = feeds.map(({ spec, values }) =>
      engine().makeTensor(values, [...spec.shape], spec.dtype === 'int' ? 'int32' : 'float32', native),
    );
    const infos = feeds.map(({ node, spec }) => ({
      name: `${node}:0`,
      tfDtype: spec.dtype === 'int' ? 'DT_INT32' : 'DT_FLOAT',
    }));
    try {
      const results = native.runSavedModel(
        id,
        tensors,
        infos,
        outputs.map((name) => `${name}:0`),
      );
      return results.map(take);
    } finally {
      for (const tensor of tensors) tensor.dispose();
    }
  };
  const settle = () => {
    if (unset.size > 0)
      run(
        [],
        [...unset].map((name) => graph.states[name].zeroed),
      );
    unset.clear();
  };
  return {
    write(values) {
      const feeds = Object.entries(values).map(([name, given]) =>
        feed(named(graph.states, name, 'state').value, name, program.states[name], given),
      );
      run(
        feeds,
        Object.keys(values).map((name) => graph.states[name].written),
      );
      for (const name of Object.keys(values)) unset.delete(name);
    },
    read(names) {
      settle();
      return fetched(
        names,
        run(
          [],
          names.map((name) => named(graph.states, name, 'state').read),
        ),
      );
    },
    call(entryName, given) {
      settle();
      const { inputs, outputs } = named(graph.entries, entryName, 'entry');
      const entry = program.entries[entryName];
      const feeds = Object.entries(inputs).map(([name, node]) =>
        feed(node, name, program.nodes[entry.inputs[name]], given[name]),
      );
      const results = fetched(Object.keys(outputs), run(feeds, Object.values(outputs)));
      return Object.fromEntries(Object.keys(entry.outputs).map((name) => [name, results[name]]));
    },
    dispose: () => native.deleteSavedModel(id),
  };
}

function feed(node: string, name: string, spec: StateSpec, given: NumberArray | undefined): Feed {
  return { node, spec, values: packed(Float32Array, name, spec, given) };
}

function take(tensor: Tensor): Values {
  const values = tensor.dataSync() as Values;
  tensor.dispose();
  return values;
}

function fetched(names: readonly string[], values: readonly Values[]): Record<string, Values> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

/** TensorFlow reads a graph only from a folder, which it no longer needs once the graph is loaded. */
function load(native: NativeBackend, bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'crease-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), bytes);
    return native.loadSavedModelMetaGraph(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The library of this process; what the environment does not say is set before it is loaded. */
function nativeBackend(): NativeBackend {
  for (const [name, value] of Object.entries(nativeEnvironment())) process.env[name] ??= value;
  createRequire(import.meta.url)('@tensorflow/tfjs-node');
  return engine().findBackend('tensorflow') as NativeBackend;
}

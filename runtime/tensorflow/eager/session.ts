import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import type { Program, Ref, StateSpec } from '../../../compiler/program/program.ts';
import { neededBy } from '../../../compiler/program/prune.ts';
import { activate } from '../activate.ts';
import { type NumberArray, named, packed, type Session, type Values } from '../session.ts';
import { kernels, type Memory } from './ops.ts';

/** Runs `program` op by op on TensorFlow.js's WebAssembly or JavaScript backend. */
export async function openEager(program: Program, backend: 'wasm' | 'cpu'): Promise<Session> {
  await start(backend);
  // Another session may have opened meanwhile.
  activate(backend);
  const states = tensors(program.states, ([_, { shape, dtype }]) => tf.zeros([...shape], typeOf(dtype)));
  const constants = new Map<number, tf.Tensor>();
  for (const { op, attributes } of program.nodes)
    if (op === 'constant' && !constants.has(attributes.value as number))
      constants.set(attributes.value as number, tf.scalar(attributes.value as number));
  const plans = Object.fromEntries(
    Object.entries(program.entries).map(([name, { outputs, updates }]) => [
      name,
      neededBy(program, [...Object.values(outputs), ...Object.values(updates)]),
    ]),
  );
  const replace = (next: Readonly<Record<string, tf.Tensor>>) => {
    for (const [name, tensor] of Object.entries(next)) {
      states[name].dispose();
      states[name] = tensor;
    }
  };
  return {
    write(values) {
      activate(backend);
      for (const [name, given] of Object.entries(values))
        replace({ [name]: tensorOf(name, named(program.states, name, 'state'), given) });
    },
    read: (names) => Object.fromEntries(names.map((name) => [name, numbersOf(named(states, name, 'state'))])),
    call(entryName, given) {
      activate(backend);
      const { inputs, outputs, updates } = named(program.entries, entryName, 'entry');
      const results = tf.tidy(() => {
        const fed = tensors(inputs, ([name, ref]) => tensorOf(name, program.nodes[ref], given[name]));
        const values = evaluate(program, plans[entryName], { inputs: fed, states, constants });
        // Clones, since two results may be one tensor, or a state or input as it was.
        const copies = (refs: Readonly<Record<string, Ref>>) =>
          tensors(refs, ([_, ref]) => values[ref].clone());
        return { outputs: copies(outputs), updates: copies(updates) };
      });
      replace(results.updates);
      return Object.fromEntries(
        Object.entries(results.outputs).map(([name, tensor]) => {
          const numbers = numbersOf(tensor);
          tensor.dispose();
          return [name, numbers];
        }),
      );
    },
    dispose() {
      tf.dispose([...Object.values(states), ...constants.values()]);
    },
  };
}

function evaluate(program: Program, plan: readonly Ref[], memory: Memory): readonly tf.Tensor[] {
  const values: tf.Tensor[] = [];
  for (const ref of plan) {
    const node = program.nodes[ref];
    values[ref] = kernels[node.op](
      node,
      node.inputs.map((input) => values[input]),
      memory,
    );
  }
  return values;
}

/** The backends are CommonJS packages that register themselves. */
async function start(backend: 'wasm' | 'cpu'): Promise<void> {
  // Without it TensorFlow.js recommends other packages on the console.
  tf.enableProdMode();
  createRequire(import.meta.url)(`@tensorflow/tfjs-backend-${backend}`);
  if (!(await tf.setBackend(backend)))
    throw new Error(`TensorFlow.js's ${backend} backend does not start on this machine`);
}

function tensorOf(name: string, spec: StateSpec, given: NumberArray | undefined): tf.Tensor {
  return tf.tensor(packed(Float32Array, name, spec, given), [...spec.shape], typeOf(spec.dtype));
}

/** A copy, since the JavaScript backend gives out its own array. */
function numbersOf(tensor: tf.Tensor): Values {
  return tensor.dataSync().slice() as Values;
}

const typeOf = (dtype: StateSpec['dtype']) => (dtype === 'int' ? 'int32' : 'float32');

function tensors<T>(
  table: Readonly<Record<string, T>>,
  make: (entry: [string, T]) => tf.Tensor,
): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(table).map((entry) => [entry[0], make(entry)]));
}

import { sizeOf } from '../../compiler/program/ops/op.ts';
import type { Program, Ref } from '../../compiler/program/program.ts';
import { neededBy } from '../../compiler/program/prune.ts';
import { named, packed, type Session } from '../tensorflow/session.ts';
import { kernels, type Memory, type Numbers, type Value } from './kernels.ts';

/** Runs `program` in double precision, node by node. */
export function openReference(program: Program): Session {
  const states: Record<string, Numbers> = {};
  for (const [name, { shape, dtype }] of Object.entries(program.states)) {
    states[name] = new (dtype === 'int' ? Int32Array : Float64Array)(sizeOf(shape));
  }
  return {
    write(values) {
      for (const [name, given] of Object.entries(values))
        states[name] = packed(Float64Array, name, named(program.states, name, 'state'), given);
    },
    read: (names) => Object.fromEntries(names.map((name) => [name, named(states, name, 'state').slice()])),
    call(entryName, given) {
      const { inputs, outputs, updates } = named(program.entries, entryName, 'entry');
      const fed = Object.entries(inputs).map(([name, ref]) => [
        name,
        packed(Float64Array, name, program.nodes[ref], given[name]),
      ]);
      const memory = { inputs: Object.fromEntries(fed), states };
      const values = evaluate(program, [...Object.values(outputs), ...Object.values(updates)], memory);
      const copies = (refs: Readonly<Record<string, Ref>>) =>
        Object.fromEntries(
          Object.entries(refs).map(([name, ref]) => [name, values.get(ref)!.values.slice()]),
        );
      Object.assign(states, copies(updates));
      return copies(outputs);
    },
    dispose() {
      for (const name of Object.keys(states)) delete states[name];
    },
  };
}

/** The values of `ends` and of everything that they need. */
function evaluate(program: Program, ends: readonly Ref[], memory: Memory): Map<Ref, Value> {
  const values = new Map<Ref, Value>();
  for (const ref of neededBy(program, ends)) {
    const node = program.nodes[ref];
    const inputs = node.inputs.map((input) => values.get(input)!);
    values.set(ref, { shape: node.shape, values: kernels[node.op](node, inputs, memory) });
  }
  return values;
}

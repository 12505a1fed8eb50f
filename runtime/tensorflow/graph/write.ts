import type { Entry, Program, StateSpec } from '../../../compiler/program/program.ts';
import { neededBy } from '../../../compiler/program/prune.ts';
import { Graph, shapeAttr, text, type } from './graph.ts';
import { encodeSavedModel } from './messages.ts';
import { emit, type Handles } from './ops.ts';

/** A program as a SavedModel, and the names by which its parts are run. */
export interface WrittenGraph {
  readonly bytes: Uint8Array;
  readonly states: Readonly<Record<string, StateNodes>>;
  readonly entries: Readonly<Record<string, EntryNodes>>;
}
export interface StateNodes {
  /** Fed, then `written` is fetched. */
  readonly value: string;
  readonly written: string;
  /** Fetched to set the state to zero. */
  readonly zeroed: string;
  /** Fetched for the state's value. */
  readonly read: string;
}
export interface EntryNodes {
  readonly inputs: Readonly<Record<string, string>>;
  /** Fetching them runs the updates too; where the entry has no output, one scalar. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Writes `program` as one graph of resource variables. */
export function writeGraph(program: Program): WrittenGraph {
  const graph = new Graph();
  const declared = Object.entries(program.states);
  const handles = Object.fromEntries(
    declared.map(([name, spec], i) => [name, handle(graph, spec, `state_${i}`)]),
  );
  const states = declared.map(([name, spec]) => [name, accessState(graph, spec, handles[name])]);
  const names: string[] = [];
  for (const node of program.nodes)
    names.push(
      emit[node.op](
        graph,
        node,
        node.inputs.map((input) => names[input]),
        { handles, shapes: node.inputs.map((input) => program.nodes[input].shape) },
      ),
    );
  const entries = Object.entries(program.entries).map(([name, entry]) => [
    name,
    writeEntry(graph, program, entry, names, handles),
  ]);
  return {
    bytes: encodeSavedModel(graph.nodes),
    states: Object.fromEntries(states),
    entries: Object.fromEntries(entries),
  };
}

function handle(graph: Graph, { shape, dtype }: StateSpec, name: string): string {
  const attributes = {
    dtype: type(dtype),
    shape: shapeAttr(shape),
    shared_name: text(name),
    container: text(''),
  };
  return graph.node('VarHandleOp', [], attributes, name);
}

function accessState(graph: Graph, { shape, dtype }: StateSpec, state: string): StateNodes {
  const attr = { dtype: type(dtype) };
  const value = graph.node('Placeholder', [], { ...attr, shape: shapeAttr(shape) });
  const zero = graph.node('Cast', [graph.float(0)], {
    SrcT: type('float'),
    DstT: type(dtype),
    Truncate: { b: false },
  });
  const zeros = graph.node('Fill', [graph.ints(shape), zero], { T: type(dtype), index_type: type('int') });
  const after = (source: string) => done(graph, [graph.node('AssignVariableOp', [state, source], attr)]);
  return {
    value,
    written: after(value),
    zeroed: after(zeros),
    read: graph.node('ReadVariableOp', [state], attr),
  };
}

function writeEntry(
  graph: Graph,
  program: Program,
  { inputs, outputs, updates }: Entry,
  names: readonly string[],
  handles: Handles,
): EntryNodes {
  const needed = neededBy(program, [...Object.values(outputs), ...Object.values(updates)]);
  const reads = needed.filter((ref) => program.nodes[ref].op === 'state').map((ref) => `^${names[ref]}`);
  // No state changes before all of them are read, and no output is ready before all of them have changed.
  const allRead = graph.node('NoOp', reads, {});
  const assigned = Object.entries(updates).map(([name, ref]) =>
    graph.node('AssignVariableOp', [handles[name], names[ref], `^${allRead}`], {
      dtype: type(program.states[name].dtype),
    }),
  );
  const fetched = Object.entries(outputs).map(([name, ref]) => {
    const attr = { T: type(program.nodes[ref].dtype) };
    return [name, graph.node('Identity', [names[ref], ...assigned.map((update) => `^${update}`)], attr)];
  });
  return {
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, ref]) => [name, names[ref]])),
    outputs: fetched.length > 0 ? Object.fromEntries(fetched) : { done: done(graph, assigned) },
  };
}

/** A scalar that is ready when all of `nodes` have run. */
function done(graph: Graph, nodes: readonly string[]): string {
  return graph.node('Identity', [graph.float(0), ...nodes.map((name) => `^${name}`)], { T: type('float') });
}

import { type Op, sameShape, show, sizeOf, type Typed } from './ops/op.ts';
import { ops } from './ops.ts';
import type { Entry, Node, Program, Ref } from './program.ts';
import { neededBy } from './prune.ts';

/**
 * Holds a program against its written specification, before and after it travels:
 *
 * 1. every node's op is known, has as many inputs as the op takes, and its inputs stand before it;
 * 2. a node has the op's attributes and no others;
 * 3. a node's shape and type are what the op makes of its inputs;
 * 4. a `state` node names a state of the program and has its shape and type; sizes are whole and not negative;
 * 5. an entry's inputs are `input` nodes of that name, its outputs and updates are nodes of the program,
 *    and an update has the shape and type of the state that it names;
 * 6. a part lies within a state of the program that has two axes;
 * 7. an entry feeds every `input` node that it needs, and what it draws are float inputs with a place for every member.
 *
 * @throws Error that names the node or entry where one of these does not hold.
 */
export function verifyProgram(program: Program): void {
  program.nodes.forEach((node, ref) => {
    within(`node ${ref} (${node.op})`, () => verifyNode(program, node, ref));
  });
  for (const [name, { state, start, shape }] of Object.entries(program.parts ?? {}))
    within(`part ${name}`, () => {
      const whole = found(program.states[state], state, 'state');
      if (whole.shape.length !== 2 || start < 0 || start + sizeOf(shape) > whole.shape[1])
        throw new Error(`is ${show(shape)} from ${start} on, which is not within ${state}`);
    });
  for (const [name, entry] of Object.entries(program.entries))
    within(`entry ${name}`, () => verifyEntry(program, entry));
}

function verifyNode({ nodes, states }: Program, node: Node, ref: Ref): void {
  if (!Object.hasOwn(ops, node.op)) throw new Error('is no operation of a program');
  const op: Op = ops[node.op];
  if (op.arity !== undefined && node.inputs.length !== op.arity)
    throw new Error(`takes ${op.arity} inputs, not ${node.inputs.length}`);
  const late = node.inputs.find((input) => !(Number.isInteger(input) && input >= 0 && input < ref));
  if (late !== undefined) throw new Error(`reads node ${late}, which does not stand before it`);
  const names = Object.keys(node.attributes).sort().join(', ');
  if (names !== op.attributes.toSorted().join(', '))
    throw new Error(`has attributes (${names}), not (${op.attributes.join(', ')})`);
  const inputs = node.inputs.map((input) => nodes[input]);
  mustEqual(node, op.infer(inputs, node.attributes));
  if (!node.shape.every((size) => Number.isInteger(size) && size >= 0))
    throw new Error(`has the shape ${show(node.shape)}`);
  if (node.op === 'state')
    mustEqual(node, found(states[node.attributes.name as string], node.attributes.name as string, 'state'));
}

function verifyEntry(program: Program, { inputs, draws = {}, outputs, updates }: Entry): void {
  const { nodes, states } = program;
  const exists = (ref: Ref) => found(nodes[ref], ref, 'node');
  for (const [name, ref] of Object.entries(inputs)) {
    const { op, attributes } = exists(ref);
    if (op !== 'input' || attributes.name !== name)
      throw new Error(`feeds node ${ref}, which is not the input ${name}`);
  }
  for (const name of Object.keys(draws)) {
    const { dtype, shape } = exists(found(inputs[name], name, 'input'));
    if (dtype !== 'float' || shape.length === 0)
      throw new Error(`draws ${name}, which is ${dtype} ${show(shape)}`);
  }
  Object.values(outputs).forEach(exists);
  for (const [name, ref] of Object.entries(updates))
    within(`updates ${name}, which`, () => mustEqual(exists(ref), found(states[name], name, 'state')));
  const fed = new Set(Object.values(inputs));
  for (const ref of neededBy(program, [...Object.values(outputs), ...Object.values(updates)]))
    if (nodes[ref].op === 'input' && !fed.has(ref))
      throw new Error(`needs the input ${nodes[ref].attributes.name}, which it does not feed`);
}

function found<T>(value: T | undefined, name: string | number, what: string): T {
  if (value === undefined) throw new Error(`names ${what} ${name}, which does not exist`);
  return value;
}

function mustEqual(is: Typed, must: Typed): void {
  if (is.dtype !== must.dtype || !sameShape(is.shape, must.shape))
    throw new Error(`is ${is.dtype} ${show(is.shape)}, not ${must.dtype} ${show(must.shape)}`);
}

function within(place: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`${place} ${(error as Error).message}`);
  }
}

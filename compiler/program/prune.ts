import type { Entry, Program, Ref } from './program.ts';

/** Every node that `ends` need, themselves included, in the program's order. */
export function neededBy({ nodes }: Pick<Program, 'nodes'>, ends: readonly Ref[]): Ref[] {
  const needed = new Set(ends);
  for (let ref = nodes.length - 1; ref >= 0; ref--)
    if (needed.has(ref)) for (const input of nodes[ref].inputs) needed.add(input);
  return [...needed].sort((a, b) => a - b);
}

/** Leaves out the nodes that no entry needs and renumbers the rest in their old order. */
export function prune(program: Program): Program {
  const needed = neededBy(program, Object.values(program.entries).flatMap(refsOf));
  const place = new Map(needed.map((ref, index) => [ref, index]));
  const moved = (refs: Readonly<Record<string, Ref>>) =>
    Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, place.get(ref)!]));
  const entries = Object.entries(program.entries).map(([name, entry]) => [
    name,
    {
      ...entry,
      inputs: moved(entry.inputs),
      outputs: moved(entry.outputs),
      updates: moved(entry.updates),
    },
  ]);
  const nodes = needed.map((ref) => {
    const node = program.nodes[ref];
    return { ...node, inputs: node.inputs.map((input) => place.get(input)!) };
  });
  return { ...program, nodes, entries: Object.fromEntries(entries) };
}

function refsOf({ inputs, outputs, updates }: Entry): Ref[] {
  return [inputs, outputs, updates].flatMap((refs) => Object.values(refs));
}

import { namesIn } from '../expression/names-in.ts';
import type { Expression } from '../expression/tree.ts';
import type { Named } from './syntax.ts';

type Definition = Named<Expression>;
interface Ordered {
  readonly definition: Definition;
  /** Every name that it mentions. */
  readonly uses: ReadonlySet<string>;
}

/**
 * Definitions in an order in which each comes after those that it uses, and the cycles in which that is
 * impossible. Definitions of a cycle are in the order too.
 */
export function dependencyOrder(definitions: readonly Definition[]): {
  readonly order: readonly Ordered[];
  readonly cycles: readonly (readonly Definition[])[];
} {
  const all = new Map(
    definitions.map((definition) => [definition.name, { definition, uses: namesIn(definition.value) }]),
  );
  const order: Ordered[] = [];
  const cycles: Definition[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  // A list instead of recursion: a chain may be as long as the file.
  for (const root of all.keys()) {
    const path = state.has(root) ? [] : [enter(root)];
    while (path.length > 0) {
      const { name, next } = path[path.length - 1];
      const { value: used, done } = next.next();
      if (done) {
        state.set(name, 'done');
        order.push(all.get(name) as Ordered);
        path.pop();
      } else if (state.get(used) === 'open')
        closeCycle(path.slice(path.findIndex((step) => step.name === used)));
      else if (all.has(used) && !state.has(used)) path.push(enter(used));
    }
  }
  return { order, cycles };

  function enter(name: string) {
    state.set(name, 'open');
    return { name, next: (all.get(name) as Ordered).uses[Symbol.iterator]() };
  }

  function closeCycle(steps: readonly { readonly name: string }[]): void {
    const cycle = steps.map(({ name }) => (all.get(name) as Ordered).definition);
    if (!cycles.flat().some((known) => cycle.includes(known))) cycles.push(cycle);
  }
}

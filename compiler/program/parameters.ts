import type { NetworkSpec } from '../plan/plan.ts';
import type { Builder } from './build.ts';
import { networkVariables } from './network.ts';
import { sizeOf } from './ops/op.ts';
import type { Program, Ref, Shape, StateSpec } from './program.ts';

/** Numbers up to which a variable shares a state with others: larger ones would cost more to copy than it saves. */
const small = 2 ** 14;
/** Numbers that processors compute together, at most: members begin at whole packets. */
const packet = 16;
const shared = 'parameters';

/** What an optimizer moves in one go: a variable, or small ones beside one another. */
interface Group {
  readonly state: string;
  readonly value: Ref;
  readonly gradient: Ref;
}

/**
 * The trained variables of a network in a program. Small ones stand beside one another in the state `parameters` `[S, P]`,
 * as its parts, so that an optimizer moves them all in as few operations as one.
 */
export class Parameters {
  readonly #build: Builder;
  readonly #members: number;
  readonly #places = new Map<string, { readonly start: number; readonly shape: Shape }>();
  readonly #size: number;

  constructor(build: Builder, network: NetworkSpec, members: number) {
    this.#build = build;
    this.#members = members;
    const few = networkVariables(network).filter(({ trained, shape }) => trained && sizeOf(shape) <= small);
    let size = 0;
    for (const { state, shape } of few.length > 1 ? few : []) {
      this.#places.set(state, { start: size, shape });
      size += sizeOf(shape);
    }
    this.#size = Math.ceil(size / packet) * packet;
  }

  /** The value of a variable when the step begins, `[S, …shape]`. */
  variable(name: string, shape: Shape): Ref {
    const place = this.#places.get(name);
    const own = [this.#members, ...shape];
    if (place === undefined) return this.#build.state(name, own);
    this.#build.part(name, { state: shared, start: place.start, shape });
    return this.#build.reshape(this.#build.slice(this.#whole(shared), 1, place.start, sizeOf(shape)), own);
  }

  /** What the optimizer moves, from each variable's gradient. */
  groups(variables: Readonly<Record<string, Ref>>, gradients: Readonly<Record<string, Ref>>): Group[] {
    const alone = Object.keys(variables).filter((name) => !this.#places.has(name));
    const own = alone.map((state) => ({ state, value: variables[state], gradient: gradients[state] }));
    if (this.#places.size === 0) return own;
    const build = this.#build;
    const flat = [...this.#places].map(([name, { shape }]) =>
      build.reshape(gradients[name], [this.#members, sizeOf(shape)]),
    );
    const filled = flat.reduce((sum, part) => sum + build.shape(part)[1], 0);
    const rest = build.broadcast(build.constant(0), [this.#members, this.#size - filled]);
    const gradient = build.join(filled < this.#size ? [...flat, rest] : flat, 1);
    return [...own, { state: shared, value: this.#whole(shared), gradient }];
  }

  /** A value that the optimizer keeps beside a group, `state/slot`, with names for the parts of each variable. */
  slot({ state, value }: Group, slot: string): Ref {
    if (state !== shared) return this.#build.state(`${state}/${slot}`, this.#build.shape(value));
    for (const [name, place] of this.#places)
      this.#build.part(`${name}/${slot}`, { ...place, state: `${shared}/${slot}` });
    return this.#whole(`${shared}/${slot}`);
  }

  #whole(state: string): Ref {
    return this.#build.state(state, [this.#members, this.#size]);
  }
}

/** Every name by which states are read and written: parts instead of the states that they are parts of. */
export function namedStates({ states, parts = {} }: Program): Readonly<Record<string, StateSpec>> {
  const wholes = new Set(Object.values(parts).map(({ state }) => state));
  const own = Object.entries(states).filter(([name]) => !wholes.has(name));
  const within = Object.entries(parts).map(([name, { state, shape }]): [string, StateSpec] => [
    name,
    { shape: [states[state].shape[0], ...shape], dtype: states[state].dtype },
  ]);
  return Object.fromEntries([...own, ...within]);
}

import { sizeOf } from '../../compiler/program/ops/op.ts';
import { namedStates } from '../../compiler/program/parameters.ts';
import type { Program, StatePart } from '../../compiler/program/program.ts';
import { type NumberArray, packed, type Session, type Values } from './session.ts';

/** The same session, in which the parts of states are read and written like states. */
export function withParts(session: Session, program: Program): Session {
  const { states, parts } = program;
  if (parts === undefined) return session;
  const specs = namedStates(program);
  const stateOf = (name: string) => (Object.hasOwn(parts, name) ? parts[name].state : name);
  return {
    ...session,
    read(names) {
      const wholes = session.read([...new Set(names.map(stateOf))]);
      return Object.fromEntries(
        names.map((name) => {
          const whole = wholes[stateOf(name)];
          if (!Object.hasOwn(parts, name)) return [name, whole];
          const part = new (whole.constructor as Float64ArrayConstructor)(
            sizeOf(specs[name].shape),
          ) as Values;
          forEachMember(parts[name], states[parts[name].state].shape, (start, size, m) => {
            part.set(whole.subarray(start, start + size), m * size);
          });
          return [name, part];
        }),
      );
    },
    write(values) {
      const inside = Object.keys(values).filter((name) => Object.hasOwn(parts, name));
      const wholes = inside.length > 0 ? session.read([...new Set(inside.map(stateOf))]) : {};
      for (const name of inside) {
        const given = packed(Float64Array, name, specs[name], values[name]);
        forEachMember(parts[name], states[parts[name].state].shape, (start, size, m) => {
          wholes[stateOf(name)].set(given.subarray(m * size, (m + 1) * size), start);
        });
      }
      const others = Object.entries(values).filter(([name]) => !Object.hasOwn(parts, name));
      session.write({ ...wholes, ...Object.fromEntries<NumberArray>(others) });
    },
  };
}

/** Where the numbers of each member stand in the whole state. */
function forEachMember(
  { start, shape }: StatePart,
  [members, width]: readonly number[],
  visit: (start: number, size: number, member: number) => void,
): void {
  for (let m = 0; m < members; m++) visit(m * width + start, sizeOf(shape), m);
}

import { sizeOf } from '../../compiler/program/ops/op.ts';
import type { StateSpec } from '../../compiler/program/program.ts';

/**
 * A program with its states, ready to be called. All values are row-major.
 * What goes in is copied, and what comes out belongs to the caller.
 */
export interface Session {
  /** Sets states. All start at zero. */
  write(values: Record<string, NumberArray>): void;
  read(names: readonly string[]): Record<string, Values>;
  /** Runs one entry: every state is read before any is updated. */
  call(entry: string, inputs: Record<string, NumberArray>): Record<string, Values>;
  /** Frees everything; the session cannot be used afterwards. */
  dispose(): void;
}

export type NumberArray = Values | readonly number[];
/** Whole numbers come back as `Int32Array`, others in the executor's precision. */
export type Values = Float32Array | Float64Array | Int32Array;

/** Copies `given` into the array type of `spec`. Throws where the count of numbers is wrong. */
export function packed<F extends Float32Array | Float64Array>(
  floats: { new (values: ArrayLike<number>): F },
  name: string,
  { shape, dtype }: StateSpec,
  given: NumberArray | undefined,
): F | Int32Array {
  const count = sizeOf(shape);
  if (given?.length !== count)
    throw new Error(`internal error: ${name} is [${shape.join(', ')}], not ${given?.length ?? 'no'} numbers`);
  // Not `from`, which takes numbers one by one.
  return dtype === 'int' ? new Int32Array(given) : new floats(given);
}

/** `table[name]`; throws an internal error that lists the names where there is none. */
export function named<T>(table: Readonly<Record<string, T>>, name: string, what: string): T {
  if (!Object.hasOwn(table, name))
    throw new Error(
      `internal error: no ${what} ${name}; there are ${Object.keys(table).join(', ') || 'none'}`,
    );
  return table[name];
}

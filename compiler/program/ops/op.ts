import type { Builder } from '../build.ts';
import type { Attribute, DType, Node, Ref, Shape } from '../program.ts';

/** The specification of one operation: what it takes, what comes out, and how it is differentiated. */
export interface Op {
  /** How many inputs it takes; missing where it takes any number of them. */
  readonly arity?: number;
  /** Names of the attributes that every node of this op carries. */
  readonly attributes: readonly string[];
  /** Type of the result. Throws an `Error` that names the shapes where the inputs do not fit. */
  readonly infer: (inputs: readonly Typed[], attributes: Attributes) => Typed;
  /**
   * Reverse mode: for each input the sum over the output of `gradient` times the partial derivative,
   * or `undefined` where nothing flows. Missing where no float goes in, and where it is
   * not needed.
   */
  readonly derivative?: (build: Builder, node: Place, gradient: Ref) => readonly (Ref | undefined)[];
}

/** Shape and type of a value. */
export type Typed = Pick<Node, 'shape' | 'dtype'>;
export type Attributes = Readonly<Record<string, Attribute>>;

/** The node that is differentiated, and where its own value is. */
export interface Place extends Node {
  readonly ref: Ref;
}

export const float = (shape: Shape): Typed => ({ shape, dtype: 'float' });
export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);
export const show = (shape: Shape): string => `[${shape.join(', ')}]`;

export function mustBe(dtype: DType, ...values: readonly Typed[]): void {
  const wrong = values.find((value) => value.dtype !== dtype);
  if (wrong) throw new Error(`takes ${dtype}, not ${wrong.dtype} ${show(wrong.shape)}`);
}

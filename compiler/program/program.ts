import type { OpName } from './ops.ts';

/**
 * A program: a small typed tensor IR with static shapes, run by three executors
 * (one native TensorFlow graph, op by op on tfjs, and in double precision).
 * Floats have the executor's precision; whole numbers are 32-bit.
 */
export interface Program {
  readonly nodes: readonly Node[];
  /** What lives between calls: parameters, optimizer slots, running statistics, the data set. */
  readonly states: Readonly<Record<string, StateSpec>>;
  /** What can be called: `train`, `predict`. */
  readonly entries: Readonly<Record<string, Entry>>;
}

export type Shape = readonly number[];
export type DType = 'float' | 'int';

/** Names a node by its place in `Program.nodes`; inputs stand before the node. */
export type Ref = number;

export interface Node {
  readonly op: OpName;
  readonly inputs: readonly Ref[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly shape: Shape;
  readonly dtype: DType;
}
export type Attribute = number | boolean | string | readonly number[];

export interface StateSpec {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** One call: `inputs` are fed, `outputs` come back, `updates` are assigned after everything was read. */
export interface Entry {
  readonly inputs: Readonly<Record<string, Ref>>;
  readonly outputs: Readonly<Record<string, Ref>>;
  readonly updates: Readonly<Record<string, Ref>>;
}

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
  /** Names for parts of states, which are read and written as states are. */
  readonly parts?: Readonly<Record<string, StatePart>>;
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

/** Columns of a state `[S, P]`, as values of shape `[S, …shape]`. */
export interface StatePart {
  readonly state: string;
  readonly start: number;
  readonly shape: Shape;
}

/** One call: `inputs` are fed, `outputs` come back, `updates` are assigned after everything was read. */
export interface Entry {
  readonly inputs: Readonly<Record<string, Ref>>;
  /** Which of the inputs are random numbers, `[S, …]`; missing where none are. */
  readonly draws?: Readonly<Record<string, Draw>>;
  readonly outputs: Readonly<Record<string, Ref>>;
  readonly updates: Readonly<Record<string, Ref>>;
}

/** Random numbers that are new at every step; whoever calls fills each member's from a stream of its own. */
export interface Draw {
  /** The layer that draws. */
  readonly path: string;
  readonly purpose: string;
  readonly law: Law;
}

/** The law of independent random numbers. */
export type Law =
  | { readonly is: 'normal' }
  /** Sum of the squares of so many standard normal numbers. */
  | { readonly is: 'chi_square'; readonly degrees: number }
  /** 1 with this probability, else 0. */
  | { readonly is: 'bernoulli'; readonly probability: number };

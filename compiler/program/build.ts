import { broadcastShape } from './ops/elementwise.ts';
import { type Attributes, type Op, sameShape, show, sizeOf } from './ops/op.ts';
import type { Convolution, Pair, Pooling } from './ops/window.ts';
import { type OpName, ops } from './ops.ts';
import type { DType, Entry, Node, Program, Ref, Shape, StatePart, StateSpec } from './program.ts';
import { prune } from './prune.ts';
import { verifyProgram } from './verify.ts';

/**
 * Makes the nodes of a program. Every method checks shapes and throws an internal error that names the
 * operation and the shapes; the same operation on the same inputs is made once.
 */
export class Builder {
  readonly #nodes: Node[] = [];
  readonly #made = new Map<string, Ref>();
  readonly #states: Record<string, StateSpec> = {};
  readonly #parts: Record<string, StatePart> = {};

  shape = (x: Ref): Shape => this.#nodes[x].shape;
  node = (x: Ref): Node => this.#nodes[x];

  input = (name: string, shape: Shape, dtype: DType = 'float') =>
    this.#make('input', [], { name, shape, dtype });
  /** The value of a state when the call begins; declares the state. */
  state = (name: string, shape: Shape, dtype: DType = 'float'): Ref => {
    this.#states[name] ??= { shape, dtype };
    return this.#make('state', [], { name, shape, dtype });
  };
  /** Gives a part of a state a name. */
  part = (name: string, part: StatePart): void => {
    this.#parts[name] = part;
  };
  constant = (value: number) => this.#make('constant', [], { value });

  add = (a: Ref, b: Ref) => this.#elementwise('add', a, b);
  sub = (a: Ref, b: Ref) => this.#elementwise('sub', a, b);
  /** Factors that are repeated along `a` meet first: `(x · s) · b` is `x · (s · b)`. */
  mul = (a: Ref, b: Ref): Ref => {
    const { op, inputs } = this.node(a);
    const small = op === 'mul' ? inputs.find((factor) => this.#isSmaller(factor, a)) : undefined;
    if (small === undefined || !this.#isSmaller(b, a)) return this.#elementwise('mul', a, b);
    const large = inputs[0] === small ? inputs[1] : inputs[0];
    const factor = this.mul(small, b);
    return this.#isSmaller(factor, a) ? this.mul(large, factor) : this.#elementwise('mul', a, b);
  };
  div = (a: Ref, b: Ref) => this.#elementwise('div', a, b);
  /** `x + number` */
  shift = (x: Ref, number: number) => (number === 0 ? x : this.add(x, this.constant(number)));
  /** `number · x` */
  scale = (x: Ref, number: number) => (number === 1 ? x : this.mul(x, this.constant(number)));

  neg = (x: Ref) => this.#make('neg', [x]);
  square = (x: Ref) => this.#make('square', [x]);
  sqrt = (x: Ref) => this.#make('sqrt', [x]);
  rsqrt = (x: Ref) => this.#make('rsqrt', [x]);
  exp = (x: Ref) => this.#make('exp', [x]);
  expm1 = (x: Ref) => this.#make('expm1', [x]);
  log1p = (x: Ref) => this.#make('log1p', [x]);
  tanh = (x: Ref) => this.#make('tanh', [x]);
  sigmoid = (x: Ref) => this.#make('sigmoid', [x]);
  erf = (x: Ref) => this.#make('erf', [x]);
  isZero = (x: Ref) => this.#make('isZero', [x]);
  stopGradient = (x: Ref) => this.#make('stopGradient', [x]);
  leakyRelu = (x: Ref, slope: number) => this.#make('leakyRelu', [x], { slope });
  leakyReluGradient = (gradient: Ref, x: Ref, slope: number) =>
    this.#make('leakyReluGradient', [gradient, x], { slope });
  clip = (x: Ref, low: number, high: number) => this.#make('clip', [x], { low, high });
  clipGradient = (gradient: Ref, x: Ref, low: number, high: number) =>
    this.#make('clipGradient', [gradient, x], { low, high });

  matmul = (a: Ref, b: Ref, { transposeA = false, transposeB = false } = {}) =>
    this.#make('matmul', [a, b], { transposeA, transposeB });
  sum = (x: Ref, axes: readonly number[], { keepDims = false } = {}) =>
    axes.length === 0 ? x : this.#make('sum', [x], { axes, keepDims });
  mean = (x: Ref, axes: readonly number[], options: { keepDims?: boolean } = {}) => {
    const count = sizeOf(axes.map((axis) => this.shape(x)[axis]));
    return this.div(this.sum(x, axes, options), this.constant(count));
  };
  logSoftmax = (x: Ref) => this.#make('logSoftmax', [x]);

  conv2d = (images: Ref, filters: Ref, convolution: Convolution) =>
    this.#make('conv2d', [images, filters], { ...convolution });
  conv2dInputGradient = (gradient: Ref, filters: Ref, convolution: Convolution, extent: Pair) =>
    this.#make('conv2dInputGradient', [gradient, filters], { ...convolution, extent });
  conv2dFilterGradient = (images: Ref, gradient: Ref, convolution: Convolution, size: Pair) =>
    this.#make('conv2dFilterGradient', [images, gradient], { ...convolution, size });
  maxPool = (images: Ref, pooling: Pooling) => this.#make('maxPool', [images], { ...pooling });
  maxPoolGradient = (gradient: Ref, images: Ref, pooled: Ref, pooling: Pooling) =>
    this.#make('maxPoolGradient', [gradient, images, pooled], { ...pooling });
  averagePool = (images: Ref, pooling: Pooling) => this.#make('averagePool', [images], { ...pooling });
  averagePoolGradient = (gradient: Ref, pooling: Pooling, extent: Pair) =>
    this.#make('averagePoolGradient', [gradient], { ...pooling, extent });

  reshape = (x: Ref, shape: Shape): Ref => {
    if (sameShape(this.shape(x), shape)) return x;
    const { op, inputs } = this.node(x);
    return op === 'reshape' ? this.reshape(inputs[0], shape) : this.#make('reshape', [x], { shape });
  };
  /** Inserts an axis of size 1 before `axis`. */
  expand = (x: Ref, axis: number) => this.reshape(x, this.shape(x).toSpliced(axis, 0, 1));
  /** Removes `axis`, whose size is 1. */
  squeeze = (x: Ref, axis: number) => this.reshape(x, this.shape(x).toSpliced(axis, 1));
  broadcast = (x: Ref, shape: Shape) =>
    sameShape(this.shape(x), shape) ? x : this.#make('broadcast', [x], { shape });
  slice = (x: Ref, axis: number, start: number, size: number) =>
    size === this.shape(x)[axis] && start === 0 ? x : this.#make('slice', [x], { axis, start, size });
  join = (parts: readonly Ref[], axis: number) =>
    parts.length === 1 ? parts[0] : this.#make('join', parts, { axis });
  pad = (x: Ref, axis: number, before: number, after: number) =>
    before === 0 && after === 0 ? x : this.#make('pad', [x], { axis, before, after });
  /** Sums over the axes that broadcasting from `shape` has repeated: its reverse. */
  sumTo = (x: Ref, shape: Shape) => {
    const from = this.shape(x);
    const lead = from.length - shape.length;
    const axes = from.flatMap((size, axis) =>
      axis < lead || (shape[axis - lead] === 1 && size > 1) ? [axis] : [],
    );
    return this.reshape(this.sum(x, axes), shape);
  };

  gather = (table: Ref, indices: Ref) => this.#make('gather', [table, indices]);
  oneHot = (indices: Ref, depth: number) => this.#make('oneHot', [indices], { depth });

  /** The finished program: nodes that no entry needs are left out, and the rest is verified. */
  program(entries: Readonly<Record<string, Entry>>): Program {
    const parts = Object.keys(this.#parts).length > 0 && { parts: this.#parts };
    const program = prune({ nodes: this.#nodes, states: this.#states, ...parts, entries });
    verifyProgram(program);
    return program;
  }

  /** Elementwise ops repeat their inputs themselves, so an explicit repetition of one of them is skipped. */
  #elementwise(op: OpName, a: Ref, b: Ref): Ref {
    const [wholeA, wholeB] = [this.#unrepeated(a), this.#unrepeated(b)];
    const fits = (x: Ref, y: Ref, shape: Shape) =>
      sameShape(broadcastShape(this.shape(x), this.shape(y)), shape);
    if (wholeA !== a && fits(wholeA, b, this.shape(a))) return this.#make(op, [wholeA, b]);
    if (wholeB !== b && fits(a, wholeB, this.shape(b))) return this.#make(op, [a, wholeB]);
    return this.#make(op, [a, b]);
  }

  /** Whether a member of `x` has fewer numbers than one of `y`; members are the first axis. */
  #isSmaller(x: Ref, y: Ref): boolean {
    return sizeOf(this.shape(x).slice(1)) < sizeOf(this.shape(y).slice(1));
  }

  #unrepeated(x: Ref): Ref {
    const { op, inputs } = this.node(x);
    return op === 'broadcast' ? inputs[0] : x;
  }

  #make(op: OpName, inputs: readonly Ref[], attributes: Attributes = {}): Ref {
    const key = JSON.stringify([op, inputs, attributes]);
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    const ref = this.#nodes.push({ op, inputs, attributes, ...this.#infer(op, inputs, attributes) }) - 1;
    this.#made.set(key, ref);
    return ref;
  }

  #infer(op: OpName, inputs: readonly Ref[], attributes: Attributes) {
    const types = inputs.map((input) => this.node(input));
    try {
      const { shape, dtype } = (ops[op] as Op).infer(types, attributes);
      return { shape, dtype };
    } catch (error) {
      const shapes = types.map(({ shape }) => show(shape)).join(', ');
      throw new Error(`internal error: ${op}(${shapes}) ${(error as Error).message}`);
    }
  }
}

import { multiplyRows } from '../geometry/multiply.ts';
import {
  type AffineLayer,
  activation,
  dense,
  input,
  type Node,
  type PiecewiseAffineNetwork,
  sum,
} from '../geometry/network.ts';
import { leakyRelu } from '../geometry/pieces.ts';
import type { Points } from './points.ts';

/** Mean and biased variance of every unit over a batch. */
export interface Statistics {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

type Affine = Omit<AffineLayer, 'slope'>;

/** What is known of a flow. */
interface State {
  /** The network so far; flows of one network share it. */
  readonly nodes: Node[];
  /** The node that the flow comes from. */
  readonly node: number;
  readonly width: number;
  /** What follows that node; undefined where nothing does. */
  readonly open: Affine | undefined;
  /** Points that are carried along, and their values here, [count][width]: never written in place. */
  readonly count: number;
  readonly values: Float64Array;
}

/**
 * A value on its way through a network, which folds what it meets into affine layers and carries along the
 * values that a batch of points takes, all in double precision. Every step gives a new flow, so that several
 * layers can go on from one.
 */
export class AffineFlow {
  readonly #state: State;
  #closed: number | undefined;

  private constructor(state: State) {
    this.#state = state;
  }

  /** What flows into a network. Give no points where no statistics are asked for. */
  static into(inputs: number, points?: Points): AffineFlow {
    const values = points?.inputs ?? new Float64Array(0);
    const nodes: Node[] = [input(inputs)];
    return new AffineFlow({
      nodes,
      node: 0,
      width: inputs,
      open: undefined,
      count: points?.count ?? 0,
      values,
    });
  }

  /** Multiplies by `weights` [outputs][width]. */
  multiply(weights: Float64Array, outputs: number): AffineFlow {
    const { width, open, count, values } = this.#state;
    const layer = { inputs: width, outputs, weights, bias: new Float64Array(outputs) };
    return this.#with({
      width: outputs,
      open: open === undefined ? layer : compose(layer, open),
      values: product(values, weights, count, width, outputs),
    });
  }

  /** Multiplies each unit by its factor, if factors are given, and then adds its offset. */
  shift(offset: Float64Array, factor?: Float64Array): AffineFlow {
    const { width, open, values } = this.#state;
    const { inputs, outputs, weights, bias } = open ?? identity(width);
    const scaled = factor === undefined ? weights : weights.map((w, i) => w * factor[Math.floor(i / inputs)]);
    const moved = (value: number, k: number) =>
      (factor === undefined ? value : value * factor[k]) + offset[k];
    return this.#with({
      open: { inputs, outputs, weights: scaled, bias: bias.map(moved) },
      values: values.map((value, i) => moved(value, i % outputs)),
    });
  }

  /** Applies `max(slope·u, u)`. */
  activate(slope: number): AffineFlow {
    const { nodes, width, values } = this.#state;
    nodes.push(activation(this.#close(), width, leakyRelu(slope)));
    return this.#with({
      node: nodes.length - 1,
      open: undefined,
      values: values.map((u) => (u > 0 ? u : slope * u)),
    });
  }

  /** Adds other flows of the same network. */
  add(others: readonly AffineFlow[]): AffineFlow {
    const { nodes, width, values } = this.#state;
    nodes.push(
      sum(
        [this, ...others].map((flow) => flow.#close()),
        width,
      ),
    );
    const added = others.reduce(
      (total, other) => total.map((value, i) => value + other.#state.values[i]),
      values,
    );
    return this.#with({ node: nodes.length - 1, open: undefined, values: added });
  }

  /** Of the values that the points take here. A unit that is constant has variance zero, without rounding. */
  statistics(): Statistics {
    const { values, count, width } = this.#state;
    const mean = columnMeans(values, count, width);
    const constant = (k: number) => every(count, (p) => values[p * width + k] === values[k]);
    for (let k = 0; k < width; k++) if (constant(k)) mean[k] = values[k];
    const squares = values.map((value, i) => (value - mean[i % width]) ** 2);
    return { mean, variance: columnMeans(squares, count, width) };
  }

  /** The network whose output this is, once everything has been folded in. */
  network(): PiecewiseAffineNetwork {
    const { nodes, width, open } = this.#state;
    if (open) this.#close();
    else if (nodes.length === 1) this.#emit(identity(width));
    return { nodes };
  }

  /** The node that gives the value of this flow. */
  #close(): number {
    const { open, node } = this.#state;
    this.#closed ??= open ? this.#emit(open) : node;
    return this.#closed;
  }

  #emit({ weights, bias }: Affine): number {
    const { nodes, node } = this.#state;
    return nodes.push(dense(node, weights, bias)) - 1;
  }

  #with(changed: Partial<State>): AffineFlow {
    return new AffineFlow({ ...this.#state, ...changed });
  }
}

function every(count: number, holds: (index: number) => boolean): boolean {
  for (let i = 0; i < count; i++) if (!holds(i)) return false;
  return true;
}

function identity(width: number): Affine {
  const weights = new Float64Array(width * width);
  for (let i = 0; i < width; i++) weights[i * width + i] = 1;
  return { inputs: width, outputs: width, weights, bias: new Float64Array(width) };
}

/** `second` after `first`. */
function compose(second: Affine, first: Affine): Affine {
  const { inputs } = first;
  const { outputs, inputs: between } = second;
  const weights = new Float64Array(outputs * inputs);
  for (let o = 0; o < outputs; o++)
    for (let k = 0; k < between; k++)
      for (let i = 0; i < inputs; i++)
        weights[o * inputs + i] += second.weights[o * between + k] * first.weights[k * inputs + i];
  const bias = product(first.bias, second.weights, 1, between, outputs).map(
    (value, o) => value + second.bias[o],
  );
  return { inputs, outputs, weights, bias };
}

/** Rows of `values` [count][inputs] times the transpose of `weights` [outputs][inputs]. */
function product(
  values: Float64Array,
  weights: Float64Array,
  count: number,
  inputs: number,
  outputs: number,
) {
  const result = new Float64Array(count * outputs);
  multiplyRows(values, count, weights, undefined, inputs, outputs, result);
  return result;
}

function columnMeans(values: Float64Array, count: number, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < values.length; i++) sums[i % width] += values[i];
  return sums.map((sum) => sum / count);
}

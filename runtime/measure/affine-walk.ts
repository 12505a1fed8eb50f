import { multiplyRows } from '../geometry/multiply.ts';
import { type AffineLayer, chain, type PiecewiseAffineNetwork } from '../geometry/network.ts';
import type { Points } from './points.ts';

/** Mean and biased variance of every unit over a batch. */
export interface Statistics {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Walks through a network from its input and folds what it meets into affine layers, carrying along the
 * values that a batch of points takes, all in double precision. Give no points where no statistics are asked for.
 */
export class AffineWalk {
  readonly #inputs: number;
  readonly #count: number;
  readonly #layers: AffineLayer[] = [];
  #width: number;
  /** What follows the last activation; undefined where nothing does. */
  #open: AffineLayer | undefined;
  /** [count][width], never written in place: the first are the caller's points. */
  #values: Float64Array;

  constructor(inputs: number, points?: Points) {
    this.#inputs = inputs;
    this.#width = inputs;
    this.#count = points?.count ?? 0;
    this.#values = points?.inputs ?? new Float64Array(0);
  }

  /** Multiplies by `weights` [outputs][width]. */
  multiply(weights: Float64Array, outputs: number): void {
    const layer = {
      inputs: this.#width,
      outputs,
      weights,
      bias: new Float64Array(outputs),
      slope: undefined,
    };
    this.#values = product(this.#values, weights, this.#count, this.#width, outputs);
    this.#open = this.#open === undefined ? layer : compose(layer, this.#open);
    this.#width = outputs;
  }

  /** Multiplies each unit by its factor, if factors are given, and then adds its offset. */
  shift(offset: Float64Array, factor?: Float64Array): void {
    const { inputs, outputs, weights, bias } = this.#open ?? identity(this.#width);
    const scaled = factor === undefined ? weights : weights.map((w, i) => w * factor[Math.floor(i / inputs)]);
    const moved = (value: number, k: number) =>
      (factor === undefined ? value : value * factor[k]) + offset[k];
    this.#open = { inputs, outputs, weights: scaled, bias: bias.map(moved), slope: undefined };
    this.#values = this.#values.map((value, i) => moved(value, i % outputs));
  }

  /** Applies `max(slope·u, u)`. */
  activate(slope: number): void {
    this.#layers.push({ ...(this.#open ?? identity(this.#width)), slope });
    this.#open = undefined;
    this.#values = this.#values.map((u) => (u > 0 ? u : slope * u));
  }

  /** Of the values that the points take here. A unit that is constant has variance zero, without rounding. */
  statistics(): Statistics {
    const mean = columnMeans(this.#values, this.#count, this.#width);
    const width = this.#width;
    const constant = (k: number) =>
      every(this.#count, (p) => this.#values[p * width + k] === this.#values[k]);
    for (let k = 0; k < width; k++) if (constant(k)) mean[k] = this.#values[k];
    const squares = this.#values.map((value, i) => (value - mean[i % width]) ** 2);
    return { mean, variance: columnMeans(squares, this.#count, width) };
  }

  /** The network walked through so far. */
  network(): PiecewiseAffineNetwork {
    const last = this.#open ?? (this.#layers.length === 0 ? identity(this.#width) : undefined);
    return chain(this.#inputs, last === undefined ? this.#layers : [...this.#layers, last]);
  }
}

function every(count: number, holds: (index: number) => boolean): boolean {
  for (let i = 0; i < count; i++) if (!holds(i)) return false;
  return true;
}

function identity(width: number): AffineLayer {
  const weights = new Float64Array(width * width);
  for (let i = 0; i < width; i++) weights[i * width + i] = 1;
  return { inputs: width, outputs: width, weights, bias: new Float64Array(width), slope: undefined };
}

/** `second` after `first`. */
function compose(second: AffineLayer, first: AffineLayer): AffineLayer {
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
  return { inputs, outputs, weights, bias, slope: undefined };
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

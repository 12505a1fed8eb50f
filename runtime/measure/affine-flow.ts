import { type Image, type SlidingWindow, slidPositions } from '../geometry/image.ts';
import { multiplyRows } from '../geometry/multiply.ts';
import {
  activation,
  averagePooling,
  type Convolution,
  convolution,
  type Dense,
  dense,
  input,
  maxPooling,
  type Node,
  type PiecewiseAffineNetwork,
  type Scale,
  sum,
} from '../geometry/network.ts';
import type { Pieces } from '../geometry/pieces.ts';
import { sizeOf } from '../train/variables.ts';

/** An affine node that more may still be folded into. */
type Open = Dense | Convolution | Scale;

/** What is known of a flow. */
interface State {
  /** The network so far; flows of one network share it. */
  readonly nodes: Node[];
  /** The node that the flow comes from. */
  readonly node: number;
  /** [features], or [height, width, channels] */
  readonly shape: readonly number[];
  /** What follows that node; undefined where nothing does. */
  readonly open: Open | undefined;
}

/**
 * A value on its way through a network, which folds the affine layers that it meets into as few nodes as it can:
 * normalizations and biases into the products before them, products into one another. Every step gives a new
 * flow, so that several layers can go on from one.
 */
export class AffineFlow {
  readonly #state: State;
  #closed: number | undefined;

  private constructor(state: State) {
    this.#state = state;
  }

  /** What flows into a network: an example of this shape. */
  static into(shape: readonly number[]): AffineFlow {
    return new AffineFlow({ nodes: [input(sizeOf(shape))], node: 0, shape, open: undefined });
  }

  /** Multiplies by `weights` [outputs][size]. */
  multiply(weights: Float64Array, outputs: number): AffineFlow {
    const { open, node } = this.#state;
    const product = dense(node, weights, new Float64Array(outputs));
    if (open === undefined) return this.#with({ shape: [outputs], open: product });
    if (open.kind === 'convolution') return this.#after().multiply(weights, outputs);
    const composed = open.kind === 'dense' ? afterDense(product, open) : afterScale(product, open);
    return this.#with({ shape: [outputs], open: composed });
  }

  /** Slides `filters` [filters][window height][window width][channels] over the image, without flipping them. */
  convolve(filters: Float64Array, window: SlidingWindow): AffineFlow {
    const { open, node } = this.#state;
    // Padding is zero after what is open, so an offset can't move through it.
    if (open !== undefined) return this.#after().convolve(filters, window);
    const image = this.#image();
    const outputs = filters.length / (window.size[0] * window.size[1] * image.channels);
    const product = convolution(node, image, window, filters, new Float64Array(outputs));
    return this.#with({ shape: slidShape(image, window, outputs), open: product });
  }

  /** Multiplies each unit, or each channel of an image, by its factor, if factors are given, and adds its offset. */
  shift(offset: Float64Array, factor?: Float64Array): AffineFlow {
    const open = this.#state.open ?? this.#unscaled(offset.length);
    const units = open.kind === 'scale' ? open.offset.length : open.bias.length;
    if (units !== offset.length) return this.#after().shift(offset, factor);
    return this.#with({ open: shifted(open, offset, factor) });
  }

  /** Applies a piecewise-linear function to every number. */
  activate(pieces: Pieces): AffineFlow {
    const { shape } = this.#state;
    return this.#emit(activation(this.#close(), sizeOf(shape), pieces), shape);
  }

  averagePool(window: SlidingWindow, countPadding = false): AffineFlow {
    const image = this.#image();
    const pooled = averagePooling(this.#close(), image, window, countPadding);
    return this.#emit(pooled, slidShape(image, window, image.channels));
  }

  maxPool(window: SlidingWindow): AffineFlow {
    const image = this.#image();
    const pooled = maxPooling(this.#close(), image, window);
    return this.#emit(pooled, slidShape(image, window, image.channels));
  }

  /** Adds other flows of the same network. */
  add(others: readonly AffineFlow[]): AffineFlow {
    const { shape } = this.#state;
    const sources = [this, ...others].map((flow) => flow.#close());
    return this.#emit(sum(sources, sizeOf(shape)), shape);
  }

  /** The same numbers in the same order under another shape. */
  reshape(shape: readonly number[]): AffineFlow {
    return this.#with({ shape });
  }

  /** The network whose output this is, once everything has been folded in. */
  network(): PiecewiseAffineNetwork {
    const { nodes, open } = this.#state;
    if (nodes.length === 1 && open === undefined) nodes.push(this.#unscaled(1));
    else this.#close();
    return { nodes };
  }

  #image(): Image {
    const { shape } = this.#state;
    if (shape.length !== 3) throw new Error(`internal error: [${shape.join(', ')}] is no image`);
    const [height, width, channels] = shape;
    return { height, width, channels };
  }

  /** What leaves so many channels as they are. */
  #unscaled(channels: number): Scale {
    const { node, shape } = this.#state;
    const [factor, offset] = [1, 0].map((value) => new Float64Array(channels).fill(value));
    return { kind: 'scale', from: node, size: sizeOf(shape), factor, offset };
  }

  /** The node that gives the value of this flow. */
  #close(): number {
    const { nodes, open, node } = this.#state;
    this.#closed ??= open ? nodes.push(open) - 1 : node;
    return this.#closed;
  }

  /** The same flow where nothing more is folded into what is open. */
  #after(): AffineFlow {
    return this.#with({ node: this.#close(), open: undefined });
  }

  #emit(made: Node, shape: readonly number[]): AffineFlow {
    return this.#with({ node: this.#state.nodes.push(made) - 1, open: undefined, shape });
  }

  #with(changed: Partial<State>): AffineFlow {
    return new AffineFlow({ ...this.#state, ...changed });
  }
}

function slidShape(image: Image, window: SlidingWindow, channels: number): readonly number[] {
  const { height, width } = slidPositions(image, window);
  return [height, width, channels];
}

/** An affine node with each unit or channel multiplied by its factor, if factors are given, and its offset added. */
function shifted(open: Open, offset: Float64Array, factor?: Float64Array): Open {
  const times = (values: Float64Array, run: number) =>
    factor === undefined ? values : values.map((value, i) => value * factor[Math.floor(i / run)]);
  const plus = (values: Float64Array) => times(values, 1).map((value, k) => value + offset[k]);
  return open.kind === 'scale'
    ? { ...open, factor: times(open.factor, 1), offset: plus(open.offset) }
    : { ...open, weights: times(open.weights, open.weights.length / offset.length), bias: plus(open.bias) };
}

/** `second` after `first`. */
function afterDense(second: Dense, first: Dense): Dense {
  const between = first.size;
  const inputs = first.weights.length / between;
  const weights = new Float64Array(second.size * inputs);
  for (let o = 0; o < second.size; o++)
    for (let k = 0; k < between; k++)
      for (let i = 0; i < inputs; i++)
        weights[o * inputs + i] += second.weights[o * between + k] * first.weights[k * inputs + i];
  return { ...second, from: first.from, weights, bias: applied(second, first.bias) };
}

/** `second` after `first`. */
function afterScale(second: Dense, { from, size, factor, offset }: Scale): Dense {
  const channel = (i: number) => (i % size) % factor.length;
  const weights = second.weights.map((weight, i) => weight * factor[channel(i)]);
  const before = Float64Array.from({ length: size }, (_, i) => offset[channel(i)]);
  return { ...second, from, weights, bias: applied(second, before) };
}

/** Weights times one input, plus the bias. */
function applied({ weights, bias, size }: Dense, x: Float64Array): Float64Array {
  const result = new Float64Array(size);
  multiplyRows(x, 1, weights, bias, x.length, size, result);
  return result;
}

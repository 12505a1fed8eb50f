import { type Image, type SlidingWindow, slidPositions } from '../geometry/image.ts';
import {
  activation,
  averagePooling,
  batchNorm,
  checkNetwork,
  convolution,
  dense,
  input,
  maxPooling,
  type Node,
  type PiecewiseAffineNetwork,
  sum,
} from '../geometry/network.ts';
import type { Pieces } from '../geometry/pieces.ts';
import { NetworkFileError } from './problem.ts';

/** No value of a network may have more numbers than this, nor a pooling more candidates. */
const mostNumbers = 2 ** 24;

/** A value on its way through the network. */
export interface Value {
  readonly node: number;
  readonly size: number;
  /** Missing for a flat value. */
  readonly image?: Image;
  /**
   * For a flat value that the file counts as [channels][height][width] of this image. The geometry keeps
   * its numbers as [height][width][channels], so weights that follow are brought into that order.
   */
  readonly channelsFirst?: Image;
}

/**
 * Puts the geometry's network together from what the layers of a file say. Weights come as the geometry wants
 * them, but count inputs in the file's order. Throws a `NetworkFileError` or a RangeError where shapes do not fit.
 */
export class NetworkBuilder {
  readonly start: Value;
  private readonly nodes: Node[] = [];

  /** @param image the shape of the input, if it is one */
  constructor(size: number, image?: Image) {
    this.start = this.add(input(size), image);
  }

  /** `weights` are [bias.length][inputs]; on an image every pixel is multiplied alone. */
  dense(value: Value, weights: Float64Array, bias: Float64Array): Value {
    if (value.image !== undefined) return this.convolution(value, pixelWindow, weights, bias);
    return this.add(dense(value.node, columnsInOrder(weights, value), bias));
  }

  /** `filters` are [bias.length][window height][window width][channels]. */
  convolution(value: Value, window: SlidingWindow, filters: Float64Array, bias: Float64Array): Value {
    const image = imageOf(value);
    const slid = this.slid(image, window, bias.length);
    return this.add(convolution(value.node, image, window, filters, bias), slid);
  }

  maxPooling(value: Value, window: SlidingWindow): Value {
    const image = imageOf(value);
    const slid = this.slid(image, window, image.channels * window.size[0] * window.size[1]);
    return this.add(maxPooling(value.node, image, window), { ...slid, channels: image.channels });
  }

  averagePooling(value: Value, window: SlidingWindow, countPadding: boolean): Value {
    const image = imageOf(value);
    const slid = this.slid(image, window, image.channels);
    return this.add(averagePooling(value.node, image, window, countPadding), slid);
  }

  /** `padding` is [top, left, bottom, right]. */
  zeroPadding(value: Value, padding: SlidingWindow['padding']): Value {
    // The mean over one pixel, where padded pixels count as zeros, is the padded image.
    return this.averagePooling(value, { ...pixelWindow, padding }, true);
  }

  /** Batch normalization in evaluation mode, one number for each channel of an image or each of a flat value. */
  batchNorm(
    value: Value,
    statistics: { mean: Float64Array; variance: Float64Array; epsilon: number },
    gain: { scale: Float64Array; offset: Float64Array },
  ): Value {
    const { mean, variance, epsilon } = statistics;
    const negative = variance.findIndex((v) => !(v + epsilon > 0));
    if (negative !== -1)
      throw new NetworkFileError(
        `the variance of unit ${negative + 1} is ${variance[negative]}, which with epsilon ${epsilon} is not positive. Correct epsilon, or the file.`,
      );
    const ordered = (vector: Float64Array) => columnsInOrder(vector, value);
    return this.add(
      batchNorm(
        value.node,
        value.size,
        { mean: ordered(mean), variance: ordered(variance), epsilon },
        { scale: ordered(gain.scale), offset: ordered(gain.offset) },
      ),
      value.image,
      value.channelsFirst,
    );
  }

  activation(value: Value, pieces: Pieces): Value {
    return this.add(activation(value.node, value.size, pieces), value.image, value.channelsFirst);
  }

  sum(values: readonly Value[]): Value {
    const [first] = values;
    const other = values.find((value) => shapeText(value) !== shapeText(first));
    if (other !== undefined)
      throw new NetworkFileError(
        `it adds values of shapes ${shapeText(first)} and ${shapeText(other)}; they must be equal.`,
      );
    const from = values.map(({ node }) => node);
    return this.add(sum(from, first.size), first.image, first.channelsFirst);
  }

  /** The same numbers as a flat value, counted in the order of the file. */
  flatten({ node, size, image, channelsFirst }: Value, order: 'channels first' | 'channels last'): Value {
    if (image === undefined) return { node, size, channelsFirst };
    // With one pixel or one channel both orders are the same.
    const same = order === 'channels last' || image.channels === 1 || image.channels === size;
    return { node, size, channelsFirst: same ? undefined : image };
  }

  /** The network that gives this value, its numbers in the file's order where it is flat. */
  finish(value: Value): PiecewiseAffineNetwork {
    const last = this.inFileOrder(value);
    if (last.node !== this.nodes.length - 1)
      throw new NetworkFileError('the last layer is not the output: remove what comes after it.');
    const network = { nodes: this.nodes };
    checkNetwork(network);
    return network;
  }

  private inFileOrder(value: Value): Value {
    if (!value.channelsFirst) return value;
    const identity = new Float64Array(value.size ** 2);
    for (let i = 0; i < value.size; i++) identity[i * value.size + i] = 1;
    return this.dense(value, identity, new Float64Array(value.size));
  }

  private slid(image: Image, window: SlidingWindow, each: number): Image {
    const { height, width } = slidPositions(image, window);
    if (height * width * each > mostNumbers)
      throw new NetworkFileError(
        `it makes ${height} × ${width} × ${each} numbers; at most ${mostNumbers} are allowed.`,
      );
    return { height, width, channels: each };
  }

  private add(node: Node, image?: Image, channelsFirst?: Image): Value {
    if (node.size > mostNumbers)
      throw new NetworkFileError(`it makes ${node.size} numbers; at most ${mostNumbers} are allowed.`);
    this.nodes.push(node);
    return { node: this.nodes.length - 1, size: node.size, image, channelsFirst };
  }
}

const pixelWindow: SlidingWindow = { size: [1, 1], stride: [1, 1], padding: [0, 0, 0, 0], dilation: [1, 1] };

/** The image that a value is. Throws a `NetworkFileError` for a flat value. */
export function imageOf({ image, size }: Value): Image {
  if (image !== undefined) return image;
  throw new NetworkFileError(
    `it needs an image, but what comes before it gives ${size} numbers without height and width. Move it before the flattening, or give the input as an image.`,
  );
}

/** How many numbers a layer after this value has a weight for: channels of an image, or all. */
export const featuresOf = ({ image, size }: Value): number => image?.channels ?? size;

/** `[28, 28, 1]`: height, width and channels, or `[64]`. */
export const shapeText = ({ image, size }: Value): string =>
  image ? `[${image.height}, ${image.width}, ${image.channels}]` : `[${size}]`;

/** Rows of `value.size` numbers each, from the file's order to the geometry's. */
function columnsInOrder(rows: Float64Array, { size, channelsFirst }: Value): Float64Array {
  if (channelsFirst === undefined) return rows;
  const ordered = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row += size)
    ordered.set(channelsLast(rows.subarray(row, row + size), channelsFirst), row);
  return ordered;
}

/** One image from [channels][height][width] to [height][width][channels]. */
export function channelsLast(numbers: ArrayLike<number>, { height, width, channels }: Image): Float64Array {
  const pixels = height * width;
  if (numbers.length !== pixels * channels)
    throw new RangeError(`An image of ${numbers.length} numbers is not ${channels} × ${height} × ${width}.`);
  const ordered = new Float64Array(numbers.length);
  for (let c = 0; c < channels; c++)
    for (let p = 0; p < pixels; p++) ordered[p * channels + c] = numbers[c * pixels + p];
  return ordered;
}

/** A matrix [rows][columns] as [columns][rows]. */
export function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) turned[c * rows + r] = matrix[r * columns + c];
  return turned;
}

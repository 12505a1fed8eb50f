import { type Image, type SlidingWindow, sizeOfImage, slidPositions, visitTaps } from './image.ts';
import { leakyRelu, type Pieces, problemOfPieces } from './pieces.ts';

/**
 * A continuous piecewise-affine network in evaluation mode: a list of nodes, each of which makes one flat
 * value of `size` numbers from the values of earlier nodes, which it names by their index. Node 0 is the
 * input; the last node is the output. Images are [height][width][channels], so that flattening is free.
 */
export interface PiecewiseAffineNetwork {
  readonly nodes: readonly Node[];
}

export type Node = Input | Affine | Bend;

/** Nodes that are affine in their sources. */
export type Affine = Dense | Convolution | AveragePooling | Scale | Sum;

/** Nodes that bend: piecewise linear. Reports call the first one layer 0, and its numbers units. */
export type Bend = Activation | Max;

export interface Input {
  readonly kind: 'input';
  readonly size: number;
}

export interface Dense {
  readonly kind: 'dense';
  readonly from: number;
  readonly size: number;
  /** [size][inputs], row-major */
  readonly weights: Float64Array;
  /** [size] */
  readonly bias: Float64Array;
}

export interface Convolution {
  readonly kind: 'convolution';
  readonly from: number;
  readonly size: number;
  /** of the input; the output has the window's positions and as many channels as there are filters */
  readonly image: Image;
  readonly window: SlidingWindow;
  /** [filters][window height][window width][channels] */
  readonly weights: Float64Array;
  /** [filters] */
  readonly bias: Float64Array;
}

export interface AveragePooling {
  readonly kind: 'average';
  readonly from: number;
  readonly size: number;
  readonly image: Image;
  readonly window: SlidingWindow;
  /** Whether padded pixels count, as zeros, or the mean is that of the pixels inside the image. */
  readonly countPadding: boolean;
}

/** factor·x + offset, channel by channel: what batch normalization is in evaluation mode. */
export interface Scale {
  readonly kind: 'scale';
  readonly from: number;
  readonly size: number;
  /** [channels], a divisor of `size`: number i belongs to channel i mod channels */
  readonly factor: Float64Array;
  /** [channels] */
  readonly offset: Float64Array;
}

/** The sum of several values of one size: a residual connection. */
export interface Sum {
  readonly kind: 'sum';
  readonly from: readonly number[];
  readonly size: number;
}

/** The same piecewise-linear function of each number. Unit k has piece `pieceOf(pieces, input[k])`. */
export interface Activation {
  readonly kind: 'activation';
  readonly from: number;
  readonly size: number;
  readonly pieces: Pieces;
}

/** The largest of several numbers, for each unit. Its piece is the place of the winner among its candidates. */
export interface Max {
  readonly kind: 'max';
  readonly from: number;
  readonly size: number;
  /** [size][candidates.length / size]: indices in the source; −1 is no candidate. Of equals the first wins. */
  readonly candidates: Int32Array;
}

export const input = (size: number): Input => ({ kind: 'input', size });

/** W·x + b with W [bias.length][inputs]. */
export const dense = (from: number, weights: Float64Array, bias: Float64Array): Dense => ({
  kind: 'dense',
  from,
  size: bias.length,
  weights,
  bias,
});

/** Filters [filters][window height][window width][channels], as cross-correlation. */
export function convolution(
  from: number,
  image: Image,
  window: SlidingWindow,
  weights: Float64Array,
  bias: Float64Array,
): Convolution {
  const { height, width } = slidPositions(image, window);
  return {
    kind: 'convolution',
    from,
    size: height * width * bias.length,
    image,
    window,
    weights,
    bias,
  };
}

export function averagePooling(
  from: number,
  image: Image,
  window: SlidingWindow,
  countPadding = false,
): AveragePooling {
  const { height, width } = slidPositions(image, window);
  return {
    kind: 'average',
    from,
    size: height * width * image.channels,
    image,
    window,
    countPadding,
  };
}

/** Padded pixels never win. */
export function maxPooling(from: number, image: Image, window: SlidingWindow): Max {
  const { height, width } = slidPositions(image, window);
  const { channels } = image;
  const taps = window.size[0] * window.size[1];
  const candidates = new Int32Array(height * width * channels * taps).fill(-1);
  visitTaps(image, window, (position, pixel, tap) => {
    for (let c = 0; c < channels; c++)
      candidates[(position * channels + c) * taps + tap] = pixel * channels + c;
  });
  return { kind: 'max', from, size: height * width * channels, candidates };
}

/** Batch normalization in evaluation mode: scale·(x − mean) / √(variance + epsilon) + offset, by channel. */
export function batchNorm(
  from: number,
  size: number,
  statistics: { mean: Float64Array; variance: Float64Array; epsilon: number },
  gain?: { scale: Float64Array; offset: Float64Array },
): Scale {
  const { mean, variance, epsilon } = statistics;
  const factor = variance.map((v, c) => (gain?.scale[c] ?? 1) / Math.sqrt(v + epsilon));
  const offset = mean.map((m, c) => (gain?.offset[c] ?? 0) - factor[c] * m);
  return { kind: 'scale', from, size, factor, offset };
}

/** The sum of values of this size. */
export const sum = (from: readonly number[], size: number): Sum => ({
  kind: 'sum',
  from,
  size,
});

export const activation = (from: number, size: number, pieces: Pieces): Activation => ({
  kind: 'activation',
  from,
  size,
  pieces,
});

/** A dense layer of a chain, with an activation max(slope·u, u) unless its slope is undefined. */
export interface AffineLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs][inputs], row-major */
  readonly weights: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
  readonly slope: number | undefined;
}

/** A chain of dense layers, each after the one before. */
export function chain(inputs: number, layers: readonly AffineLayer[]): PiecewiseAffineNetwork {
  const nodes: Node[] = [input(inputs)];
  for (const { weights, bias, outputs, slope } of layers) {
    nodes.push(dense(nodes.length - 1, weights, bias));
    if (slope !== undefined) nodes.push(activation(nodes.length - 1, outputs, leakyRelu(slope)));
  }
  return { nodes };
}

/** The values that a node is made from. */
export const sourcesOf = (node: Node): readonly number[] =>
  node.kind === 'input' ? [] : node.kind === 'sum' ? node.from : [node.from];

export const isBend = (node: Node): node is Bend => node.kind === 'activation' || node.kind === 'max';

/** The nodes that bend, in order: the layers of every report. */
export const bendsOf = ({ nodes }: PiecewiseAffineNetwork): readonly Bend[] => nodes.filter(isBend);

export const inputSize = ({ nodes }: PiecewiseAffineNetwork): number => nodes[0].size;

export const outputSize = ({ nodes }: PiecewiseAffineNetwork): number => nodes[nodes.length - 1].size;

/** Units of all bends together: the length of an activation pattern. */
export const unitCount = (network: PiecewiseAffineNetwork): number =>
  bendsOf(network).reduce((units, { size }) => units + size, 0);

/** The layers of a network that `chain` could have built; undefined for any other. */
export function chainLayers({ nodes }: PiecewiseAffineNetwork): readonly AffineLayer[] | undefined {
  const layers: AffineLayer[] = [];
  let last = 0;
  for (let i = 1; i < nodes.length; i++) {
    const node = nodes[i];
    if (node.kind === 'activation' && node.from === i - 1 && last === i - 1 && layers.length > 0) {
      const before = layers[layers.length - 1];
      const { thresholds, slopes } = node.pieces;
      if (before.slope !== undefined || thresholds.length !== 1 || thresholds[0] !== 0 || slopes[1] !== 1)
        return undefined;
      layers[layers.length - 1] = { ...before, slope: slopes[0] };
    } else if (node.kind === 'dense' && node.from === i - 1) {
      const { weights, bias, size } = node;
      layers.push({ inputs: nodes[i - 1].size, outputs: size, weights, bias, slope: undefined });
    } else return undefined;
    last = i;
  }
  return layers;
}

/** Throws a RangeError that names the node where shapes do not fit or a number is not finite. */
export function checkNetwork({ nodes }: PiecewiseAffineNetwork): void {
  if (nodes[0]?.kind !== 'input') throw new RangeError('The first node of a network must be its input.');
  if (!(Number.isInteger(nodes[0].size) && nodes[0].size > 0))
    throw new RangeError(`The input needs a whole number of values from 1, not ${nodes[0].size}.`);
  if (nodes.length === 1) throw new RangeError('The network has no layers.');
  nodes.slice(1).forEach((node, i) => {
    const index = i + 1;
    const problem = problemOf(node, index, nodes);
    if (problem !== undefined)
      throw new RangeError(`Node ${index} of ${nodes.length - 1} (${node.kind}) ${problem}.`);
  });
}

function problemOf(node: Node, index: number, nodes: readonly Node[]): string | undefined {
  if (node.kind === 'input') return 'is a second input';
  const sources = sourcesOf(node);
  if (sources.length === 0) return 'has no source';
  const unknown = sources.find((from) => !(Number.isInteger(from) && from >= 0 && from < index));
  if (unknown !== undefined)
    return `reads value ${unknown}; only the values 0 to ${index - 1} come before it`;
  const width = nodes[sources[0]].size;
  return problemOfSizes(node, width, nodes) ?? problemOfNumbers(node);
}

function problemOfSizes(node: Exclude<Node, Input>, width: number, nodes: readonly Node[]) {
  const needs = (name: string, expected: number, found: number) =>
    expected === found ? undefined : `needs ${expected} ${name}, but has ${found}`;
  const takes = (expected: number) =>
    expected === width ? undefined : `takes ${expected} inputs, but what comes before it gives ${width}`;
  switch (node.kind) {
    case 'dense':
      return needs('biases', node.size, node.bias.length) ?? takes(node.weights.length / node.size);
    case 'convolution': {
      const [height, across] = node.window.size;
      const patch = height * across * node.image.channels;
      return (
        takes(sizeOfImage(node.image)) ?? needs('weights', node.bias.length * patch, node.weights.length)
      );
    }
    case 'average':
      return takes(sizeOfImage(node.image));
    case 'scale':
      return (
        takes(node.size) ??
        needs('offsets', node.factor.length, node.offset.length) ??
        (node.size % node.factor.length === 0
          ? undefined
          : `has ${node.factor.length} channels, which do not divide its ${node.size} numbers`)
      );
    case 'sum': {
      const other = node.from.find((from) => nodes[from].size !== node.size);
      return other === undefined
        ? undefined
        : `adds values of ${node.size} numbers, but value ${other} has ${nodes[other].size}`;
    }
    case 'activation':
      return takes(node.size) ?? problemOfPieces(node.pieces);
    case 'max':
      return problemOfCandidates(node, width);
  }
}

/** A piece is one byte of a pattern, of which one value is kept for `more than one`. */
const MOST_CANDIDATES = 254;

function problemOfCandidates({ size, candidates }: Max, width: number): string | undefined {
  const each = candidates.length / size;
  if (!(Number.isInteger(each) && each > 0))
    return `shares ${candidates.length} candidates among ${size} units`;
  if (each > MOST_CANDIDATES) return `has ${each} candidates for a unit; ${MOST_CANDIDATES} are the most`;
  for (let k = 0; k < size; k++) {
    const own = candidates.subarray(k * each, (k + 1) * each);
    if (own.every((c) => c === -1)) return `has no candidate for unit ${k}: its window lies in the padding`;
    const bad = own.find((c) => c < -1 || c >= width);
    if (bad !== undefined) return `names candidate ${bad} for unit ${k}, but takes ${width} inputs`;
  }
  return undefined;
}

function problemOfNumbers(node: Node): string | undefined {
  const numbers =
    node.kind === 'dense' || node.kind === 'convolution'
      ? [node.weights, node.bias]
      : node.kind === 'scale'
        ? [node.factor, node.offset]
        : [];
  return numbers.every((array) => array.every(Number.isFinite))
    ? undefined
    : 'has a weight or bias that is not finite: perhaps training diverged';
}

/** The layers of a chain; throws a RangeError for any other network. */
export function denseLayers(network: PiecewiseAffineNetwork): readonly AffineLayer[] {
  const layers = chainLayers(network);
  if (layers === undefined) throw new RangeError('This is only defined for a chain of dense layers.');
  return layers;
}

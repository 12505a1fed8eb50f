import { patternsAt } from '../../../runtime/geometry/forward.ts';
import { slidingWindow } from '../../../runtime/geometry/image.ts';
import {
  activation,
  averagePooling,
  chain,
  convolution,
  dense,
  input,
  inputSize,
  maxPooling,
  type PiecewiseAffineNetwork,
  sum,
} from '../../../runtime/geometry/network.ts';
import { hardTanh, leakyRelu, relu } from '../../../runtime/geometry/pieces.ts';
import { layer, normal, randomNetwork } from './networks.ts';

/** An image network: convolution, maximum, residual convolution, mean, dense and an activation of three pieces. */
export function imageNetwork(seed: number): PiecewiseAffineNetwork {
  const next = normal(seed);
  const some = (n: number, scale: number) => Float64Array.from({ length: n }, () => scale * next());
  const image = { height: 6, width: 5, channels: 1 };
  const inner = { height: 3, width: 2, channels: 3 };
  const same = slidingWindow([3, 3], { padding: [1, 1, 1, 1] });
  return {
    nodes: [
      input(30),
      convolution(0, image, same, some(27, 0.5), some(3, 0.3)),
      activation(1, 90, relu),
      maxPooling(2, { ...image, channels: 3 }, slidingWindow([2, 2], { stride: [2, 2] })),
      convolution(3, inner, same, some(81, 0.3), some(3, 0.3)),
      activation(4, 18, leakyRelu(0.1)),
      sum([3, 5], 18),
      averagePooling(6, inner, slidingWindow([2, 2])),
      dense(7, some(48, 0.6), some(8, 0.3)),
      activation(8, 8, hardTanh(-0.5, 0.7)),
      dense(9, some(24, 1), some(3, 0.2)),
    ],
  };
}

/** Dense networks of all sorts, some of them degenerate, and networks that are no chains. */
export const networkOfKind = {
  relu: (seed: number) => randomNetwork([4, 7, 6, 5, 3], 0, seed),
  'leaky relu': (seed: number) => randomNetwork([4, 7, 6, 5, 3], 0.1, seed),
  absolute: (seed: number) => randomNetwork([4, 6, 5, 3], -1, seed),
  'one input': (seed: number) => randomNetwork([1, 9, 7, 2], 0.2, seed),
  'more inputs than units': (seed: number) => randomNetwork([11, 4, 6, 3], 0, seed),
  /** All first boundaries pass through the origin, as behind a batch normalization. */
  central: (seed: number) => randomNetwork([3, 8, 6, 2], 0, seed, 0),
  /** Equal, opposite, parallel and dead units, and a zero row. */
  degenerate: (seed: number) => {
    const next = normal(seed);
    const [a, b, c] = [next(), next(), next()];
    const rows = [
      [a, b],
      [a, b],
      [-a, -b],
      [2 * a, 2 * b],
      [a, b],
      [0, 0],
      [c, a],
    ];
    const bias = [c, c, -c, 2 * c, c + 1, -1, -50];
    const second = Array.from({ length: 5 }, () => rows.map(() => next()));
    return chain(2, [
      layer(rows, bias, 0),
      layer(second, [0.1, 0, -0.2, 0.3, -90], 0.1),
      layer([[1, 2, 3, 4, 5]], [0]),
    ]);
  },
  image: imageNetwork,
} satisfies Record<string, (seed: number) => PiecewiseAffineNetwork>;

export type Kind = keyof typeof networkOfKind;
export const kinds = Object.keys(networkOfKind) as Kind[];

/** The activation pattern at one point, by going forward. */
export const patternAt = (network: PiecewiseAffineNetwork, point: Float64Array): string =>
  patternsAt(network, point).join('');

export const pointOf = (points: Float64Array, p: number, network: PiecewiseAffineNetwork): Float64Array =>
  points.slice(p * inputSize(network), (p + 1) * inputSize(network));

/** from + t · direction */
export const move = (from: Float64Array, direction: ArrayLike<number>, t: number): Float64Array =>
  from.map((x, i) => x + t * direction[i]);

/** Central differences of a function of a point; exact but for rounding while no kink is within the step. */
export function differences(
  of: (point: Float64Array) => number,
  point: Float64Array,
  step = 1e-7,
): Float64Array {
  return point.map((x, i) => (of(point.with(i, x + step)) - of(point.with(i, x - step))) / (2 * step));
}

/** The first t in (0, reach] at which the pattern differs, by bisection; Infinity if it does not at `reach`. */
export function firstChange(
  network: PiecewiseAffineNetwork,
  point: Float64Array,
  direction: ArrayLike<number>,
  reach: number,
): number {
  const pattern = patternAt(network, point);
  const same = (t: number) => patternAt(network, move(point, direction, t)) === pattern;
  if (same(reach)) return Infinity;
  let [low, high] = [0, reach];
  while (high - low > 1e-13 * reach) {
    const middle = (low + high) / 2;
    if (same(middle)) low = middle;
    else high = middle;
  }
  return high;
}

export function unitVector(size: number, next: () => number): Float64Array {
  const vector = Float64Array.from({ length: size }, next);
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

import type { Construct } from '../../compiler/plan/plan.ts';
import { type Settings, type Shape, settingsOf } from '../../compiler/registry/construct.ts';
import type { InitializerName } from '../../compiler/registry/initializers/index.ts';
import type { Stream } from '../random/stream.ts';

/**
 * First values of one variable, row-major in its `shape`, in double precision.
 * Weights have shape `[outputs, inputs]`, filters `[outputs, height, width, inputs]`; the records say what holds for vectors.
 */
export type Initializer = (shape: Shape, settings: Settings, stream: Stream) => Float64Array;

/** How each initializer of the registry is computed. */
export const initializers = {
  zeros: (shape) => new Float64Array(size(shape)),
  ones: (shape) => new Float64Array(size(shape)).fill(1),
  constant: (shape, { value }) => new Float64Array(size(shape)).fill(value as number),
  normal: (shape, { mean, sd }, stream) =>
    stream.fillNormal(new Float64Array(size(shape)), mean as number, sd as number),
  uniform: (shape, { low, high }, stream) =>
    stream.fillUniform(new Float64Array(size(shape)), low as number, high as number),
  he: (shape, _, stream) =>
    stream.fillNormal(new Float64Array(size(shape)), 0, Math.sqrt(2 / fans(shape).inputs)),
  glorot: (shape, _, stream) => {
    const { inputs, outputs } = fans(shape);
    return symmetric(shape, Math.sqrt(6 / (inputs + outputs)), stream);
  },
  pytorch_default: (shape, _, stream) => symmetric(shape, 1 / Math.sqrt(fans(shape).inputs), stream),
  identity: (shape, { gain }) => identity(shape, gain as number),
  orthogonal: (shape, { gain }, stream) =>
    orthonormal(shape, stream).map((entry) => entry * (gain as number)),
} as const satisfies Record<InitializerName, Initializer>;

/** First values of a variable that starts as `initial` says. */
export function initialize(shape: Shape, initial: Construct, stream: Stream): Float64Array {
  return initializers[initial.is as InitializerName](shape, settingsOf(initial), stream);
}

function size(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

function fans(shape: Shape): { inputs: number; outputs: number } {
  const outputs = shape[0] ?? 1;
  // Of filters each weight is an input and an output at every place of the window.
  const places = size(shape.slice(1, -1));
  return { outputs: outputs * places, inputs: shape.length < 2 ? outputs : size(shape.slice(1)) };
}

/** `gain` where output and input are the same, for filters in the middle of the window. */
function identity(shape: Shape, gain: number): Float64Array {
  const [outputs = 1, ...each] = shape;
  const inputs = each.at(-1) ?? 1;
  const window = each.slice(0, -1);
  const middle = window.reduce((place, length) => place * length + Math.floor((length - 1) / 2), 0);
  const values = new Float64Array(size(shape));
  for (let k = 0; k < Math.min(outputs, inputs); k++) values[(k * size(window) + middle) * inputs + k] = gain;
  return values;
}

function symmetric(shape: Shape, bound: number, stream: Stream): Float64Array {
  return stream.fillUniform(new Float64Array(size(shape)), -bound, bound);
}

/**
 * Gram–Schmidt on normal vectors: every direction is as likely as any other, since the law of the
 * vectors has none. Projecting twice keeps it orthogonal to machine precision (Giraud et al. 2005).
 */
function orthonormal(shape: Shape, stream: Stream): Float64Array {
  const rows = shape[0] ?? 1;
  const columns = size(shape.slice(1));
  const length = Math.max(rows, columns);
  const basis: Float64Array[] = [];
  while (basis.length < Math.min(rows, columns)) {
    const vector = stream.fillNormal(new Float64Array(length));
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) subtractMultiple(vector, other, dot(vector, other));
    const norm = Math.sqrt(dot(vector, vector));
    basis.push(vector.map((entry) => entry / norm));
  }
  const wide = rows <= columns;
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    const column = i % columns;
    return wide ? basis[row][column] : basis[column][row];
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function subtractMultiple(from: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i] -= factor * vector[i];
}

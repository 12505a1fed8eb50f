import { principalDirections } from './principal.ts';
import { norm, orthonormal } from './vector.ts';

/** A 2-D plane in the input: x = origin + s·u + t·v, each of `inputs` numbers. */
export interface Slice {
  readonly origin: ArrayLike<number>;
  readonly u: ArrayLike<number>;
  readonly v: ArrayLike<number>;
}

/** The input plane of a network of two inputs, with its own coordinates. */
export const inputPlane: Slice = { origin: [0, 0], u: [1, 0], v: [0, 1] };

/** The slice, or the input plane if there is none. Throws a RangeError where it does not fit the inputs. */
export function sliceFor(inputs: number, slice: Slice | undefined): Slice {
  if (slice === undefined && inputs !== 2)
    throw new RangeError(`The network takes ${inputs} inputs, not 2: say which slice (origin, u, v) to cut.`);
  const { origin, u, v } = slice ?? inputPlane;
  for (const [name, vector] of Object.entries({ origin, u, v })) {
    if (vector.length !== inputs)
      throw new RangeError(`The slice's ${name} has ${vector.length} numbers; the network takes ${inputs}.`);
    if (!Array.from(vector).every(Number.isFinite))
      throw new RangeError(`The slice's ${name} has a number that is not finite.`);
  }
  return { origin, u, v };
}

/** The inputs [n][inputs] at places [n][s, t] of the slice. */
export function inputsOnSlice({ origin, u, v }: Slice, places: ArrayLike<number>): Float64Array {
  const inputs = origin.length;
  const points = new Float64Array((places.length / 2) * inputs);
  for (let p = 0; 2 * p < places.length; p++)
    for (let i = 0; i < inputs; i++)
      points[p * inputs + i] = origin[i] + places[2 * p] * u[i] + places[2 * p + 1] * v[i];
  return points;
}

/** Places [n][s, t] of the points [n][inputs], projected onto a slice with orthonormal u and v. */
export function placesOnSlice({ origin, u, v }: Slice, points: Float64Array): Float64Array {
  const inputs = origin.length;
  const places = new Float64Array((points.length / inputs) * 2);
  for (let p = 0; 2 * p < places.length; p++)
    for (let i = 0; i < inputs; i++) {
      const away = points[p * inputs + i] - origin[i];
      places[2 * p] += away * u[i];
      places[2 * p + 1] += away * v[i];
    }
  return places;
}

/** Shorter than this, relative to the vector that it is left of, a direction is rounding. */
const NO_DIRECTION = 1e-10;

/**
 * The plane through three samples, with a at (0, 0), b on the positive s axis and c above it; places have
 * input units. Throws a RangeError if the samples lie on one line.
 */
export function sliceThrough(a: ArrayLike<number>, b: ArrayLike<number>, c: ArrayLike<number>): Slice {
  const origin = Float64Array.from(a);
  const u = Float64Array.from(b, (x, i) => x - a[i]);
  const v = Float64Array.from(c, (x, i) => x - a[i]);
  const reach = Math.max(norm(u), norm(v));
  const straight = Math.min(norm(u), norm(v)) <= reach * NO_DIRECTION;
  if (straight || orthonormal([u, v], NO_DIRECTION).length < 2)
    throw new RangeError('The three samples lie on one line: choose others, or give a slice (origin, u, v).');
  return { origin, u, v };
}

/**
 * The plane through the mean of points [n][inputs] along their two principal components, the largest
 * first; the largest entry of each direction is positive. Throws a RangeError if the points vary in fewer
 * than two directions.
 */
export function principalSlice(points: Float64Array, inputs: number): Slice {
  const origin = new Float64Array(inputs);
  const n = points.length / inputs;
  for (let i = 0; i < points.length; i++) origin[i % inputs] += points[i] / n;
  const [u, v] = principalDirections(
    points.map((x, i) => x - origin[i % inputs]),
    inputs,
  );
  if (v === undefined)
    throw new RangeError('The points vary in fewer than two directions: no plane of principal components.');
  return { origin, u, v };
}

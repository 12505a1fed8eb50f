import type { Settings } from '../../compiler/registry/construct.ts';

/** Euclidean length of each row of `weights` `[rows, …]`. */
export function rowLengths(weights: Float64Array, rows: number): Float64Array {
  const squares = new Float64Array(rows);
  const row = weights.length / rows;
  weights.forEach((weight, i) => {
    squares[Math.floor(i / row)] += weight * weight;
  });
  return squares.map(Math.sqrt);
}

/** The weights that a layer multiplies by: its variable `of`, or that with the lengths that are kept apart. */
export function weightsIn(
  { weight_norm }: Settings,
  variable: (name: string) => Float64Array,
  of: string,
): Float64Array {
  const weights = variable(of);
  if (!weight_norm) return weights;
  const wanted = variable('lengths');
  const lengths = rowLengths(weights, wanted.length);
  const row = weights.length / wanted.length;
  return weights.map((weight, i) => {
    const k = Math.floor(i / row);
    return lengths[k] === 0 ? weight : (weight * wanted[k]) / lengths[k];
  });
}

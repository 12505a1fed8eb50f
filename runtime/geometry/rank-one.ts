import type { PlaneMap } from './affine-map.ts';
import type { SparseVector } from './columns.ts';

/** out = source + column ⊗ (a, b, c), the column being the numbers from `at` on. */
export function addDense(
  columns: Float64Array,
  at: number,
  a: number,
  b: number,
  c: number,
  source: PlaneMap,
  out: PlaneMap,
): void {
  const size = out.length / 3;
  for (let o = 0; o < size; o++) {
    const w = columns[at + o];
    out[o] = source[o] + w * a;
    out[size + o] = source[size + o] + w * b;
    out[2 * size + o] = source[2 * size + o] + w * c;
  }
}

/** The same for a sparse column. */
export function addSparse(
  { indices, values }: SparseVector,
  a: number,
  b: number,
  c: number,
  source: PlaneMap,
  out: PlaneMap,
): void {
  if (source !== out) out.set(source);
  const size = out.length / 3;
  for (let i = 0; i < indices.length; i++) {
    const o = indices[i];
    out[o] += values[i] * a;
    out[size + o] += values[i] * b;
    out[2 * size + o] += values[i] * c;
  }
}

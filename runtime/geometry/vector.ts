export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export const norm = (v: Float64Array): number => Math.sqrt(dot(v, v));

/** Gives a vector length 1, in place; false if it was no longer than `least`. */
export function normalise(v: Float64Array, least: number): boolean {
  const length = norm(v);
  if (!(length > least)) return false;
  for (let i = 0; i < v.length; i++) v[i] /= length;
  return true;
}

/** v ← v − ⟨v, u⟩·u for a u of length 1. */
export function removeComponent(v: Float64Array, u: Float64Array): void {
  const along = dot(v, u);
  for (let i = 0; i < v.length; i++) v[i] -= along * u[i];
}

/**
 * Makes vectors orthonormal, in place and in order (modified Gram–Schmidt, twice), and returns those that
 * are longer than `least` of themselves away from the span of the ones before.
 */
export function orthonormal(vectors: readonly Float64Array[], least: number): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const v of vectors) {
    const length = norm(v);
    for (const _ of [1, 2]) for (const u of basis) removeComponent(v, u);
    if (normalise(v, length * least)) basis.push(v);
  }
  return basis;
}

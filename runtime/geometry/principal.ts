import { dot, norm, orthonormal, removeComponent } from './vector.ts';

/** Directions that are iterated together: the second converges as the ratio of the last to the second. */
const BLOCK = 8;
const MOST_ITERATIONS = 300;
/** How much a direction may still move in the last iteration. */
const SETTLED = 1e-12;
/** A direction shorter than this, relative to what it is left of, is rounding. */
const NO_DIRECTION = 1e-10;

/**
 * The two directions of most variance of centred rows [n][inputs], fewer if the rows have fewer. By block
 * orthogonal iteration on the covariance, which is never formed, with a Rayleigh–Ritz step each time; it
 * starts from the rows themselves, so that the result is the same on every machine.
 */
export function principalDirections(rows: Float64Array, inputs: number): Float64Array[] {
  let block = startBlock(rows, inputs);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const before = block.slice(0, 2).map((v) => v.slice());
    const images = block.map((v) => covarianceTimes(rows, inputs, v));
    block = ritz(block, images);
    for (const v of block) makeLargestEntryPositive(v);
    if (before.every((v, i) => block[i] !== undefined && gap(v, block[i]) < SETTLED)) break;
    block = next(rows, inputs, block);
  }
  return block.slice(0, 2);
}

function next(rows: Float64Array, inputs: number, block: readonly Float64Array[]): Float64Array[] {
  return orthonormal(
    block.map((v) => covarianceTimes(rows, inputs, v)),
    NO_DIRECTION,
  );
}

/** Rows far from the span of the ones chosen before, made orthonormal. */
function startBlock(rows: Float64Array, inputs: number): Float64Array[] {
  const rest = Array.from({ length: rows.length / inputs }, (_, r) =>
    rows.slice(r * inputs, (r + 1) * inputs),
  );
  const basis: Float64Array[] = [];
  let reach = 0;
  while (basis.length < Math.min(BLOCK, inputs)) {
    const farthest = rest.reduce(
      (most, row) => (norm(row) > norm(most) ? row : most),
      new Float64Array(inputs),
    );
    reach = Math.max(reach, norm(farthest));
    if (!(norm(farthest) > reach * NO_DIRECTION)) break;
    const [direction] = orthonormal([farthest.slice()], 0);
    basis.push(direction);
    for (const row of rest) removeComponent(row, direction);
  }
  return basis;
}

/** Xᵀ·X·v for the rows X. */
function covarianceTimes(rows: Float64Array, inputs: number, v: Float64Array): Float64Array {
  const product = new Float64Array(inputs);
  for (let at = 0; at < rows.length; at += inputs) {
    let along = 0;
    for (let i = 0; i < inputs; i++) along += rows[at + i] * v[i];
    for (let i = 0; i < inputs; i++) product[i] += along * rows[at + i];
  }
  return product;
}

/** The block turned within its span so that it diagonalises the covariance, largest variance first. */
function ritz(block: readonly Float64Array[], images: readonly Float64Array[]): Float64Array[] {
  const { values, vectors } = symmetricEigen(block.map((a) => images.map((b) => dot(a, b))));
  const order = values.map((_, i) => i).sort((i, j) => values[j] - values[i]);
  return order.map((i) => {
    const turned = new Float64Array(block[0].length);
    block.forEach((v, k) => {
      for (let j = 0; j < v.length; j++) turned[j] += vectors[k][i] * v[j];
    });
    return turned;
  });
}

/** Eigenvalues and eigenvectors (columns) of a small symmetric matrix, by cyclic Jacobi rotations. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): {
  values: number[];
  vectors: number[][];
} {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  const vectors = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        off += Math.abs(a[p][q]);
        if (a[p][q] === 0) continue;
        const angle = Math.atan2(2 * a[p][q], a[p][p] - a[q][q]) / 2;
        rotate(a, vectors, p, q, Math.cos(angle), Math.sin(angle));
      }
    if (off === 0) break;
  }
  return { values: a.map((row, i) => row[i]), vectors };
}

function rotate(a: number[][], vectors: number[][], p: number, q: number, c: number, s: number): void {
  const turn = (x: number, y: number): [number, number] => [c * x + s * y, c * y - s * x];
  for (const row of a) [row[p], row[q]] = turn(row[p], row[q]);
  for (const row of vectors) [row[p], row[q]] = turn(row[p], row[q]);
  for (let j = 0; j < a.length; j++) [a[p][j], a[q][j]] = turn(a[p][j], a[q][j]);
  a[p][q] = 0;
  a[q][p] = 0;
}

function makeLargestEntryPositive(v: Float64Array): void {
  const largest = v.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
  if (largest < 0) for (let i = 0; i < v.length; i++) v[i] = -v[i];
}

const gap = (a: Float64Array, b: Float64Array) => norm(a.map((x, i) => x - b[i]));

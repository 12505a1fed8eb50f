import { winnerOf } from './apply.ts';
import { countPoints, evaluate } from './forward.ts';
import { type Bend, bendsOf, inputSize, type PiecewiseAffineNetwork } from './network.ts';
import { pieceOf } from './pieces.ts';

/** Vertices that are evaluated between two looks at the network: bounds the memory for many points. */
const MOST_VERTICES = 4096;

/**
 * Local complexity (Humayun, Balestriero & Baraniuk, arXiv 2402.15555, section 2): around each point x
 * [n][inputs] stands a cross-polytope with vertices x ± radius·v for every row v of the point's frame
 * [directions][inputs], orthonormal; a unit counts if not all vertices lie on the same of its pieces.
 * Returns [n][layers].
 */
export function localComplexity(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  radius: number,
  frame: (point: number) => Float64Array,
): Uint32Array {
  const inputs = inputSize(network);
  const n = countPoints(points, inputs);
  const bends = bendsOf(network);
  const counts = new Uint32Array(n * bends.length);
  if (n === 0) return counts;
  const corners = 2 * countPoints(frame(0), inputs);
  const bunch = Math.max(1, Math.floor(MOST_VERTICES / corners));
  for (let first = 0; first < n; first += bunch) {
    const count = Math.min(bunch, n - first);
    const vertices = new Float64Array(count * corners * inputs);
    for (let p = 0; p < count; p++)
      placeVertices(points, first + p, radius, frame(first + p), vertices, p * corners * inputs, inputs);
    // One point's vertices are a block: units that are silent at all of them cost nothing in the next layer.
    const visit = (values: readonly Float64Array[], vertex: number) => {
      bends.forEach((bend, l) => {
        counts[(first + vertex / corners) * bends.length + l] = unitsCut(bend, values[bend.from], corners);
      });
    };
    evaluate(network, vertices, visit, corners);
  }
  return counts;
}

function placeVertices(
  points: Float64Array,
  point: number,
  radius: number,
  frame: Float64Array,
  vertices: Float64Array,
  at: number,
  inputs: number,
): void {
  for (let v = 0; v < frame.length; v += inputs)
    for (const side of [radius, -radius])
      for (let i = 0; i < inputs; i++) vertices[at++] = points[point * inputs + i] + side * frame[v + i];
}

/** How many units have rows of values on different pieces. */
function unitsCut(bend: Bend, values: Float64Array, rows: number): number {
  const width = values.length / rows;
  let count = 0;
  if (bend.kind === 'activation') {
    for (let k = 0; k < width; k++) {
      let low = values[k];
      let high = low;
      for (let at = k + width; at < values.length; at += width) {
        if (values[at] < low) low = values[at];
        else if (values[at] > high) high = values[at];
      }
      if (pieceOf(bend.pieces, low) !== pieceOf(bend.pieces, high)) count++;
    }
    return count;
  }
  for (let k = 0; k < bend.size; k++) {
    const winner = winnerOf(bend, values.subarray(0, width), k);
    let at = width;
    while (at < values.length && winnerOf(bend, values.subarray(at, at + width), k) === winner) at += width;
    if (at < values.length) count++;
  }
  return count;
}

/**
 * Makes the rows of a matrix [rows][columns] orthonormal in place, in order (Gram and Schmidt, twice for
 * precision). Rows of independent normal numbers become a uniformly random frame.
 * @throws where a row depends on those before it
 */
export function orthonormalise(matrix: Float64Array, columns: number): Float64Array {
  for (let end = columns; end <= matrix.length; end += columns) {
    const row = matrix.subarray(end - columns, end);
    const length = lengthOf(row);
    for (let round = 0; round < 2; round++)
      for (let at = 0; at < end - columns; at += columns) removeDirection(row, matrix, at);
    const left = lengthOf(row);
    if (!(left > 1e-12 * length))
      throw new RangeError(`Row ${end / columns} of ${columns} numbers depends on the rows before it.`);
    for (let i = 0; i < columns; i++) row[i] /= left;
  }
  return matrix;
}

function removeDirection(row: Float64Array, matrix: Float64Array, at: number): void {
  let dot = 0;
  for (let i = 0; i < row.length; i++) dot += row[i] * matrix[at + i];
  for (let i = 0; i < row.length; i++) row[i] -= dot * matrix[at + i];
}

function lengthOf(row: Float64Array): number {
  let square = 0;
  for (let i = 0; i < row.length; i++) square += row[i] * row[i];
  return Math.sqrt(square);
}

/** What is left to draw of many pieces of boundaries. */
export interface Thinned {
  /** Indices of the pieces to draw, ascending. */
  readonly kept: Uint32Array;
  readonly total: number;
  /** Set where pieces were left out: squares of the picture along its longer side. */
  readonly squares?: number;
}

export interface DrawnPieces {
  /** [x1, y1, x2, y2] of each piece */
  readonly points: ArrayLike<number>;
  /** of each piece */
  readonly layer: ArrayLike<number>;
}

/** The box that is drawn: corners [x0, y0, x1, y1]. */
export type Box = readonly [number, number, number, number];

/** So fine a grid leaves out only what nobody can see. */
const finest = 512;

/**
 * Leaves out pieces so that at most `most` are drawn, and what is dense still looks dense: pieces longer than
 * a square of a grid over the picture are all drawn, and of the shorter ones the longest of each layer in each
 * square. The grid is the finest of 512, 362, 256, … squares along the longer side that does it.
 */
export function thinSegments(pieces: DrawnPieces, box: Box, most: number): Thinned {
  const { points } = pieces;
  const total = points.length / 4;
  if (total <= most) return { kept: Uint32Array.from({ length: total }, (_, i) => i), total };
  const lengths = Float64Array.from({ length: total }, (_, i) =>
    Math.hypot(points[4 * i + 2] - points[4 * i], points[4 * i + 3] - points[4 * i + 1]),
  );
  for (let level = 0; ; level++) {
    const squares = Math.round(finest / 2 ** (level / 2));
    const kept = keepOn(squares, pieces, lengths, box);
    if (kept.length <= most) return { kept, total, squares };
    if (squares <= 1) return { kept: longest(kept, lengths, most), total, squares };
  }
}

function keepOn(
  squares: number,
  { points, layer }: DrawnPieces,
  lengths: Float64Array,
  box: Box,
): Uint32Array {
  const [x0, y0, x1, y1] = box;
  const side = Math.max(x1 - x0, y1 - y0) / squares;
  const winners = new Map<number, number>();
  const kept: number[] = [];
  for (const [i, length] of lengths.entries()) {
    if (length >= side) {
      kept.push(i);
      continue;
    }
    const column = Math.floor(((points[4 * i] + points[4 * i + 2]) / 2 - x0) / side);
    const row = Math.floor(((points[4 * i + 1] + points[4 * i + 3]) / 2 - y0) / side);
    const square = (layer[i] * (squares + 1) + row) * (squares + 1) + column;
    const winner = winners.get(square);
    if (winner === undefined || length > lengths[winner]) winners.set(square, i);
  }
  return Uint32Array.from([...kept, ...winners.values()]).sort();
}

const longest = (kept: Uint32Array, lengths: Float64Array, most: number) =>
  kept
    .toSorted((i, j) => lengths[j] - lengths[i])
    .subarray(0, most)
    .sort();

/** The rule as it was applied, for captions; empty where everything is drawn. */
export function thinningText({ kept, total, squares }: Thinned): string {
  if (squares === undefined) return '';
  const count = (n: number) => n.toLocaleString('en');
  return `${count(kept.length)} of ${count(total)} pieces of boundaries are drawn: all that are longer than 1/${squares} of the picture, and of the shorter ones the longest of each layer in each square of that size.`;
}

/** The smallest box around a polygon [x0, y0, …]. */
export function boxAround(polygon: ArrayLike<number>): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < polygon.length; i += 2) {
    box[0] = Math.min(box[0], polygon[i]);
    box[1] = Math.min(box[1], polygon[i + 1]);
    box[2] = Math.max(box[2], polygon[i]);
    box[3] = Math.max(box[3], polygon[i + 1]);
  }
  return box;
}

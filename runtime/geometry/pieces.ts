/**
 * A continuous piecewise-linear function of one number. Piece j holds for thresholds[j − 1] < u ≤
 * thresholds[j] and is slopes[j]·u + intercepts[j]. At a threshold itself the lower piece counts.
 */
export interface Pieces {
  /** ascending */
  readonly thresholds: readonly number[];
  /** one more than thresholds, as are the intercepts */
  readonly slopes: readonly number[];
  readonly intercepts: readonly number[];
}

/** max(slope·u, u) below slope 1: 0 is ReLU, −1 the absolute value. A slope above 1 gives min(slope·u, u). */
export const leakyRelu = (slope: number): Pieces => ({
  thresholds: [0],
  slopes: [slope, 1],
  intercepts: [0, 0],
});

export const relu: Pieces = leakyRelu(0);

export const absoluteValue: Pieces = leakyRelu(-1);

/** u cut off below `low` and above `high`. */
export const hardTanh = (low = -1, high = 1): Pieces => ({
  thresholds: [low, high],
  slopes: [0, 1, 0],
  intercepts: [low, 0, high],
});

/** The piece that holds at u: how many thresholds lie below it. */
export function pieceOf({ thresholds }: Pieces, u: number): number {
  let piece = 0;
  while (piece < thresholds.length && u > thresholds[piece]) piece++;
  return piece;
}

/** Relative to the largest number: two pieces must meet at their threshold. */
const MEETING = 1e-12;

/** Says what is wrong with pieces, or nothing. */
export function problemOfPieces({ thresholds, slopes, intercepts }: Pieces): string | undefined {
  const count = thresholds.length + 1;
  if (slopes.length !== count || intercepts.length !== count)
    return `${thresholds.length} thresholds make ${count} pieces, but there are ${slopes.length} slopes and ${intercepts.length} intercepts`;
  if (![...thresholds, ...slopes, ...intercepts].every(Number.isFinite))
    return 'a threshold, slope or intercept is not finite';
  for (const [j, t] of thresholds.entries()) {
    if (j > 0 && !(t > thresholds[j - 1])) return `thresholds must ascend: ${thresholds.join(', ')}`;
    if (slopes[j] === slopes[j + 1])
      return `nothing bends at threshold ${t}: both sides have slope ${slopes[j]}`;
    const [below, above] = [j, j + 1].map((piece) => slopes[piece] * t + intercepts[piece]);
    const scale = Math.max(...[j, j + 1].flatMap((p) => [slopes[p] * t, intercepts[p]].map(Math.abs)));
    if (Math.abs(below - above) > MEETING * scale)
      return `the pieces do not meet at threshold ${t}: ${below} below it and ${above} above`;
  }
  return undefined;
}

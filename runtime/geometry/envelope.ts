/** An affine function a·x + b·y + c of the plane. */
export interface Form {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Where one form is the largest: a convex polygon, and which other form takes over across each edge. */
export interface EnvelopePiece {
  readonly winner: number;
  readonly x: number[];
  readonly y: number[];
  /** [vertices] the form on the other side of the edge that starts at a vertex; −1 on the polygon's rim */
  readonly across: number[];
}

/**
 * Cuts a convex polygon into the pieces on which each of several forms is the largest (the first of
 * equals). Forms whose piece is nowhere wider than `tolerance` lose it to the others. A vertex nearer to a
 * line than `rounding` lies on it: where several lines meet in one point, they meet in one vertex.
 */
export function upperEnvelope(
  x: readonly number[],
  y: readonly number[],
  forms: readonly Form[],
  tolerance: number,
  rounding: number,
): EnvelopePiece[] {
  let rivals = forms.map((_, i) => i);
  for (;;) {
    const pieces = rivals.map((winner) => pieceOfWinner(x, y, forms, winner, rivals, rounding));
    const wide = rivals.filter((winner, i) => isWide(pieces[i], forms, winner, rivals, tolerance));
    if (wide.length === rivals.length || wide.length === 0)
      return pieces.filter((piece) => piece.x.length > 2);
    rivals = wide;
  }
}

function pieceOfWinner(
  x: readonly number[],
  y: readonly number[],
  forms: readonly Form[],
  winner: number,
  rivals: readonly number[],
  rounding: number,
): EnvelopePiece {
  let piece: EnvelopePiece = { winner, x: [...x], y: [...y], across: x.map(() => -1) };
  for (const rival of rivals)
    if (rival !== winner) piece = clip(piece, lead(forms, winner, rival), rival, rounding);
  return piece;
}

/** By how much one form leads another; computed the same way from both sides, so that both see one line. */
function lead(forms: readonly Form[], winner: number, rival: number): Form {
  const [low, high] = winner < rival ? [forms[winner], forms[rival]] : [forms[rival], forms[winner]];
  const sign = winner < rival ? 1 : -1;
  return { a: sign * (low.a - high.a), b: sign * (low.b - high.b), c: sign * (low.c - high.c) };
}

/** The part of a piece where `form` is positive, or zero if the winner comes before the rival. */
function clip(piece: EnvelopePiece, { a, b, c }: Form, rival: number, rounding: number): EnvelopePiece {
  const { winner, x, y, across } = piece;
  const tolerated = rounding * Math.hypot(a, b);
  const h = x.map((_, i) => {
    const value = a * x[i] + b * y[i] + c;
    return Math.abs(value) <= tolerated ? 0 : value;
  });
  const ties = winner < rival;
  if (!h.some((value) => value > 0 || (ties && value === 0))) return { winner, x: [], y: [], across: [] };
  if (!h.some((value) => value < 0)) return piece;
  const out: EnvelopePiece = { winner, x: [], y: [], across: [] };
  const add = (px: number, py: number, beyond: number) => {
    out.x.push(px);
    out.y.push(py);
    out.across.push(beyond);
  };
  for (let i = 0; i < x.length; i++) {
    const j = (i + 1) % x.length;
    if (h[i] >= 0) add(x[i], y[i], h[i] === 0 && h[j] < 0 ? rival : across[i]);
    if (h[i] > 0 && h[j] < 0) add(...crossing(x, y, h, j, i), rival);
    if (h[i] < 0 && h[j] > 0) add(...crossing(x, y, h, i, j), across[i]);
  }
  return out;
}

/** Always from the end below. */
function crossing(
  x: readonly number[],
  y: readonly number[],
  h: readonly number[],
  below: number,
  above: number,
): [number, number] {
  const t = h[below] / (h[below] - h[above]);
  return [x[below] + t * (x[above] - x[below]), y[below] + t * (y[above] - y[below])];
}

/** Whether the winner leads each rival by more than the tolerance somewhere on its piece. */
function isWide(
  { x, y }: EnvelopePiece,
  forms: readonly Form[],
  winner: number,
  rivals: readonly number[],
  tolerance: number,
): boolean {
  if (x.length < 3) return false;
  return rivals.every((rival) => {
    if (rival === winner) return true;
    const { a, b, c } = lead(forms, winner, rival);
    const most = x.reduce((value, _, i) => Math.max(value, a * x[i] + b * y[i] + c), 0);
    const slope = Math.hypot(a, b);
    return slope === 0 ? winner < rival || most > 0 : most > tolerance * slope;
  });
}

/** A straight piece of the crease of one unit. */
export interface Piece {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
  readonly layer: number;
  readonly unit: number;
}

/** Sine of the largest angle that still counts as straight on. */
const straight = 1e-7;

/**
 * Joins pieces of one unit that go straight on where they meet. A crease is cut wherever another one
 * crosses it, but bends only at creases of earlier layers: drawn, the joined pieces look the same, and
 * they are far fewer.
 */
export function joinPieces(pieces: readonly Piece[]): readonly Piece[] {
  const groups = Map.groupBy(pieces, ({ layer, unit }) => `${layer} ${unit}`);
  return [...groups.values()].flatMap(joinGroup);
}

function joinGroup(pieces: readonly Piece[]): readonly Piece[] {
  const alive = new Set<Piece>();
  const ends = new Map<string, Set<Piece>>();
  const endsAt = (x: number, y: number) => {
    const key = `${x.toPrecision(9)} ${y.toPrecision(9)}`;
    if (!ends.has(key)) ends.set(key, new Set());
    return ends.get(key)!;
  };
  const places = ({ x, y, x2, y2 }: Piece) => [endsAt(x, y), endsAt(x2, y2)];
  for (let piece of pieces) {
    for (let other = partner(piece, places(piece)); other; other = partner(piece, places(piece))) {
      alive.delete(other);
      for (const place of places(other)) place.delete(other);
      piece = joined(piece, other);
    }
    alive.add(piece);
    for (const place of places(piece)) place.add(piece);
  }
  return [...alive];
}

/** A piece that ends where this one does and goes straight on. */
function partner(piece: Piece, places: readonly ReadonlySet<Piece>[]): Piece | undefined {
  for (const place of places)
    for (const other of place) {
      const [ax, ay] = [piece.x2 - piece.x, piece.y2 - piece.y];
      const [bx, by] = [other.x2 - other.x, other.y2 - other.y];
      const lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
      if (Math.abs(ax * by - ay * bx) <= straight * lengths && !overlap(piece, other)) return other;
    }
  return undefined;
}

/** Whether two parallel pieces lie on the same side of the end that they share. */
function overlap(a: Piece, b: Piece): boolean {
  const [p, q] = farEnds(a, b);
  const whole = Math.hypot(q[0] - p[0], q[1] - p[1]);
  const parts = Math.hypot(a.x2 - a.x, a.y2 - a.y) + Math.hypot(b.x2 - b.x, b.y2 - b.y);
  return whole < (1 - 1e-6) * parts;
}

function joined(a: Piece, b: Piece): Piece {
  const [[x, y], [x2, y2]] = farEnds(a, b);
  return { ...a, x, y, x2, y2 };
}

/** The end of each piece that lies farther from the other. */
function farEnds(a: Piece, b: Piece): readonly [readonly [number, number], readonly [number, number]] {
  const as = [
    [a.x, a.y],
    [a.x2, a.y2],
  ] as const;
  const bs = [
    [b.x, b.y],
    [b.x2, b.y2],
  ] as const;
  const pairs = as.flatMap((p) => bs.map((q) => [p, q] as const));
  return pairs.reduce((best, pair) => (distance(pair) > distance(best) ? pair : best));
}
const distance = ([p, q]: readonly [readonly [number, number], readonly [number, number]]) =>
  Math.hypot(q[0] - p[0], q[1] - p[1]);

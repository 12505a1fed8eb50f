import { Ends, indexOfLeast, visitDistances } from './boundaries.ts';
import { countPoints } from './forward.ts';
import { visitLocally } from './gradients.ts';
import { type Activation, bendsOf, inputSize, type PiecewiseAffineNetwork } from './network.ts';

/** How far networks of an ensemble lie apart around points, in input units (linearised). */
export interface EnsembleJitter {
  /** [n] root mean square displacement of the boundary that is nearest in the reference; NaN without one */
  readonly boundary: Float64Array;
  /** [n] root mean square displacement of the boundary between the point's two largest classes; NaN for one class */
  readonly decision: Float64Array;
  /** [n] share of the members that classify the point differently from the reference */
  readonly flips: Float64Array;
}

/**
 * Compares networks of one shape with a reference, at points [n][inputs]: one and the same boundary, that of an
 * activation's unit or of a pair of classes, has a signed distance value / ‖∇value‖ from the point in each,
 * and it moves by their difference. Where a member has no such boundary near the point it is left out.
 */
export function ensembleJitter(
  reference: PiecewiseAffineNetwork,
  members: Iterable<PiecewiseAffineNetwork>,
  points: Float64Array,
): EnsembleJitter {
  const marks = marksAt(reference, points);
  const own = signedAt(reference, points, marks);
  const boundary = new Spread(own.boundary);
  const decision = new Spread(own.decision);
  const flips = new Float64Array(own.classes.length);
  let count = 0;
  for (const member of members) {
    const signed = signedAt(member, points, marks);
    boundary.add(signed.boundary);
    decision.add(signed.decision);
    for (let p = 0; p < flips.length; p++) if (signed.classes[p] !== own.classes[p]) flips[p]++;
    count++;
  }
  if (count === 0) throw new RangeError('An ensemble needs at least one member.');
  return {
    boundary: boundary.result(),
    decision: decision.result(),
    flips: flips.map((times) => times / count),
  };
}

/** Root mean squares of differences from known numbers, where there are any. */
class Spread {
  private readonly known: Float64Array;
  private readonly squares: Float64Array;
  private readonly counts: Float64Array;

  constructor(known: Float64Array) {
    this.known = known;
    this.squares = new Float64Array(known.length);
    this.counts = new Float64Array(known.length);
  }

  add(values: Float64Array): void {
    for (const [p, value] of values.entries()) {
      if (!Number.isFinite(value - this.known[p])) continue;
      this.squares[p] += (value - this.known[p]) ** 2;
      this.counts[p]++;
    }
  }

  result(): Float64Array {
    return this.squares.map((sum, p) => Math.sqrt(sum / this.counts[p]));
  }
}

/** A value that is 0 on a boundary: entry `column` of a node less its entry `minus` (−1 for none) and a threshold. */
interface Mark {
  readonly node: number;
  readonly column: number;
  readonly minus: number;
  readonly threshold: number;
}

/** The boundaries to follow at each point; undefined where there is none. */
interface Marks {
  readonly boundary: readonly (Mark | undefined)[];
  readonly decision: readonly (Mark | undefined)[];
}

function marksAt(network: PiecewiseAffineNetwork, points: Float64Array): Marks {
  const bends = bendsOf(network);
  const n = countPoints(points, inputSize(network));
  const boundary: (Mark | undefined)[] = Array.from({ length: n });
  const decision: (Mark | undefined)[] = Array.from({ length: n });
  const ends = bends.map((bend) => new Ends(bend));
  visitLocally(network, points, (place) => {
    let least = Infinity;
    visitDistances(ends, place, (p, l, distances) => {
      const bend = bends[l];
      const k = indexOfLeast(distances);
      if (bend.kind === 'max' || !(distances[k] < least)) return;
      least = distances[k];
      boundary[p] = {
        node: bend.from,
        column: k,
        minus: -1,
        threshold: nearestThreshold(bend, place.values[bend.from][k]),
      };
    });
    decision[place.point] = decisionMark(place.values);
  });
  return { boundary, decision };
}

const nearestThreshold = ({ pieces }: Activation, value: number): number =>
  pieces.thresholds.reduce((best, t) => (Math.abs(value - t) < Math.abs(value - best) ? t : best));

/** The largest output less the second largest. */
function decisionMark(values: readonly Float64Array[]): Mark | undefined {
  const node = values.length - 1;
  const outputs = values[node];
  const [column, minus] = [...outputs.keys()].sort((i, j) => outputs[j] - outputs[i]);
  return minus === undefined ? undefined : { node, column, minus, threshold: 0 };
}

interface Signed {
  readonly boundary: Float64Array;
  readonly decision: Float64Array;
  readonly classes: Int32Array;
}

/** Signed distances to the marked boundaries, NaN where there is none, and the class of each point. */
function signedAt(network: PiecewiseAffineNetwork, points: Float64Array, marks: Marks): Signed {
  const n = countPoints(points, inputSize(network));
  const boundary = new Float64Array(n);
  const decision = new Float64Array(n);
  const classes = new Int32Array(n);
  visitLocally(network, points, (place) => {
    const { point, values } = place;
    const squares = [0, 0];
    const both = [marks.boundary[point], marks.decision[point]];
    place.forJacobian((jacobian, count) => {
      for (const [m, mark] of both.entries())
        if (mark) squares[m] += squareOf(mark, jacobian[mark.node], count);
    });
    [boundary[point], decision[point]] = both.map((mark, m) =>
      mark ? (entryOf(mark, values[mark.node], 0) - mark.threshold) / Math.sqrt(squares[m]) : NaN,
    );
    const outputs = values[values.length - 1];
    classes[point] = outputs.indexOf(outputs.reduce((a, b) => Math.max(a, b)));
  });
  return { boundary, decision, classes };
}

const entryOf = ({ column, minus }: Mark, values: Float64Array, at: number): number =>
  values[at + column] - (minus === -1 ? 0 : values[at + minus]);

function squareOf(mark: Mark, rows: Float64Array, count: number): number {
  const width = rows.length / count;
  let square = 0;
  for (let at = 0; at < rows.length; at += width) square += entryOf(mark, rows, at) ** 2;
  return square;
}

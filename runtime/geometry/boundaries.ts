import { countPoints } from './forward.ts';
import { type LocalPlace, visitLocally } from './gradients.ts';
import { type Bend, bendsOf, inputSize, type Max, type PiecewiseAffineNetwork } from './network.ts';
import type { Pieces } from './pieces.ts';

/**
 * Receives, for one point and one layer (bend, from 0), the linearised distance of every unit's nearest
 * boundary in input units. The array is reused: copy what you keep.
 */
export type DistanceVisitor = (point: number, layer: number, distances: Float64Array) => void;

/**
 * Visits the linearised distance of every unit's boundary at every point [n][inputs] (Hanin & Rolnick, arXiv
 * 1901.09021): |h − t| / ‖∇h‖ to the nearer threshold t of an activation's piece, and for a maximum the least
 * (h_w − h_j) / ‖∇(h_w − h_j)‖ of its winner w to another candidate j. It is Infinity for a unit that has no
 * boundary in the affine map around the point (dead, or without an end to its piece).
 *
 * A single value is exact where the boundary does not bend before it, as in the first layer, and first-order
 * elsewhere; the least over all units is the exact distance to the boundary of the point's own region.
 */
export function visitBoundaryDistances(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  visit: DistanceVisitor,
): void {
  const ends = bendsOf(network).map((bend) => new Ends(bend));
  visitLocally(network, points, (place) => {
    visitDistances(ends, place, visit);
  });
}

/** The same at one point that is being visited, with `ends` of every bend as scratch. */
export function visitDistances(ends: readonly Ends[], place: LocalPlace, visit: DistanceVisitor): void {
  for (const [l, end] of ends.entries()) end.start(place.values, place.pattern[l]);
  place.forJacobian((jacobian, count) => {
    for (const end of ends) end.add(jacobian, count);
  });
  for (const [l, end] of ends.entries()) visit(place.point, l, end.distances());
}

/** Where the pieces of a bend's units end around one point: gaps in value, and the squared gradients to cross them. */
export class Ends {
  private readonly bend: Bend;
  /** Ends of a unit: 1 of an activation, whose gradient both thresholds share, or a maximum's candidates. */
  private readonly each: number;
  private readonly gaps: Float64Array;
  private readonly squares: Float64Array;
  private readonly distance: Float64Array;
  private pieces: Uint8Array = new Uint8Array(0);
  private source: Float64Array = new Float64Array(0);

  constructor(bend: Bend) {
    this.bend = bend;
    this.each = bend.kind === 'max' ? bend.candidates.length / bend.size : 1;
    this.gaps = new Float64Array(bend.size * this.each);
    this.squares = new Float64Array(bend.size * this.each);
    this.distance = new Float64Array(bend.size);
  }

  start(values: readonly Float64Array[], pieces: Uint8Array): void {
    const { bend, gaps } = this;
    const x = values[bend.from];
    this.pieces = pieces;
    this.source = x;
    this.squares.fill(0);
    if (bend.kind === 'activation')
      for (let k = 0; k < bend.size; k++) gaps[k] = gapOf(bend.pieces, pieces[k], x[k]);
    else
      this.forRivals(bend, (at, winner, rival) => {
        gaps[at] = x[winner] - x[rival];
      });
  }

  add(jacobian: readonly Float64Array[], count: number): void {
    const { bend, squares } = this;
    const rows = jacobian[bend.from];
    const width = rows.length / count;
    if (bend.kind === 'activation')
      for (let at = 0; at < rows.length; at += width)
        for (let k = 0; k < width; k++) squares[k] += rows[at + k] * rows[at + k];
    else
      this.forRivals(bend, (at, winner, rival) => {
        for (let r = 0; r < rows.length; r += width) squares[at] += (rows[r + winner] - rows[r + rival]) ** 2;
      });
  }

  /** [units]; reused */
  distances(): Float64Array {
    const { distance, gaps, squares, each } = this;
    distance.fill(Infinity);
    for (let at = 0; at < gaps.length; at++) {
      if (!(squares[at] > 0)) continue;
      const k = each === 1 ? at : Math.floor(at / each);
      distance[k] = Math.min(distance[k], gaps[at] / Math.sqrt(squares[at]));
    }
    return distance;
  }

  /** What changes beyond a unit's nearest boundary, as the change of its gradient: factors of columns of its source. */
  jump(unit: number): readonly { readonly column: number; readonly factor: number }[] {
    const { bend, each, gaps, squares, pieces, source } = this;
    if (bend.kind === 'activation') {
      const { thresholds, slopes } = bend.pieces;
      const piece = pieces[unit];
      const below = piece > 0 && gaps[unit] === source[unit] - thresholds[piece - 1];
      return [{ column: unit, factor: slopes[below ? piece - 1 : piece + 1] - slopes[piece] }];
    }
    const own = bend.candidates.subarray(unit * each, (unit + 1) * each);
    const distances = Float64Array.from(own, (_, j) => {
      const at = unit * each + j;
      return squares[at] > 0 ? gaps[at] / Math.sqrt(squares[at]) : Infinity;
    });
    return [
      { column: own[indexOfLeast(distances)], factor: 1 },
      { column: own[pieces[unit]], factor: -1 },
    ];
  }

  /** Every pair of a unit's winner and another candidate, as indices into the source. */
  private forRivals(
    { candidates, size }: Max,
    visit: (at: number, winner: number, rival: number) => void,
  ): void {
    for (let k = 0; k < size; k++) {
      const winner = candidates[k * this.each + this.pieces[k]];
      for (let at = k * this.each; at < (k + 1) * this.each; at++)
        if (candidates[at] !== -1 && candidates[at] !== winner) visit(at, winner, candidates[at]);
    }
  }
}

/** From u to the nearer end of its piece, in value. */
function gapOf({ thresholds }: Pieces, piece: number, u: number): number {
  const below = piece > 0 ? u - thresholds[piece - 1] : Infinity;
  const above = piece < thresholds.length ? thresholds[piece] - u : Infinity;
  return Math.min(below, above);
}

export interface NearestBoundary {
  /** [n] exact distance to the boundary of the point's own region, in input units; Infinity if there is none */
  readonly distance: Float64Array;
  /** [n] layer whose boundary that is, from 0; −1 if there is none */
  readonly layer: Int32Array;
  readonly unit: Int32Array;
}

/** The nearest boundary of each point [n][inputs]; of several at the same distance the first. */
export function nearestBoundary(network: PiecewiseAffineNetwork, points: Float64Array): NearestBoundary {
  const n = countPoints(points, inputSize(network));
  const distance = new Float64Array(n).fill(Infinity);
  const layer = new Int32Array(n).fill(-1);
  const unit = new Int32Array(n).fill(-1);
  visitBoundaryDistances(network, points, (point, l, distances) => {
    for (let k = 0; k < distances.length; k++) {
      if (distances[k] >= distance[point]) continue;
      distance[point] = distances[k];
      layer[point] = l;
      unit[point] = k;
    }
  });
  return { distance, layer, unit };
}

export interface NearestByLayer {
  readonly layers: number;
  /** [n][layers] linearised distance to the layer's nearest boundary; Infinity if there is none */
  readonly distance: Float64Array;
  /** [n][layers] its unit; −1 if there is none */
  readonly unit: Int32Array;
}

/** The nearest boundary of each layer at each point [n][inputs] (linearised; the least of them is exact). */
export function nearestByLayer(network: PiecewiseAffineNetwork, points: Float64Array): NearestByLayer {
  const n = countPoints(points, inputSize(network));
  const layers = bendsOf(network).length;
  const distance = new Float64Array(n * layers).fill(Infinity);
  const unit = new Int32Array(n * layers).fill(-1);
  visitBoundaryDistances(network, points, (point, l, distances) => {
    const nearest = indexOfLeast(distances);
    distance[point * layers + l] = distances[nearest];
    if (distances[nearest] < Infinity) unit[point * layers + l] = nearest;
  });
  return { layers, distance, unit };
}

/** The first of equals. */
export function indexOfLeast(values: Float64Array): number {
  let least = 0;
  for (let k = 1; k < values.length; k++) if (values[k] < values[least]) least = k;
  return least;
}

export interface BoundariesWithin {
  readonly layers: number;
  readonly radii: readonly number[];
  /** [n][layers][radii]: units whose linearised distance is at most the radius */
  readonly counts: Uint32Array;
  /** [layers][radii]: mean over the points (NaN without points) */
  readonly mean: Float64Array;
}

/** Counts, at each point [n][inputs], the boundaries of each layer within each radius (linearised). */
export function boundariesWithin(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  radii: readonly number[],
): BoundariesWithin {
  const n = countPoints(points, inputSize(network));
  const layers = bendsOf(network).length;
  const cells = layers * radii.length;
  const counts = new Uint32Array(n * cells);
  const mean = new Float64Array(cells);
  visitBoundaryDistances(network, points, (point, l, distances) => {
    radii.forEach((radius, r) => {
      let count = 0;
      for (let k = 0; k < distances.length; k++) if (distances[k] <= radius) count++;
      counts[point * cells + l * radii.length + r] = count;
      mean[l * radii.length + r] += count;
    });
  });
  for (let i = 0; i < cells; i++) mean[i] /= n;
  return { layers, radii, counts, mean };
}

import { applyAffine, applyBend } from './apply.ts';
import { countPoints } from './forward.ts';
import {
  type Activation,
  type Bend,
  checkNetwork,
  inputSize,
  isBend,
  type Max,
  type PiecewiseAffineNetwork,
  sourcesOf,
} from './network.ts';

/** Where a path crosses boundaries, in order along it; at one place by layer and unit. */
export interface Crossings {
  /** Place on the path: 2.25 is a quarter of the way from its vertex 2 to the next. */
  readonly t: Float64Array;
  /** Layer (bend) and unit whose piece changes, from 0. */
  readonly layer: Int32Array;
  readonly unit: Int32Array;
  /** Pieces that the crossings cut the path into: on each the network is affine between vertices. */
  readonly pieces: number;
}

/**
 * Every crossing of a boundary along the path through vertices [vertices][inputs], exactly (to rounding).
 *
 * Goes through the network once. Between the breakpoints that earlier bends have made on the path a bend's
 * values are affine, so that its own breakpoints follow from the values at the ends. Memory grows with the
 * crossings of the path. What touches a boundary without changing piece does not cross it.
 */
export function crossings(network: PiecewiseAffineNetwork, path: Float64Array): Crossings {
  checkNetwork(network);
  const vertices = countPoints(path, inputSize(network));
  if (vertices < 2) throw new RangeError(`A path needs at least two points, not ${vertices}.`);
  const sweep = new Sweep(network, path, vertices);
  for (let i = 1; i < network.nodes.length; i++) sweep.step(i);
  return sweep.crossings();
}

/** A unit changes piece on stretch `row` (from that breakpoint to the next), this part of its length on. */
interface Cut {
  readonly row: number;
  readonly part: number;
  readonly unit: number;
  /** What the unit's value passes there, upwards if it is rising; undefined where a maximum changes its winner. */
  readonly threshold?: number;
  readonly rising?: boolean;
}

/** The breakpoints of a path and the values there, layer after layer. */
class Sweep {
  private readonly network: PiecewiseAffineNetwork;
  private t: Float64Array;
  /** [breakpoints][size] of each node; undefined before it is reached and after its last use */
  private readonly values: (Float64Array | undefined)[];
  private readonly lastUse: readonly number[];
  private readonly found: { readonly t: number; readonly layer: number; readonly unit: number }[] = [];
  private layer = 0;

  constructor(network: PiecewiseAffineNetwork, path: Float64Array, vertices: number) {
    const { nodes } = network;
    this.network = network;
    this.t = Float64Array.from({ length: vertices }, (_, i) => i);
    this.values = nodes.map((_, i) => (i === 0 ? path : undefined));
    this.lastUse = nodes.map((_, i) => nodes.findLastIndex((node) => sourcesOf(node).includes(i)));
  }

  step(i: number): void {
    const node = this.network.nodes[i];
    if (node.kind === 'input') return;
    if (isBend(node)) this.cut(node);
    const sources = sourcesOf(node).map((from) => this.values[from]!);
    const out = new Float64Array(this.t.length * node.size);
    if (isBend(node)) applyBend(node, sources[0], this.t.length, out);
    else applyAffine(node, sources, this.t.length, true, out);
    this.values[i] = out;
    for (const from of sourcesOf(node)) if (this.lastUse[from] === i) this.values[from] = undefined;
  }

  crossings(): Crossings {
    const ordered = this.found.sort((a, b) => a.t - b.t || a.layer - b.layer || a.unit - b.unit);
    const t = Float64Array.from(ordered, (crossing) => crossing.t);
    return {
      t,
      layer: Int32Array.from(ordered, ({ layer }) => layer),
      unit: Int32Array.from(ordered, ({ unit }) => unit),
      pieces: 1 + new Set(t).size,
    };
  }

  /** Notes where a bend's units change piece, and makes breakpoints there. */
  private cut(bend: Bend): void {
    const rows = this.t.length;
    const cuts: Cut[] = [];
    const find = bend.kind === 'activation' ? activationCuts : maxCuts;
    find(bend as Activation & Max, this.values[bend.from]!, rows, cuts);
    cuts.sort((a, b) => a.row - b.row || a.part - b.part);
    for (const { row, part, unit } of cuts)
      this.found.push({ t: between(this.t[row], this.t[row + 1], part), layer: this.layer, unit });
    this.layer++;
    const inside = cuts.filter(({ part }) => part > 0);
    const places = inside.filter(
      ({ row, part }, i) => i === 0 || inside[i - 1].row !== row || inside[i - 1].part !== part,
    );
    if (places.length === 0) return;
    for (const [i, values] of this.values.entries())
      if (values !== undefined) this.values[i] = refined(values, rows, places);
    this.t = refined(this.t, rows, places);
    settle(this.values[bend.from]!, bend.size, inside);
  }
}

/**
 * Puts the units that cross a threshold exactly on it where they do, and on their sides of it before and
 * after, where breakpoints lie so close that interpolation has rounded across.
 */
function settle(x: Float64Array, width: number, cuts: readonly Cut[]): void {
  let places = 0;
  cuts.forEach(({ row, part, unit, threshold, rising }, i) => {
    if (i === 0 || cuts[i - 1].row !== row || cuts[i - 1].part !== part) places++;
    if (threshold === undefined) return;
    const at = (row + places) * width + unit;
    const above = (place: number) => (x[place] - threshold) * (rising ? 1 : -1);
    x[at] = threshold;
    for (let before = at - width; above(before) > 0; before -= width) x[before] = threshold;
    for (let after = at + width; above(after) < 0; after += width) x[after] = threshold;
  });
}

const between = (a: number, b: number, part: number) => (part === 0 ? a : a + part * (b - a));

/** Rows [rows][size] with rows between them, by linear interpolation, at places in order. */
function refined(values: Float64Array, rows: number, places: readonly Cut[]): Float64Array {
  const size = values.length / rows;
  const result = new Float64Array((rows + places.length) * size);
  let to = 0;
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const at = row * size;
    for (let k = 0; k < size; k++) result[to++] = values[at + k];
    for (; next < places.length && places[next].row === row; next++)
      for (let k = 0; k < size; k++)
        result[to++] = between(values[at + k], values[at + size + k], places[next].part);
  }
  return result;
}

/**
 * Changes of piece inside a stretch, where the value passes a threshold, and at a breakpoint, where the
 * piece before it is not the piece after it.
 */
function activationCuts({ pieces, size }: Activation, x: Float64Array, rows: number, cuts: Cut[]): void {
  const { thresholds } = pieces;
  for (let k = 0; k < size; k++) {
    let before = -1;
    for (let row = 0; row + 1 < rows; row++) {
      const a = x[row * size + k];
      const b = x[(row + 1) * size + k];
      const start = pieceTowards(thresholds, a, b);
      if (before !== -1 && before !== start) cuts.push({ row, part: 0, unit: k });
      before = pieceTowards(thresholds, b, a);
      for (let j = Math.min(start, before); j < Math.max(start, before); j++)
        cuts.push({
          row,
          part: (thresholds[j] - a) / (b - a),
          unit: k,
          threshold: thresholds[j],
          rising: b > a,
        });
    }
  }
}

/** The piece at u on the way to `next`, that of u itself where the two are equal. */
function pieceTowards(thresholds: readonly number[], u: number, next: number): number {
  let piece = 0;
  while (piece < thresholds.length && (u > thresholds[piece] || (u === thresholds[piece] && next > u)))
    piece++;
  return piece;
}

/** Changes of winner: along each stretch the upper envelope of the candidates' lines. */
function maxCuts({ candidates, size }: Max, x: Float64Array, rows: number, cuts: Cut[]): void {
  const each = candidates.length / size;
  const width = x.length / rows;
  for (let k = 0; k < size; k++) {
    const own = candidates.subarray(k * each, (k + 1) * each).filter((c) => c !== -1);
    let before = -1;
    for (let row = 0; row + 1 < rows; row++) {
      const a = x.subarray(row * width, (row + 1) * width);
      const b = x.subarray((row + 1) * width, (row + 2) * width);
      let winner = firstWinner(own, a, b);
      if (before !== -1 && before !== winner) cuts.push({ row, part: 0, unit: k });
      for (let part = 0; ; ) {
        const overtaken = overtaking(own, a, b, winner, part);
        if (overtaken === undefined) break;
        ({ winner, part } = overtaken);
        cuts.push({ row, part, unit: k });
      }
      before = winner;
    }
  }
}

/** The largest at a; of equals the one that is largest at b, and then the first. */
function firstWinner(own: Int32Array, a: Float64Array, b: Float64Array): number {
  return own.reduce((best, c) => (a[c] > a[best] || (a[c] === a[best] && b[c] > b[best]) ? c : best));
}

/** Which candidate first rises above the winner from this part of the stretch on, and where. */
function overtaking(own: Int32Array, a: Float64Array, b: Float64Array, winner: number, from: number) {
  let first: { winner: number; part: number } | undefined;
  for (const c of own) {
    const ahead = a[winner] - a[c];
    const gain = b[c] - a[c] - (b[winner] - a[winner]);
    if (!(gain > 0)) continue;
    const part = Math.max(from, ahead / gain);
    if (!(part < 1) || (first && part > first.part)) continue;
    if (first && part === first.part && b[c] - a[c] <= b[first.winner] - a[first.winner]) continue;
    first = { winner: c, part };
  }
  return first;
}

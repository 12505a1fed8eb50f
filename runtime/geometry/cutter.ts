import type { PlaneMap } from './affine-map.ts';
import { type EnvelopePiece, type Form, upperEnvelope } from './envelope.ts';
import type { Bend, Max } from './network.ts';
import { addDense, addSparse } from './rank-one.ts';
import { CellRecord, SegmentRecord } from './record.ts';
import type { Stage, State, Transition } from './stages.ts';

/** Thrown out of the recursion at the cap, and caught in `partition`. */
export const CAP = Symbol('more cells than the cap');

/** Cells between two reports of how far it is. */
const REPORT = 256;

const INACTIVE = 0;
const ACTIVE = 1;
/** More than one piece of the unit; no candidate of a max has so high a place. */
const CROSSED = 255;

export interface CutterOptions {
  /** a distance in the plane */
  readonly tolerance: number;
  /** what a vertex may be off its lines, also a distance */
  readonly rounding: number;
  readonly maxCells: number;
  readonly patterns: boolean;
  /** Cells a chunk; called with each full chunk and the last one, after which the records start anew. */
  readonly stream?: { readonly cells: number; readonly flush: () => void };
  /** For each layer: only every n-th of its cells enters the next one. */
  readonly strides?: readonly number[];
  readonly share?: Share;
  /** Told the area of all cells so far, once in a number of cells. */
  readonly onArea?: (area: number) => void;
}

/** A part of the work: of the cells after `layer`, in order and in runs of `run`, the runs of `index` modulo `of`. */
export interface Share {
  readonly layer: number;
  readonly index: number;
  readonly of: number;
  readonly run: number;
}

/**
 * Cuts convex polygons unit by unit, depth first. `cut` cuts one polygon by the tests of a stage that
 * cross it; each piece then enters the next stage with the next stage's state, which was updated by rank
 * one at each cut. Polygons live on one stack. States live on a stack for each stage, whose arrays are
 * made when a level is first reached, so that nothing is allocated in the steady state.
 */
export class Cutter {
  readonly cells: CellRecord;
  readonly segments = new SegmentRecord();
  readonly regionsAfterLayer: number[];
  /** With a share: how many cells and segments there are at the end of each cell of the share. */
  readonly blocks: number[] = [];
  private readonly stages: readonly Stage[];
  private readonly options: CutterOptions;
  /** states[l][level]: the level counts the cuts by stage l − 1 that switched something */
  private readonly states: State[][];
  /** for each test: 1 on the far side of its threshold; for each unit of a max: the winner's place */
  private readonly active: Uint8Array[];
  private readonly thresholds: (readonly number[])[];
  /** the piece of each unit; the same array where there is one threshold */
  private readonly pieces: Uint8Array[];
  /** the outcome of each test that the states at level 0 assume where it crosses the polygon */
  private readonly first: Uint8Array[];
  private readonly crossing: Int32Array[];
  /** the pieces that wait: test that cut them off, its outcome, polygon, vertices, list from, to, level */
  private readonly pending: Int32Array[];
  /** cells of each layer so far */
  private readonly found: number[];
  private readonly tolerance: number;
  private x: Float64Array = new Float64Array(1 << 12);
  private y: Float64Array = new Float64Array(1 << 12);
  /** pre-activations of the test at hand at the polygon's vertices */
  private h: Float64Array = new Float64Array(1 << 6);
  private tolerated = 0;
  private midX = 0;
  private midY = 0;
  private halfX = 0;
  private halfY = 0;
  /** vertices of the inactive and of the active piece of the last split */
  private below = 0;
  private above = 0;
  private emitted = 0;
  private area = 0;
  /** numbers on the stack of pieces that wait */
  private wait = 0;

  constructor(stages: readonly Stage[], first: State, options: CutterOptions) {
    this.stages = stages;
    this.options = options;
    this.tolerance = options.tolerance;
    this.states = stages.map((_, l) => (l === 0 ? [first] : []));
    this.thresholds = stages.map(({ bend }) => (bend.kind === 'activation' ? bend.pieces.thresholds : []));
    this.active = stages.map(({ tests }) => new Uint8Array(tests));
    this.pieces = stages.map(({ tests, bend }, l) =>
      tests === bend.size ? this.active[l] : new Uint8Array(bend.size),
    );
    this.crossing = stages.map(({ tests }) => new Int32Array(tests));
    this.pending = stages.map(
      ({ tests, bend }) => new Int32Array(7 * (bend.kind === 'max' ? bend.candidates.length : 2 * tests)),
    );
    this.regionsAfterLayer = stages.map(() => 0);
    this.found = stages.map(() => 0);
    this.first = stages.map(({ bend, tests }) => firstPlaces(bend, tests));
    this.cells = new CellRecord(options.patterns ? stages.reduce((sum, { bend }) => sum + bend.size, 0) : 0);
  }

  run(window: Float64Array): void {
    const n = window.length / 2;
    this.reserve(n, n);
    for (let i = 0; i < n; i++) {
      this.x[i] = window[2 * i];
      this.y[i] = window[2 * i + 1];
    }
    const { share, stream } = this.options;
    // Without bends there is one cell, which the first share has.
    if (this.stages.length > 0 || share === undefined || share.index === 0)
      this.enter(0, this.states[0]?.[0], 0, n);
    if (this.stages.length === 0) this.blocks.push(this.cells.count, 0);
    stream?.flush();
  }

  /** The polygon at p with n vertices enters stage l with this state. */
  private enter(l: number, state: State, p: number, n: number): void {
    if (l === this.stages.length) {
      this.emit(p, n);
      return;
    }
    const { next, bend } = this.stages[l];
    const source = state[0];
    const count = bend.kind === 'max' ? this.classifyMax(l, source, p, n) : this.classify(l, source, p, n);
    if (next !== undefined) {
      this.settlePieces(l);
      next.advance(state, this.pieces[l], this.state(l + 1, 0));
    }
    this.cut(l, count, source, p, n);
  }

  /** Lists the tests that cross the polygon; notes on which side it lies of the others. */
  private classify(l: number, map: PlaneMap, p: number, n: number): number {
    const { width } = this.stages[l];
    const thresholds = this.thresholds[l];
    const active = this.active[l];
    const crossing = this.crossing[l];
    this.bound(p, n);
    const { midX, midY, halfX, halfY } = this;
    let count = 0;
    for (let t = 0; t < thresholds.length; t++) {
      const threshold = thresholds[t];
      for (let k = 0; k < width; k++) {
        const a = map[k];
        const b = map[width + k];
        const h = a * midX + b * midY + (map[2 * width + k] - threshold);
        active[t * width + k] = h > 0 ? ACTIVE : INACTIVE;
        if (Math.abs(h) <= Math.abs(a) * halfX + Math.abs(b) * halfY) crossing[count++] = t * width + k;
      }
    }
    let crossed = 0;
    for (let i = 0; i < count; i++) {
      const e = crossing[i];
      const outcome = this.outcome(l, e, map, p, n);
      active[e] = outcome === ACTIVE ? ACTIVE : INACTIVE;
      if (outcome === CROSSED) crossing[crossed++] = e;
    }
    return crossed;
  }

  private classifyMax(l: number, map: PlaneMap, p: number, n: number): number {
    const active = this.active[l];
    let count = 0;
    for (let k = 0; k < active.length; k++) {
      const winner = this.outcomeMax(l, k, map, p, n);
      active[k] = winner === CROSSED ? this.first[l][k] : winner;
      if (winner === CROSSED) this.crossing[l][count++] = k;
    }
    return count;
  }

  /** The box around the polygon, as its middle and half its sides. */
  private bound(p: number, n: number): void {
    const { x, y } = this;
    let minX = x[p];
    let maxX = minX;
    let minY = y[p];
    let maxY = minY;
    for (let i = p + 1; i < p + n; i++) {
      const xi = x[i];
      const yi = y[i];
      if (xi < minX) minX = xi;
      else if (xi > maxX) maxX = xi;
      if (yi < minY) minY = yi;
      else if (yi > maxY) maxY = yi;
    }
    this.midX = (minX + maxX) / 2;
    this.midY = (minY + maxY) / 2;
    this.halfX = maxX - this.midX;
    this.halfY = maxY - this.midY;
  }

  /**
   * Cuts a polygon by the first `count` tests of crossing[l], which all cross it. Its pieces wait in
   * pending[l], the one written last goes first; a piece that no test crosses any more enters the next
   * stage. A piece's list of tests lies behind that of the piece that it was cut from, or is the rest of
   * that list if nothing falls out (so nested strips take no memory squared).
   */
  private cut(l: number, count: number, map: PlaneMap, p: number, n: number): void {
    const isMax = this.stages[l].bend.kind === 'max';
    const pending = this.pending[l];
    let waiting = 0;
    let from = 0;
    let to = count;
    let level = 0;
    for (;;) {
      if (from < to) {
        const e = this.crossing[l][from++];
        this.wait = waiting;
        if (isMax) this.splitMax(l, e, map, p, n, from, to, level);
        else this.splitTest(l, e, map, p, n, from, to, level);
        waiting = this.wait;
      } else {
        this.leave(l, p, n, level);
        if (waiting === 0) return;
      }
      level = pending[--waiting];
      to = pending[--waiting];
      from = pending[--waiting];
      n = pending[--waiting];
      p = pending[--waiting];
      const outcome = pending[--waiting];
      const e = pending[--waiting];
      this.active[l][e] = outcome;
      if (outcome !== this.first[l][e]) this.switch(l, e, outcome, map, level, ++level);
      const end = this.narrow(l, map, p, n, from, to, level);
      if (end - to < to - from) {
        from = to;
        to = end;
      }
    }
  }

  /** Cuts by a test; both pieces wait. */
  private splitTest(
    l: number,
    e: number,
    map: PlaneMap,
    p: number,
    n: number,
    from: number,
    to: number,
    level: number,
  ): void {
    const { size } = this.stages[l].bend;
    const t = e < size ? 0 : Math.floor(e / size);
    this.outcome(l, e, map, p, n);
    this.split(p, n, l, e - t * size, t, t + 1);
    this.push(l, e, INACTIVE, p + n, this.below, from, to, level);
    this.push(l, e, ACTIVE, p + n + this.below, this.above, from, to, level);
  }

  /** Cuts into the pieces on which each candidate of a unit is the largest; all wait. */
  private splitMax(
    l: number,
    k: number,
    map: PlaneMap,
    p: number,
    n: number,
    from: number,
    to: number,
    level: number,
  ): void {
    const places = this.placesOf(l, k);
    const forms = places.map((place) => this.form(l, k, place, map));
    const xs = Array.from(this.x.subarray(p, p + n));
    const ys = Array.from(this.y.subarray(p, p + n));
    const pieces = upperEnvelope(xs, ys, forms, this.tolerance, this.options.rounding);
    if (pieces.length === 2) {
      const [low, high] = [forms[pieces[0].winner], forms[pieces[1].winner]];
      const [one, other] = [places[pieces[0].winner], places[pieces[1].winner]];
      const side = this.side(high.a - low.a, high.b - low.b, high.c - low.c, p, n);
      if (side === CROSSED) {
        this.split(p, n, l, k, one, other);
        this.push(l, k, one, p + n, this.below, from, to, level);
        this.push(l, k, other, p + n + this.below, this.above, from, to, level);
      } else this.push(l, k, side === ACTIVE ? other : one, p, n, from, to, level);
      return;
    }
    if (pieces.length === 0) this.push(l, k, this.winnerAtMean(l, k, map, p, n), p, n, from, to, level);
    let at = p + n;
    for (const piece of pieces) {
      this.reserve(at + piece.x.length, piece.x.length);
      this.x.set(piece.x, at);
      this.y.set(piece.y, at);
      this.push(l, k, places[piece.winner], at, piece.x.length, from, to, level);
      at += piece.x.length;
      this.addEdges(l, k, places, piece);
    }
  }

  /** The edges between a piece of an envelope and those of later candidates: each is added once. */
  private addEdges(l: number, k: number, places: readonly number[], piece: EnvelopePiece): void {
    const { x, y, across, winner } = piece;
    if (!this.owns(l)) return;
    across.forEach((other, i) => {
      if (other <= winner) return;
      const j = (i + 1) % x.length;
      this.segments.add(x[i], y[i], x[j], y[j], l, k, places[winner], places[other]);
    });
  }

  /** The places of a unit's candidates. */
  private placesOf(l: number, k: number): number[] {
    const { candidates, size } = this.stages[l].bend as Max;
    const each = candidates.length / size;
    const places: number[] = [];
    for (let j = 0; j < each; j++) if (candidates[k * each + j] !== -1) places.push(j);
    return places;
  }

  private form(l: number, k: number, place: number, map: PlaneMap): Form {
    const { bend, width } = this.stages[l];
    const { candidates, size } = bend as Max;
    const at = candidates[(k * candidates.length) / size + place];
    return { a: map[at], b: map[width + at], c: map[2 * width + at] };
  }

  private push(
    l: number,
    e: number,
    outcome: number,
    p: number,
    n: number,
    from: number,
    to: number,
    level: number,
  ): void {
    const pending = this.pending[l];
    let at = this.wait;
    pending[at++] = e;
    pending[at++] = outcome;
    pending[at++] = p;
    pending[at++] = n;
    pending[at++] = from;
    pending[at++] = to;
    pending[at++] = level;
    this.wait = at;
  }

  /** A finished cell of layer l goes on, unless it is left to another share or to the estimate. */
  private leave(l: number, p: number, n: number, level: number): void {
    const { strides, share } = this.options;
    const owned = this.owns(l);
    if (owned) this.regionsAfterLayer[l]++;
    const index = this.found[l]++;
    if (strides !== undefined && index % strides[l] !== 0) return;
    if (!owned && l === share?.layer) return;
    this.enter(l + 1, this.states[l + 1]?.[level], p, n);
    if (l === share?.layer) this.blocks.push(this.cells.count, this.segments.count);
  }

  /** Whether what is found at layer l is this share's to record: what lies before a cell goes with it. */
  private owns(l: number): boolean {
    const { share } = this.options;
    if (share === undefined || l > share.layer) return true;
    return Math.floor(this.found[share.layer] / share.run) % share.of === share.index;
  }

  /** Copies those of crossing[l][from … to − 1] that cross the piece behind the list; returns the copy's end. */
  private narrow(
    l: number,
    map: PlaneMap,
    p: number,
    n: number,
    from: number,
    to: number,
    level: number,
  ): number {
    if (2 * to - from > this.crossing[l].length) this.crossing[l] = enlarged(this.crossing[l], 2 * to - from);
    const isMax = this.stages[l].bend.kind === 'max';
    const crossing = this.crossing[l];
    const active = this.active[l];
    const first = this.first[l];
    let end = to;
    for (let i = from; i < to; i++) {
      const e = crossing[i];
      const outcome = isMax ? this.outcomeMax(l, e, map, p, n) : this.outcome(l, e, map, p, n);
      if (outcome === CROSSED) {
        crossing[end++] = e;
        continue;
      }
      active[e] = outcome;
      if (outcome !== first[e]) this.switch(l, e, outcome, map, level, level);
    }
    return end;
  }

  /** states[l + 1][to] = states[l + 1][from] with a test's outcome other than the first one. */
  private switch(l: number, e: number, outcome: number, map: PlaneMap, from: number, to: number): void {
    const { next, bend, width } = this.stages[l];
    if (next === undefined) return;
    let unit = e;
    let a: number;
    let b: number;
    let c: number;
    if (bend.kind === 'max') {
      const won = this.form(l, e, outcome, map);
      const before = this.form(l, e, this.first[l][e], map);
      a = won.a - before.a;
      b = won.b - before.b;
      c = won.c - before.c;
    } else {
      const { slopes, intercepts } = bend.pieces;
      const t = e < width ? 0 : Math.floor(e / width);
      unit = e - t * width;
      const gain = slopes[t + 1] - slopes[t];
      a = gain * map[unit];
      b = gain * map[width + unit];
      c = gain * map[2 * width + unit] + (intercepts[t + 1] - intercepts[t]);
    }
    const source = this.states[l + 1][from];
    const out = this.state(l + 1, to);
    for (let i = 0; i < out.length; i++) {
      const columns = next.columns[i];
      if (next.carried[i] !== -1) out[i] = source[i];
      else if (columns !== undefined)
        addDense(columns.columns, unit * columns.stride, a, b, c, source[i], out[i]);
      else addSparse(next.column(i, unit), a, b, c, source[i], out[i]);
    }
  }

  private state(l: number, level: number): State {
    return (this.states[l][level] ??= newState(this.stages[l - 1].next!));
  }

  private settlePieces(l: number): void {
    const active = this.active[l];
    const pieces = this.pieces[l];
    if (pieces === active) return;
    pieces.fill(0);
    for (let e = 0; e < active.length; e++) if (active[e] === ACTIVE) pieces[e % pieces.length]++;
  }

  /** On which side of a test's threshold the polygon lies. Leaves the values at its vertices in `h`. */
  private outcome(l: number, e: number, map: PlaneMap, p: number, n: number): number {
    const { width } = this.stages[l];
    if (e < width) return this.side(map[e], map[width + e], map[2 * width + e] - this.thresholds[l][0], p, n);
    const t = Math.floor(e / width);
    const k = e - t * width;
    return this.side(map[k], map[width + k], map[2 * width + k] - this.thresholds[l][t], p, n);
  }

  /** The place of the candidate that is the largest on the whole polygon. */
  private outcomeMax(l: number, k: number, map: PlaneMap, p: number, n: number): number {
    const { bend, width } = this.stages[l];
    const { candidates, size } = bend as Max;
    const each = candidates.length / size;
    const best = this.winnerAtMean(l, k, map, p, n);
    const won = candidates[k * each + best];
    for (let j = 0; j < each; j++) {
      const at = candidates[k * each + j];
      if (j === best || at === -1) continue;
      const a = map[at] - map[won];
      const b = map[width + at] - map[width + won];
      const c = map[2 * width + at] - map[2 * width + won];
      if (this.side(a, b, c, p, n) !== INACTIVE) return CROSSED;
    }
    return best;
  }

  /** The place of the first of a unit's largest candidates at the mean of a polygon's vertices. */
  private winnerAtMean(l: number, k: number, map: PlaneMap, p: number, n: number): number {
    const { bend, width } = this.stages[l];
    const { candidates, size } = bend as Max;
    const each = candidates.length / size;
    let mx = 0;
    let my = 0;
    for (let i = p; i < p + n; i++) {
      mx += this.x[i] / n;
      my += this.y[i] / n;
    }
    let best = this.first[l][k];
    let largest = -Infinity;
    for (let j = best; j < each; j++) {
      const at = candidates[k * each + j];
      if (at === -1) continue;
      const value = map[at] * mx + map[width + at] * my + map[2 * width + at];
      if (value > largest) {
        largest = value;
        best = j;
      }
    }
    return best;
  }

  /** On which side of a·x + b·y + c = 0 the polygon lies. Leaves the values at its vertices in `h`. */
  private side(a: number, b: number, c: number, p: number, n: number): number {
    const { x, y, h } = this;
    let min = Infinity;
    let max = -Infinity;
    for (let i = 0; i < n; i++) {
      const value = a * x[p + i] + b * y[p + i] + c;
      h[i] = value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (max <= 0) return INACTIVE;
    if (min >= 0) return ACTIVE;
    const tolerated = this.tolerance * Math.sqrt(a * a + b * b);
    this.tolerated = tolerated;
    if (max > tolerated && min < -tolerated) return CROSSED;
    return max > -min ? ACTIVE : INACTIVE;
  }

  /**
   * Splits the polygon along the chord B → A and writes the two pieces above it on the stack.
   *
   *        + ─ ─ +            Walking anticlockwise, the line is crossed once upwards, at A, and once
   *       /  above \          downwards, at B: in the middle of an edge, or at the first vertex that
   *   A ●───────────● B       lies on the line. Further vertices on the line stay with the side that
   *      \  below  /          comes next, so that the pieces tile the polygon.
   *        − ─ ─ −
   */
  private split(p: number, n: number, layer: number, unit: number, lower: number, upper: number): void {
    this.reserve(p + 2 * n + 4, n + 1);
    const { x, y, h, tolerated } = this;
    let up = 0; // first vertex above
    while (!(h[up] > tolerated && h[up === 0 ? n - 1 : up - 1] <= tolerated)) up++;
    let beforeUp = up === 0 ? n - 1 : up - 1;
    let down = up === n - 1 ? 0 : up + 1; // first vertex after those above
    while (h[down] > tolerated) down = down === n - 1 ? 0 : down + 1;
    const beforeDown = down === 0 ? n - 1 : down - 1;

    // Always from the end below, so that two cells which share the edge get the same point bit for bit.
    let ax: number;
    let ay: number;
    if (h[beforeUp] >= -tolerated) {
      let earlier = beforeUp === 0 ? n - 1 : beforeUp - 1;
      while (h[earlier] >= -tolerated) {
        up = beforeUp;
        beforeUp = earlier;
        earlier = earlier === 0 ? n - 1 : earlier - 1;
      }
      ax = x[p + beforeUp];
      ay = y[p + beforeUp];
      beforeUp = earlier;
    } else {
      const t = h[beforeUp] / (h[beforeUp] - h[up]);
      ax = x[p + beforeUp] + t * (x[p + up] - x[p + beforeUp]);
      ay = y[p + beforeUp] + t * (y[p + up] - y[p + beforeUp]);
    }
    let bx: number;
    let by: number;
    if (h[down] >= -tolerated) {
      bx = x[p + down];
      by = y[p + down];
      down = down === n - 1 ? 0 : down + 1;
    } else {
      const t = h[down] / (h[down] - h[beforeDown]);
      bx = x[p + down] + t * (x[p + beforeDown] - x[p + down]);
      by = y[p + down] + t * (y[p + beforeDown] - y[p + down]);
    }

    let q = p + n;
    x[q] = bx;
    y[q++] = by;
    for (let i = down; ; i = i === n - 1 ? 0 : i + 1) {
      x[q] = x[p + i];
      y[q++] = y[p + i];
      if (i === beforeUp) break;
    }
    x[q] = ax;
    y[q++] = ay;
    this.below = q - p - n;
    x[q] = ax;
    y[q++] = ay;
    for (let i = up; ; i = i === n - 1 ? 0 : i + 1) {
      x[q] = x[p + i];
      y[q++] = y[p + i];
      if (i === beforeDown) break;
    }
    x[q] = bx;
    y[q++] = by;
    this.above = q - p - n - this.below;
    if (this.owns(layer)) this.segments.add(ax, ay, bx, by, layer, unit, lower, upper);
  }

  private emit(p: number, n: number): void {
    const { maxCells, patterns, stream, onArea } = this.options;
    if (this.emitted++ === maxCells) throw CAP;
    this.area += this.cells.add(this.x, this.y, p, n);
    if (this.emitted % REPORT === 0) onArea?.(this.area);
    if (patterns) {
      for (let l = 0; l < this.stages.length; l++) this.settlePieces(l);
      this.cells.addPattern(this.pieces);
    }
    if (stream !== undefined && this.cells.count === stream.cells) stream.flush();
  }

  /** Room for a stack of `top` vertices and for a polygon of n. */
  private reserve(top: number, n: number): void {
    if (top > this.x.length) {
      this.x = enlarged(this.x, top);
      this.y = enlarged(this.y, top);
    }
    if (n > this.h.length) this.h = enlarged(this.h, n);
  }
}

function enlarged<T extends Float64Array | Int32Array>(array: T, room: number): T {
  const Type = array.constructor as new (length: number) => T;
  const larger = new Type(Math.max(2 * array.length, room));
  larger.set(array);
  return larger;
}

const newState = ({ sizes, carried }: Transition): State =>
  sizes.map((size, i) => new Float64Array(carried[i] === -1 ? 3 * size : 0));

/** The first outcome of each test: inactive; for a unit of a max the place of its first candidate. */
function firstPlaces(bend: Bend, tests: number): Uint8Array {
  const first = new Uint8Array(tests);
  if (bend.kind === 'activation') return first;
  const each = bend.candidates.length / bend.size;
  return first.map((_, k) => bend.candidates.subarray(k * each, (k + 1) * each).findIndex((c) => c !== -1));
}

import { nextMap, type Passed, type PlaneMap, passedScratch } from './affine-map.ts';
import type { AffineLayer } from './network.ts';
import { CellRecord, SegmentRecord } from './record.ts';

/** Thrown out of the recursion at the cap, and caught in `partition`. */
export const CAP = Symbol('more cells than the cap');

const INACTIVE = 0;
const ACTIVE = 1;
const CROSSED = 2;

/**
 * Cuts convex polygons unit by unit, depth first. `cut` cuts one polygon by the units of a layer that
 * cross it; each piece then enters the next layer with the next layer's affine map, which was updated by
 * rank one at each cut. Polygons live on one stack. Maps live on a stack for each layer, whose arrays are
 * made when a level is first reached, so that nothing is allocated in the steady state.
 */
export class Cutter {
  readonly cells: CellRecord;
  readonly segments = new SegmentRecord();
  readonly regionsAfterLayer: number[];
  private readonly layers: readonly AffineLayer[];
  /** columns[l]: the weights that leave layer l, a row of contiguous numbers for each of its units */
  private readonly columns: Float64Array[];
  /** maps[l][level]: the level counts the cuts by layer l − 1 that lie on the active side */
  private readonly maps: PlaneMap[][];
  private readonly active: Uint8Array[];
  private readonly crossing: Int32Array[];
  /** the pieces that wait: unit that cut them off, polygon, its vertices, list from, to, level */
  private readonly pending: Int32Array[];
  private readonly passed: Passed[];
  private readonly tolerance: number;
  private readonly maxCells: number;
  private readonly keepPatterns: boolean;
  private x: Float64Array = new Float64Array(1 << 12);
  private y: Float64Array = new Float64Array(1 << 12);
  /** pre-activations of the unit at hand at the polygon's vertices */
  private h: Float64Array = new Float64Array(1 << 6);
  private tolerated = 0;
  private midX = 0;
  private midY = 0;
  private halfX = 0;
  private halfY = 0;
  /** vertices of the inactive and of the active piece of the last split */
  private below = 0;
  private above = 0;

  /** `tolerance` is a distance in the plane. */
  constructor(
    layers: readonly AffineLayer[],
    first: PlaneMap,
    tolerance: number,
    maxCells: number,
    patterns: boolean,
  ) {
    this.layers = layers;
    this.columns = layers.slice(1).map(transposed);
    this.maps = layers.map((_, l) => (l === 0 ? [first] : []));
    this.active = layers.map(({ outputs }) => new Uint8Array(outputs));
    this.crossing = layers.map(({ outputs }) => new Int32Array(outputs));
    this.pending = layers.map(({ outputs }) => new Int32Array(6 * outputs));
    this.passed = layers.map(({ outputs }) => passedScratch(outputs));
    this.regionsAfterLayer = layers.map(() => 0);
    this.cells = new CellRecord(patterns ? layers.reduce((sum, { outputs }) => sum + outputs, 0) : 0);
    this.keepPatterns = patterns;
    this.tolerance = tolerance;
    this.maxCells = maxCells;
  }

  run(window: Float64Array): void {
    const n = window.length / 2;
    this.reserve(n, n);
    for (let i = 0; i < n; i++) {
      this.x[i] = window[2 * i];
      this.y[i] = window[2 * i + 1];
    }
    this.enter(0, this.maps[0]?.[0], 0, n);
  }

  /** The polygon at p with n vertices enters layer l, whose pre-activations on it are `map`. */
  private enter(l: number, map: PlaneMap, p: number, n: number): void {
    if (l === this.layers.length) {
      this.emit(p, n);
      return;
    }
    const count = this.classify(map, this.active[l], this.crossing[l], p, n);
    if (l + 1 < this.layers.length) {
      const next = this.layers[l + 1];
      nextMap(map, this.active[l], this.layers[l].slope!, next, this.map(l + 1, 0), this.passed[l]);
    }
    this.cut(l, count, map, p, n);
  }

  /** Lists the units that cross the polygon; notes on which side it lies of the others. */
  private classify(map: PlaneMap, active: Uint8Array, crossing: Int32Array, p: number, n: number): number {
    const width = active.length;
    this.bound(p, n);
    const { midX, midY, halfX, halfY } = this;
    let count = 0;
    for (let k = 0; k < width; k++) {
      const a = map[k];
      const b = map[width + k];
      const h = a * midX + b * midY + map[2 * width + k];
      active[k] = h > 0 ? ACTIVE : INACTIVE;
      if (Math.abs(h) <= Math.abs(a) * halfX + Math.abs(b) * halfY) crossing[count++] = k;
    }
    let crossed = 0;
    for (let i = 0; i < count; i++) {
      const k = crossing[i];
      const side = this.side(map[k], map[width + k], map[2 * width + k], p, n);
      active[k] = side & ACTIVE;
      if (side === CROSSED) crossing[crossed++] = k;
    }
    return crossed;
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
   * Cuts a polygon by the first `count` units of crossing[l], which all cross it. The piece on the active
   * side goes first, the other one waits in pending[l]; a piece that no unit crosses any more enters the
   * next layer. A piece's list of units lies behind that of the piece that it was cut from, or is the rest
   * of that list if nothing falls out (so nested strips take no memory squared).
   */
  private cut(l: number, count: number, map: PlaneMap, p: number, n: number): void {
    const active = this.active[l];
    const width = active.length;
    const last = l + 1 === this.layers.length;
    const pending = this.pending[l];
    let waiting = 0;
    let from = 0;
    let to = count;
    let level = 0;
    for (;;) {
      if (from < to) {
        const k = this.crossing[l][from++];
        this.side(map[k], map[width + k], map[2 * width + k], p, n);
        this.split(p, n, l, k);
        pending[waiting++] = k;
        pending[waiting++] = p + n;
        pending[waiting++] = this.below;
        pending[waiting++] = from;
        pending[waiting++] = to;
        pending[waiting++] = level;
        if (!last) this.activate(l, k, map, level, level + 1);
        active[k] = ACTIVE;
        level++;
        p += n + this.below;
        n = this.above;
      } else {
        this.regionsAfterLayer[l]++;
        this.enter(l + 1, last ? map : this.maps[l + 1][level], p, n);
        if (waiting === 0) return;
        level = pending[--waiting];
        to = pending[--waiting];
        from = pending[--waiting];
        n = pending[--waiting];
        p = pending[--waiting];
        active[pending[--waiting]] = INACTIVE;
      }
      const end = this.narrow(l, map, p, n, from, to, level);
      if (end - to < to - from) {
        from = to;
        to = end;
      }
    }
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
    const crossing = this.crossing[l];
    const active = this.active[l];
    const width = active.length;
    const last = l + 1 === this.layers.length;
    let end = to;
    for (let i = from; i < to; i++) {
      const k = crossing[i];
      const side = this.side(map[k], map[width + k], map[2 * width + k], p, n);
      if (side === CROSSED) {
        crossing[end++] = k;
      } else {
        active[k] = side;
        if (side === ACTIVE && !last) this.activate(l, k, map, level, level);
      }
    }
    return end;
  }

  /** maps[l + 1][to] = maps[l + 1][from] + (1 − slope) · (column of unit k) ⊗ (unit k's affine form). */
  private activate(l: number, k: number, map: PlaneMap, from: number, to: number): void {
    const out = this.map(l + 1, to);
    const source = this.maps[l + 1][from];
    const width = this.active[l].length;
    const outputs = this.layers[l + 1].outputs;
    const columns = this.columns[l];
    const gain = 1 - this.layers[l].slope!;
    const a = gain * map[k];
    const b = gain * map[width + k];
    const c = gain * map[2 * width + k];
    const row = k * outputs;
    for (let o = 0; o < outputs; o++) {
      const w = columns[row + o];
      out[o] = source[o] + w * a;
      out[outputs + o] = source[outputs + o] + w * b;
      out[2 * outputs + o] = source[2 * outputs + o] + w * c;
    }
  }

  private map(l: number, level: number): PlaneMap {
    return (this.maps[l][level] ??= new Float64Array(3 * this.layers[l].outputs));
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
  private split(p: number, n: number, layer: number, unit: number): void {
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
    this.segments.add(ax, ay, bx, by, layer, unit);
  }

  private emit(p: number, n: number): void {
    if (this.cells.count === this.maxCells) throw CAP;
    this.cells.add(this.x, this.y, p, n);
    if (this.keepPatterns) this.cells.addPattern(this.active);
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

function transposed({ weights, inputs, outputs }: AffineLayer): Float64Array {
  const columns = new Float64Array(weights.length);
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++) columns[i * outputs + o] = weights[o * inputs + i];
  return columns;
}

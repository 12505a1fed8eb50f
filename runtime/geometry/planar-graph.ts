import type { Cells } from './partition.ts';
import { diameter } from './polygon.ts';

/** The cells as a planar graph, and the two things that must hold of it. */
export interface PlanarGraph {
  readonly vertices: number;
  readonly edges: number;
  /** V − E + F − 1, which is 0 for a window cut into cells (Euler, the outside not counted) */
  readonly eulerResidual: number;
  /** edges inside the window that do not belong to exactly two cells, or on its rim not to exactly one */
  readonly unmatchedEdges: number;
}

/** Two computations of one vertex differ by rounding over the sine of an angle: this leaves it room. */
const SAME_VERTEX = 1e-11;

/**
 * Joins equal vertices of neighbouring cells and counts. Takes the cells in chunks, and about 100 bytes for
 * each.
 */
export class PlanarGraphBuilder {
  private readonly window: Float64Array;
  private readonly reach: number;
  private readonly vertices: VertexTable;
  private readonly edges = new EdgeTable();
  private regions = 0;
  private trusted = true;

  /** `tolerance` is relative to the window's diameter. */
  constructor(window: Float64Array, tolerance: number) {
    const size = diameter(window);
    this.window = window;
    this.reach = Math.max(SAME_VERTEX, tolerance) * size;
    this.vertices = new VertexTable(this.reach, size);
  }

  add({ vertices: points, offsets, regions }: Cells): void {
    this.regions += regions;
    for (let cell = 0; cell < regions; cell++) {
      let before = offsets[cell + 1] - 1;
      let beforeId = this.vertices.idOf(points[2 * before], points[2 * before + 1]);
      for (let i = offsets[cell]; i < offsets[cell + 1]; before = i++) {
        const id = this.vertices.idOf(points[2 * i], points[2 * i + 1]);
        const dx = points[2 * i] - points[2 * before];
        const dy = points[2 * i + 1] - points[2 * before + 1];
        if (dx * dx + dy * dy <= (4 * this.reach) ** 2) this.trusted = false;
        // Rim edges belong to the outside as well.
        if (this.edges.use(beforeId, id) === 1 && liesOnRim(points, before, i, this.window, this.reach))
          this.edges.use(beforeId, id);
        beforeId = id;
      }
    }
  }

  /** Undefined where the answer could not be trusted: an edge is too short to tell its ends apart. */
  result(): PlanarGraph | undefined {
    if (!this.trusted) return undefined;
    if (this.regions === 0) return { vertices: 0, edges: 0, eulerResidual: 0, unmatchedEdges: 0 };
    const [vertices, edges] = [this.vertices.count, this.edges.count];
    return {
      vertices,
      edges,
      eulerResidual: vertices - edges + this.regions - 1,
      unmatchedEdges: this.edges.unmatched(),
    };
  }
}

/** A grid step that few vertices share, relative to the window. */
const STEP = 2 ** -20;

/** Numbers points so that points within `reach` of one another, in each coordinate, have the same number. */
class VertexTable {
  count = 0;
  private readonly reach: number;
  private readonly step: number;
  private x = new Float64Array(1 << 10);
  private y = new Float64Array(1 << 10);
  /** the vertex before in the same bucket, −1 at its end */
  private next = new Int32Array(1 << 10);
  private heads = new Int32Array(1 << 11).fill(-1);

  constructor(reach: number, size: number) {
    this.reach = reach;
    this.step = Math.max(4 * reach, STEP * size);
  }

  idOf(x: number, y: number): number {
    const { step, reach } = this;
    const [low, high] = [Math.floor((x - reach) / step), Math.floor((x + reach) / step)];
    const [left, right] = [Math.floor((y - reach) / step), Math.floor((y + reach) / step)];
    for (let i = low; i <= high; i++)
      for (let j = left; j <= right; j++) {
        const id = this.find(this.bucket(i, j), x, y);
        if (id !== -1) return id;
      }
    return this.insert(x, y);
  }

  private find(bucket: number, x: number, y: number): number {
    for (let id = this.heads[bucket]; id !== -1; id = this.next[id])
      if (Math.abs(this.x[id] - x) <= this.reach && Math.abs(this.y[id] - y) <= this.reach) return id;
    return -1;
  }

  private insert(x: number, y: number): number {
    const id = this.count++;
    if (id === this.x.length) this.grow();
    this.x[id] = x;
    this.y[id] = y;
    this.link(id);
    return id;
  }

  private link(id: number): void {
    const bucket = this.bucket(Math.floor(this.x[id] / this.step), Math.floor(this.y[id] / this.step));
    this.next[id] = this.heads[bucket];
    this.heads[bucket] = id;
  }

  private bucket(i: number, j: number): number {
    return hash(i, j) & (this.heads.length - 1);
  }

  private grow(): void {
    this.x = doubled(this.x);
    this.y = doubled(this.y);
    this.next = doubled(this.next);
    this.heads = new Int32Array(2 * this.x.length).fill(-1);
    for (let id = 0; id < this.count - 1; id++) this.link(id);
  }
}

/** Counts how often each pair of vertices is used as an edge. */
class EdgeTable {
  count = 0;
  private low = new Int32Array(1 << 10);
  private high = new Int32Array(1 << 10);
  private uses = new Uint8Array(1 << 10);
  private next = new Int32Array(1 << 10);
  private heads = new Int32Array(1 << 11).fill(-1);

  /** Counts one use and returns how many there are (at most 255). */
  use(from: number, to: number): number {
    const [low, high] = from < to ? [from, to] : [to, from];
    for (let id = this.heads[this.bucket(low, high)]; id !== -1; id = this.next[id])
      if (this.low[id] === low && this.high[id] === high)
        return this.uses[id] === 255 ? 255 : ++this.uses[id];
    const id = this.count++;
    if (id === this.low.length) this.grow();
    this.low[id] = low;
    this.high[id] = high;
    this.uses[id] = 1;
    this.link(id);
    return 1;
  }

  unmatched(): number {
    let unmatched = 0;
    for (let id = 0; id < this.count; id++) if (this.uses[id] !== 2) unmatched++;
    return unmatched;
  }

  private link(id: number): void {
    const bucket = this.bucket(this.low[id], this.high[id]);
    this.next[id] = this.heads[bucket];
    this.heads[bucket] = id;
  }

  private bucket(low: number, high: number): number {
    return hash(low, high) & (this.heads.length - 1);
  }

  private grow(): void {
    this.low = doubled(this.low);
    this.high = doubled(this.high);
    this.uses = doubled(this.uses);
    this.next = doubled(this.next);
    this.heads = new Int32Array(2 * this.low.length).fill(-1);
    for (let id = 0; id < this.count - 1; id++) this.link(id);
  }
}

function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

function doubled<T extends Float64Array | Int32Array | Uint8Array>(array: T): T {
  const Type = array.constructor as new (length: number) => T;
  const grown = new Type(2 * array.length);
  grown.set(array);
  return grown;
}

/** Whether both points lie on the line of one edge of the window. */
function liesOnRim(points: Float64Array, i: number, j: number, window: Float64Array, reach: number): boolean {
  const n = window.length;
  for (let e = 0; e < n; e += 2) {
    const dx = window[(e + 2) % n] - window[e];
    const dy = window[(e + 3) % n] - window[e + 1];
    const limit = reach * Math.hypot(dx, dy);
    const away = (k: number) =>
      Math.abs(dx * (points[2 * k + 1] - window[e + 1]) - dy * (points[2 * k] - window[e]));
    if (away(i) <= limit && away(j) <= limit) return true;
  }
  return false;
}

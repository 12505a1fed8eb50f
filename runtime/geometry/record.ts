/** Flat arrays that double as they fill; `view` methods return them without a copy. */
function doubled<T extends Float64Array | Uint32Array | Uint8Array>(array: T, room = 0): T {
  const Type = array.constructor as new (length: number) => T;
  const grown = new Type(Math.max(2 * array.length, room));
  grown.set(array);
  return grown;
}

/** What the cutter finds of cells: vertices, offsets, areas and, if `units` > 0, activation patterns. */
export class CellRecord {
  count = 0;
  private vertexCount = 0;
  private vertices = new Float64Array(1 << 14);
  private offsets = new Uint32Array(1 << 11);
  private areas = new Float64Array(1 << 11);
  private patterns: Uint8Array;
  private readonly units: number;

  constructor(units: number) {
    this.units = units;
    this.patterns = new Uint8Array(units);
  }

  /** Adds the polygon of n vertices that starts at p; answers with its area. */
  add(x: Float64Array, y: Float64Array, p: number, n: number): number {
    if (this.count + 2 > this.offsets.length) {
      this.offsets = doubled(this.offsets);
      this.areas = doubled(this.areas);
    }
    let at = 2 * this.vertexCount;
    if (at + 2 * n > this.vertices.length) this.vertices = doubled(this.vertices, at + 2 * n);
    const { vertices } = this;
    // Relative to the first vertex, so that a small cell far from the origin keeps its digits.
    const x0 = x[p];
    const y0 = y[p];
    let twice = 0;
    let dx = 0;
    let dy = 0;
    for (let i = p; i < p + n; i++) {
      vertices[at++] = x[i];
      vertices[at++] = y[i];
      const ex = x[i] - x0;
      const ey = y[i] - y0;
      twice += dx * ey - dy * ex;
      dx = ex;
      dy = ey;
    }
    this.areas[this.count++] = twice / 2;
    this.vertexCount += n;
    this.offsets[this.count] = this.vertexCount;
    return twice / 2;
  }

  /** Adds the pattern of the cell added last: the piece of each unit, layer by layer. */
  addPattern(pieces: readonly Uint8Array[]): void {
    let at = (this.count - 1) * this.units;
    if (at + this.units > this.patterns.length) this.patterns = doubled(this.patterns, 64 * this.units);
    for (const layer of pieces) {
      this.patterns.set(layer, at);
      at += layer.length;
    }
  }

  clear(): void {
    this.count = 0;
    this.vertexCount = 0;
  }

  view() {
    return {
      regions: this.count,
      vertices: this.vertices.subarray(0, 2 * this.vertexCount),
      offsets: this.offsets.subarray(0, this.count + 1),
      areas: this.areas.subarray(0, this.count),
      ...(this.units > 0 && { patterns: this.patterns.subarray(0, this.count * this.units) }),
    };
  }
}

/** What the cutter finds of boundaries: one piece for each cut. */
export class SegmentRecord {
  count = 0;
  private points = new Float64Array(1 << 13);
  private layer = new Uint32Array(1 << 11);
  private unit = new Uint32Array(1 << 11);
  private pieces = new Uint8Array(1 << 12);

  add(
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    layer: number,
    unit: number,
    lower: number,
    upper: number,
  ): void {
    const { count } = this;
    if (count === this.layer.length) {
      this.points = doubled(this.points);
      this.layer = doubled(this.layer);
      this.unit = doubled(this.unit);
      this.pieces = doubled(this.pieces);
    }
    this.points[4 * count] = x1;
    this.points[4 * count + 1] = y1;
    this.points[4 * count + 2] = x2;
    this.points[4 * count + 3] = y2;
    this.layer[count] = layer;
    this.unit[count] = unit;
    this.pieces[2 * count] = lower;
    this.pieces[2 * count + 1] = upper;
    this.count = count + 1;
  }

  clear(): void {
    this.count = 0;
  }

  view() {
    return {
      points: this.points.subarray(0, 4 * this.count),
      layer: this.layer.subarray(0, this.count),
      unit: this.unit.subarray(0, this.count),
      pieces: this.pieces.subarray(0, 2 * this.count),
    };
  }
}

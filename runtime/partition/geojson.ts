import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Chunk } from '../geometry/partition.ts';

/** Text that is gathered before it is written. */
const buffered = 1 << 20;

/**
 * Writes a partition as a GeoJSON FeatureCollection (RFC 7946), feature by feature, so that memory does not grow
 * with the number of cells: a Polygon {id, area} for each cell, and a LineString {layer, unit} for each piece
 * of a boundary, layers and units counted from 1; of the decision boundary a LineString {decision: [class, class]}.
 * Coordinates are (s, t) in the plane that was cut, not degrees.
 *
 * GeoJSON rather than Arrow because it is written as a stream without a library, one feature a line, and is read
 * without one by a browser, Python, R, QGIS or grep. Numbers are exact, so a cell takes 500 bytes; a path that
 * ends in .gz is compressed to a sixth of that.
 */
export class GeojsonFile {
  private readonly path: string;
  private readonly temporary: string;
  private readonly file: number;
  private text = '{"type":"FeatureCollection","features":[';
  private separator = '\n';
  private cells = 0;

  /** Nothing stands at `path` before `finish`. */
  constructor(path: string) {
    this.path = path;
    this.temporary = `${path}.${process.pid}.part`;
    this.file = openSync(this.temporary, 'w');
  }

  add({ regions, vertices, offsets, areas, segments }: Chunk): void {
    for (let cell = 0; cell < regions; cell++) {
      const ring: string[] = [];
      for (let i = offsets[cell]; i < offsets[cell + 1]; i++)
        ring.push(position(vertices[2 * i], vertices[2 * i + 1]));
      ring.push(ring[0]);
      this.cells++;
      const geometry = `{"type":"Polygon","coordinates":[[${ring.join(',')}]]}`;
      this.feature(`"id":${this.cells},"area":${areas[cell]}`, geometry);
    }
    for (let i = 0; i < segments.layer.length; i++)
      this.line(`"layer":${segments.layer[i] + 1},"unit":${segments.unit[i] + 1}`, segments.points, i);
  }

  addDecision({ points, classes }: { points: Float64Array; classes: Uint8Array }): void {
    for (let i = 0; 4 * i < points.length; i++)
      this.line(`"decision":[${classes[2 * i]},${classes[2 * i + 1]}]`, points, i);
  }

  finish(): void {
    this.text += '\n]}\n';
    this.flush();
    fsyncSync(this.file);
    closeSync(this.file);
    renameSync(this.temporary, this.path);
  }

  /** Leaves no trace. */
  abandon(): void {
    closeSync(this.file);
    rmSync(this.temporary, { force: true });
  }

  private line(properties: string, points: Float64Array, i: number): void {
    const from = position(points[4 * i], points[4 * i + 1]);
    const to = position(points[4 * i + 2], points[4 * i + 3]);
    this.feature(properties, `{"type":"LineString","coordinates":[${from},${to}]}`);
  }

  private feature(properties: string, geometry: string): void {
    this.text += `${this.separator}{"type":"Feature","properties":{${properties}},"geometry":${geometry}}`;
    this.separator = ',\n';
    if (this.text.length > buffered) this.flush();
  }

  private flush(): void {
    // Members of a gzip file may follow one another (RFC 1952).
    writeFileSync(this.file, this.path.endsWith('.gz') ? gzipSync(this.text) : this.text);
    this.text = '';
  }
}

const position = (x: number, y: number) => `[${x},${y}]`;

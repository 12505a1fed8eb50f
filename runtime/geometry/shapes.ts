import type { Cells } from './partition.ts';

/** The shapes of cells, one number for each. Lengths are in the units of the plane. */
export interface CellShapes {
  readonly vertices: Uint32Array;
  readonly perimeter: Float64Array;
  /** 4π·area / perimeter²: 1 for a circle, 0 for a segment */
  readonly isoperimetricRatio: Float64Array;
  /** 2·area / perimeter: the radius of the inscribed circle where one touches all sides, at least the largest such radius otherwise */
  readonly inradius: Float64Array;
  /** largest over smallest distance of a vertex from the centroid (Humayun et al., arXiv 2302.12828) */
  readonly eccentricity: Float64Array;
  /** [s, t] a cell */
  readonly centroid: Float64Array;
}

export function cellShapes({ regions, vertices, offsets, areas }: Cells): CellShapes {
  const shapes: CellShapes = {
    vertices: new Uint32Array(regions),
    perimeter: new Float64Array(regions),
    isoperimetricRatio: new Float64Array(regions),
    inradius: new Float64Array(regions),
    eccentricity: new Float64Array(regions),
    centroid: new Float64Array(2 * regions),
  };
  for (let cell = 0; cell < regions; cell++) {
    const polygon = vertices.subarray(2 * offsets[cell], 2 * offsets[cell + 1]);
    const perimeter = perimeterOf(polygon);
    const [s, t] = centroidOf(polygon);
    shapes.vertices[cell] = polygon.length / 2;
    shapes.perimeter[cell] = perimeter;
    shapes.isoperimetricRatio[cell] = (4 * Math.PI * areas[cell]) / perimeter ** 2;
    shapes.inradius[cell] = (2 * areas[cell]) / perimeter;
    shapes.eccentricity[cell] = eccentricityOf(polygon, s, t);
    shapes.centroid[2 * cell] = s;
    shapes.centroid[2 * cell + 1] = t;
  }
  return shapes;
}

function perimeterOf(polygon: Float64Array): number {
  let sum = 0;
  const n = polygon.length;
  for (let i = 0; i < n; i += 2)
    sum += Math.hypot(polygon[(i + 2) % n] - polygon[i], polygon[(i + 3) % n] - polygon[i + 1]);
  return sum;
}

/** Of the area; of the vertices where rounding leaves none. */
function centroidOf(polygon: Float64Array): [s: number, t: number] {
  const [x0, y0] = polygon;
  const count = polygon.length / 2;
  let [twice, s, t, meanX, meanY] = [0, 0, 0, 0, 0];
  for (let i = 0; i < polygon.length; i += 2) {
    const [ax, ay] = [polygon[i] - x0, polygon[i + 1] - y0];
    meanX += ax / count;
    meanY += ay / count;
    if (i + 3 >= polygon.length) continue;
    const [bx, by] = [polygon[i + 2] - x0, polygon[i + 3] - y0];
    const cross = ax * by - bx * ay;
    twice += cross;
    s += cross * (ax + bx);
    t += cross * (ay + by);
  }
  return twice > 0 ? [x0 + s / (3 * twice), y0 + t / (3 * twice)] : [x0 + meanX, y0 + meanY];
}

function eccentricityOf(polygon: Float64Array, s: number, t: number): number {
  let [least, most] = [Infinity, 0];
  for (let i = 0; i < polygon.length; i += 2) {
    const distance = Math.hypot(polygon[i] - s, polygon[i + 1] - t);
    least = Math.min(least, distance);
    most = Math.max(most, distance);
  }
  return most / least;
}

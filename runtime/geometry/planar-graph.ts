import type { Partition } from './partition.ts';
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
 * Joins equal vertices of neighbouring cells and counts. Undefined where the answer could not be trusted:
 * a cell has an edge too short to tell its ends from one another.
 */
export function planarGraph(partition: Partition): PlanarGraph | undefined {
  const { vertices: points, offsets, regions, window } = partition;
  if (regions === 0) return { vertices: 0, edges: 0, eulerResidual: 0, unmatchedEdges: 0 };
  const size = diameter(window);
  const reach = Math.max(SAME_VERTEX, partition.tolerance) * size;
  const { ids, count } = joinVertices(points, reach);
  const uses = new Map<number, number>();
  for (let cell = 0; cell < regions; cell++) {
    let before = offsets[cell + 1] - 1;
    for (let i = offsets[cell]; i < offsets[cell + 1]; before = i++) {
      const length = Math.hypot(
        points[2 * i] - points[2 * before],
        points[2 * i + 1] - points[2 * before + 1],
      );
      if (length <= 4 * reach) return undefined;
      const [low, high] = ids[i] < ids[before] ? [ids[i], ids[before]] : [ids[before], ids[i]];
      // Rim edges belong to the outside as well.
      const onRim = liesOnRim(points, before, i, window, reach) ? 1 : 0;
      uses.set(low * count + high, (uses.get(low * count + high) ?? onRim) + 1);
    }
  }
  let unmatchedEdges = 0;
  for (const sides of uses.values()) if (sides !== 2) unmatchedEdges++;
  return {
    vertices: count,
    edges: uses.size,
    eulerResidual: count - uses.size + regions - 1,
    unmatchedEdges,
  };
}

/** Numbers the points so that points within `reach` have the same number. */
function joinVertices(points: Float64Array, reach: number): { ids: Int32Array; count: number } {
  const ids = new Int32Array(points.length / 2);
  const order = Array.from(ids, (_, i) => i).sort((i, j) => points[2 * i] - points[2 * j]);
  let count = 0;
  ids.fill(-1);
  order.forEach((i, at) => {
    if (ids[i] < 0) ids[i] = count++;
    for (let next = at + 1; next < order.length; next++) {
      const j = order[next];
      if (points[2 * j] - points[2 * i] > reach) break;
      if (ids[j] < 0 && Math.abs(points[2 * j + 1] - points[2 * i + 1]) <= reach) ids[j] = ids[i];
    }
  });
  return { ids, count };
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

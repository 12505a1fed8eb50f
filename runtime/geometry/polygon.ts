/** Twice the signed area of a polygon [x0, y0, x1, y1, …]; positive if anticlockwise. */
function doubleArea(polygon: ArrayLike<number>): number {
  let sum = 0;
  // Relative to the first vertex, so that a small polygon far from the origin keeps its digits.
  const x0 = polygon[0];
  const y0 = polygon[1];
  for (let i = 2; i + 3 < polygon.length; i += 2) {
    sum += (polygon[i] - x0) * (polygon[i + 3] - y0) - (polygon[i + 2] - x0) * (polygon[i + 1] - y0);
  }
  return sum;
}

/** Area of a simple polygon [x0, y0, x1, y1, …], whatever its orientation. */
export const polygonArea = (polygon: ArrayLike<number>): number => Math.abs(doubleArea(polygon)) / 2;

/** Largest distance between two vertices. */
export function diameter(polygon: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < polygon.length; i += 2)
    for (let j = 0; j < i; j += 2)
      largest = Math.max(largest, Math.hypot(polygon[i] - polygon[j], polygon[i + 1] - polygon[j + 1]));
  return largest;
}

/** How far inside its own rounding a window counts as flat, relative to its diameter. */
const FLAT = 2 ** -48;

/**
 * A window as the kernels want it: convex, anticlockwise. A window of no area comes back as it is.
 * Throws a RangeError for fewer than three vertices, a number that is not finite, or a reflex corner.
 */
export function convexWindow(polygon: ArrayLike<number>): { vertices: Float64Array; flat: boolean } {
  if (polygon.length < 6 || polygon.length % 2 !== 0)
    throw new RangeError(
      `A window needs three or more vertices as [x0, y0, x1, y1, …]; this has ${polygon.length} numbers.`,
    );
  const vertices = Float64Array.from(polygon);
  if (!vertices.every(Number.isFinite))
    throw new RangeError(`A window's vertices must be finite: [${vertices}].`);
  const size = diameter(vertices) ** 2;
  const area = doubleArea(vertices);
  if (Math.abs(area) <= FLAT * size) return { vertices, flat: true };
  if (area < 0) reverse(vertices);
  checkConvex(vertices, FLAT * size);
  return { vertices, flat: false };
}

function reverse(polygon: Float64Array): void {
  const copy = polygon.slice();
  for (let i = 0, n = copy.length; i < n; i += 2) {
    polygon[i] = copy[n - 2 - i];
    polygon[i + 1] = copy[n - 1 - i];
  }
}

/** Every vertex must lie left of (or on) every edge: this also refuses a polygon that winds twice. */
function checkConvex(polygon: Float64Array, tolerance: number): void {
  const n = polygon.length;
  for (let i = 0; i < n; i += 2) {
    const [x, y] = [polygon[i], polygon[i + 1]];
    const [dx, dy] = [polygon[(i + 2) % n] - x, polygon[(i + 3) % n] - y];
    for (let j = 0; j < n; j += 2)
      if (dx * (polygon[j + 1] - y) - dy * (polygon[j] - x) < -tolerance)
        throw new RangeError(
          `A window must be convex, with its vertices in order: (${polygon[j]}, ${polygon[j + 1]}) lies outside the edge from (${x}, ${y}). Cut the window into convex pieces.`,
        );
  }
}

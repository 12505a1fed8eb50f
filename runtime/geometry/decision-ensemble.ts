import { type DecisionBoundary, decisionDistances } from './decision.ts';

/** The reference is looked at this many times across the window's longer side. */
const STEPS = 128;

/**
 * How far the decision boundary of one network lies from that of a reference in the same window: the root mean
 * square, along the reference, of the distance to the nearest piece of the other. NaN where the reference has
 * none in the window, Infinity where the other has none.
 */
export function decisionDisplacement(reference: DecisionBoundary, other: DecisionBoundary): number {
  const step = longerSide(reference.window) / STEPS;
  const places: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < reference.points.length; i += 4) {
    const [x1, y1, x2, y2] = reference.points.subarray(i, i + 4);
    const length = Math.hypot(x2 - x1, y2 - y1);
    const parts = Math.max(1, Math.ceil(length / step));
    for (let part = 0.5; part < parts; part++) {
      places.push(x1 + (part / parts) * (x2 - x1), y1 + (part / parts) * (y2 - y1));
      weights.push(length / parts);
    }
  }
  const { distance } = decisionDistances(other, places);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = weights.reduce((sum, weight, p) => sum + (weight === 0 ? 0 : weight * distance[p] ** 2), 0);
  return Math.sqrt(squares / total);
}

function longerSide(window: Float64Array): number {
  const extent = (first: number) => {
    const along = window.filter((_, i) => i % 2 === first);
    return Math.max(...along) - Math.min(...along);
  };
  return Math.max(extent(0), extent(1));
}

import { activation, bendsOf, type Node, outputSize, type PiecewiseAffineNetwork } from './network.ts';
import { type PartitionOptions, type StoppedPartition, streamPartition } from './partition.ts';
import { relu } from './pieces.ts';

/** Where a classifier changes its mind inside a window: where its two largest outputs are equal. */
export interface DecisionBoundary {
  readonly status: 'complete';
  /** [x1, y1, x2, y2] a piece */
  readonly points: Float64Array;
  /** the two classes on its sides, the lower first; of a single output 0 is negative and 1 positive */
  readonly classes: Uint8Array;
  /** convex, anticlockwise, [x0, y0, …] */
  readonly window: Float64Array;
}

/**
 * The network with one more bend, whose piece is the class: the largest output, the first of equals, or the
 * sign of a single output. Its partition is that of the network, cut once more by the decision boundary.
 */
export function withDecision(network: PiecewiseAffineNetwork): PiecewiseAffineNetwork {
  const from = network.nodes.length - 1;
  const classes = outputSize(network);
  const candidates = Int32Array.from({ length: classes }, (_, c) => c);
  const decision: Node =
    classes === 1 ? activation(from, 1, relu) : { kind: 'max', from, size: 1, candidates };
  return { nodes: [...network.nodes, decision] };
}

/** The decision boundary of a classifier inside a window, exactly. */
export function decisionBoundary(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  options: PartitionOptions = {},
): DecisionBoundary | StoppedPartition {
  const decided = withDecision(network);
  const last = bendsOf(decided).length - 1;
  const points: number[] = [];
  const classes: number[] = [];
  const result = streamPartition(
    decided,
    window,
    ({ segments }) => {
      segments.layer.forEach((layer, i) => {
        if (layer !== last) return;
        points.push(...segments.points.subarray(4 * i, 4 * i + 4));
        classes.push(...segments.pieces.subarray(2 * i, 2 * i + 2));
      });
    },
    { ...options, patterns: false },
  );
  if (result.status !== 'complete') return result;
  return {
    status: 'complete',
    points: Float64Array.from(points),
    classes: Uint8Array.from(classes),
    window: result.window,
  };
}

export interface DecisionDistances {
  /** [n] to the nearest piece, in the units of the plane; Infinity if the window has none */
  readonly distance: Float64Array;
  /** [n] index of that piece; −1 if there is none */
  readonly piece: Int32Array;
  /** [n] 1 where nothing nearer can lie outside the window: the rim is at least as far */
  readonly exact: Uint8Array;
}

/** Distances of places [n][s, t] of the plane from a decision boundary. */
export function decisionDistances(
  { points, window }: DecisionBoundary,
  places: ArrayLike<number>,
): DecisionDistances {
  const n = places.length / 2;
  const distance = new Float64Array(n).fill(Infinity);
  const piece = new Int32Array(n).fill(-1);
  const exact = new Uint8Array(n);
  for (let p = 0; p < n; p++) {
    const [s, t] = [places[2 * p], places[2 * p + 1]];
    for (let i = 0; 4 * i < points.length; i++) {
      const d = distanceToSegment(s, t, points, 4 * i);
      if (d >= distance[p]) continue;
      distance[p] = d;
      piece[p] = i;
    }
    exact[p] = distance[p] <= depthInside(s, t, window) ? 1 : 0;
  }
  return { distance, piece, exact };
}

/** To the segment whose four numbers start at `at`. */
function distanceToSegment(s: number, t: number, points: Float64Array, at: number): number {
  const [dx, dy] = [points[at + 2] - points[at], points[at + 3] - points[at + 1]];
  const [px, py] = [s - points[at], t - points[at + 1]];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
  return Math.hypot(px - along * dx, py - along * dy);
}

/** How far inside a window a place lies; negative outside. */
function depthInside(s: number, t: number, window: Float64Array): number {
  let depth = Infinity;
  const n = window.length;
  for (let i = 0; i < n; i += 2) {
    const [dx, dy] = [window[(i + 2) % n] - window[i], window[(i + 3) % n] - window[i + 1]];
    const length = Math.hypot(dx, dy);
    if (length > 0) depth = Math.min(depth, (dx * (t - window[i + 1]) - dy * (s - window[i])) / length);
  }
  return depth;
}

import type { Construct } from '../../compiler/plan/plan.ts';
import { type DecisionBoundary, decisionBoundary } from '../geometry/decision.ts';
import { estimatePartition } from '../geometry/estimate.ts';
import { outputSize, type PiecewiseAffineNetwork } from '../geometry/network.ts';
import type { PartitionOptions, StoppedPartition } from '../geometry/partition.ts';
import { MeasurementFailure } from './failure.ts';
import type { MeasurePlace } from './measured.ts';
import { sliceOf } from './slices.ts';

/** What is cut of a network: a window, and how. */
export interface PlaneWindow {
  readonly network: PiecewiseAffineNetwork;
  /** Corners, anticlockwise: [x0, y0, …]. */
  readonly vertices: readonly number[];
  readonly options: PartitionOptions;
}

/** The window of a measurement whose settings are `window`, `slice`, `most_cells` and perhaps `merge_within`. */
export function planeWindow({ settings, network, points, onProgress }: MeasurePlace): PlaneWindow {
  const slice = sliceOf(settings.slice as Construct | undefined, points);
  const mergeWithin = settings.merge_within as number | undefined;
  const maxCells = settings.most_cells as number | undefined;
  return {
    network,
    vertices: windowVertices(settings.window as Construct),
    options: {
      ...(slice && { slice }),
      ...(mergeWithin && { mergeWithin }),
      ...(maxCells && { maxCells }),
      onProgress,
    },
  };
}

/** Corners of a window between two corners, anticlockwise: [x0, y0, …]. */
export function windowVertices(window: Construct): readonly number[] {
  const [low, high] = [window.low as readonly number[], window.high as readonly number[]];
  return [low[0], low[1], high[0], low[1], high[0], high[1], low[0], high[1]];
}

/** The classes on the sides of a piece are kept in a byte each. */
const mostClasses = 256;

/** The decision boundary in a window. Throws a MeasurementFailure at the cap, and for too many classes. */
export function decisionIn({ network, vertices, options }: PlaneWindow): DecisionBoundary {
  const classes = outputSize(network);
  if (classes > mostClasses)
    throw new MeasurementFailure(
      `the network has ${classes} outputs; a decision boundary is found between at most ${mostClasses} classes`,
    );
  const found = decisionBoundary(network, vertices, options);
  return found.status === 'complete' ? found : stop(found, { network, vertices, options });
}

/** A window that has more cells than `most_cells`: how many it may have, and what to do. */
export function stop({ maxCells }: StoppedPartition, { network, vertices, options }: PlaneWindow): never {
  const { regions, bytes } = estimatePartition(network, vertices, options);
  const cells = count(Number(Math.max(regions, maxCells).toPrecision(2)));
  const megabytes = count(Math.ceil(Number((bytes / 1e6).toPrecision(2))));
  throw new MeasurementFailure(
    `the window has more than most_cells = ${count(maxCells)} cells: about ${cells}, which take ${megabytes} MB of memory. Measure a smaller window, or allow more: most_cells = …`,
  );
}

const count = (n: number) => n.toLocaleString('en');

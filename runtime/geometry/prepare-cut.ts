import { inputMap } from './affine-map.ts';
import { CAP, Cutter, type CutterOptions } from './cutter.ts';
import { checkNetwork, type PiecewiseAffineNetwork } from './network.ts';
import type { PartitionOptions, PartitionSummary, StoppedPartition } from './partition.ts';
import { convexWindow, diameter, polygonArea } from './polygon.ts';
import { stagesOf } from './stages.ts';

/** Some ulps of the window's size: what a vertex computed in double precision can be off its line. */
const ROUNDING = 2 ** -50;
export const MAX_CELLS = 5_000_000;

export interface Cut {
  readonly cutter: Cutter;
  /** Cuts; gives the answer if it stops at the cap. A window of no area has no cells. */
  readonly run: () => StoppedPartition | undefined;
  readonly summary: () => PartitionSummary;
}

/** Checks what is to be cut and makes a cutter for the first `layers` bends, or for all. */
export function prepareCut(
  network: PiecewiseAffineNetwork,
  polygon: ArrayLike<number>,
  { mergeWithin, maxCells = MAX_CELLS, slice, patterns = false, onProgress }: PartitionOptions,
  more: Pick<CutterOptions, 'stream' | 'share' | 'strides'> = {},
  layers?: number,
): Cut {
  checkNetwork(network);
  if (mergeWithin !== undefined && !(mergeWithin > 0 && mergeWithin < 1))
    throw new RangeError(
      `mergeWithin is relative to the window's diameter, between 0 and 1; this is ${mergeWithin}.`,
    );
  const { vertices: window, flat } = convexWindow(polygon);
  const tolerance = Math.max(mergeWithin ?? 0, ROUNDING);
  const { stages, first } = stagesOf(network, inputMap(network, slice), layers);
  const size = diameter(window);
  const windowArea = flat ? 0 : polygonArea(window);
  const cutter = new Cutter(stages, first, {
    tolerance: tolerance * size,
    rounding: 4 * ROUNDING * size,
    maxCells,
    patterns,
    ...(onProgress && { onArea: (area) => onProgress(area / windowArea) }),
    ...more,
  });
  const run = (): StoppedPartition | undefined => {
    try {
      if (!flat) cutter.run(window);
    } catch (error) {
      if (error !== CAP) throw error;
      return stopped(maxCells);
    }
    return undefined;
  };
  const summary = (): PartitionSummary => ({
    status: 'complete',
    mode: mergeWithin === undefined ? 'as given' : 'merged within tolerance',
    tolerance,
    window,
    windowArea,
    regions: cutter.cells.count,
    regionsAfterLayer: cutter.regionsAfterLayer,
  });
  return { cutter, run, summary };
}

export const stopped = (maxCells: number): StoppedPartition => ({
  status: 'stopped at cap',
  maxCells,
  message: `The window has more than ${maxCells} cells. Take a smaller window or a larger cap.`,
});

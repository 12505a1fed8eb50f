import type { Construct } from '../../compiler/plan/plan.ts';
import { type Partition, partition, type Segments } from '../geometry/partition.ts';
import type { NpyArray } from '../store/record.ts';
import { type Measure, scalar, vector } from './measured.ts';

/** Regions of a window of the input plane, and the boundaries between them. */
export const measurePartition: Measure = ({ settings, network }) => {
  const mergeWithin = settings.merge_within as number;
  const window = windowVertices(settings.window as Construct);
  const found = partition(network, window, mergeWithin > 0 ? { mergeWithin } : {});
  if (found.status !== 'complete') throw new Error(found.message);
  return {
    arrays: {
      regions: scalar(found.regions),
      regions_after: vector(found.regionsAfterLayer),
      mean_area: scalar(found.windowArea / found.regions),
    },
    drawing: { segments: segmentArray(found.segments), areas: vector(found.areas) },
    certificate: { area_difference: areaDifference(found) },
  };
};

/** Corners of a window between two corners, anticlockwise: [x0, y0, …]. */
export function windowVertices(window: Construct): readonly number[] {
  const [low, high] = [window.low as readonly number[], window.high as readonly number[]];
  return [low[0], low[1], high[0], low[1], high[0], high[1], low[0], high[1]];
}

/** [pieces][x1, y1, x2, y2, layer, unit], layers and units counted from 1. */
function segmentArray({ points, layer, unit }: Segments): NpyArray {
  const data = new Float64Array(6 * layer.length);
  layer.forEach((_, i) => {
    data.set(points.subarray(4 * i, 4 * i + 4), 6 * i);
    data.set([layer[i] + 1, unit[i] + 1], 6 * i + 4);
  });
  return { shape: [layer.length, 6], data };
}

/** How far the cells' areas are from adding up to the window's, relative to it. */
function areaDifference({ areas, windowArea }: Partition): number {
  if (windowArea === 0) return 0;
  return Math.abs(areas.reduce((sum, area) => sum + area, 0) - windowArea) / windowArea;
}

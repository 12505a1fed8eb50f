import { partition, type Segments } from '../geometry/partition.ts';
import { type CellShapes, cellShapes } from '../geometry/shapes.ts';
import { compensatedSum } from '../geometry/sum.ts';
import type { NpyArray } from '../store/record.ts';
import { certificateOf } from './certificate.ts';
import { type Measure, scalar, vector } from './measured.ts';
import { decisionIn, planeWindow, stop } from './plane-window.ts';

/**
 * Regions of a window of a plane, and the boundaries between them; their shapes and the decision boundary
 * where they are asked for.
 */
export const measurePartition: Measure = (place) => {
  const { certify, shapes, decision } = place.settings;
  // The window is cut first, and once more at the end for a decision boundary; certifying takes longer than cutting.
  const parts = (decision ? 2 : 1) * (certify ? 4 : 1);
  const window = planeWindow({ ...place, onProgress: (share) => place.onProgress(1 - (1 - share) / parts) });
  const onProgress = (share: number) => place.onProgress(share / parts);
  const options = { ...window.options, onProgress, patterns: certify === true };
  const found = partition(window.network, window.vertices, options);
  if (found.status !== 'complete') return stop(found, window);
  const certificate = certificateOf(found, window, certify === true);
  const boundary = decision ? decisionIn(window) : undefined;
  return {
    arrays: {
      regions: scalar(found.regions),
      regions_after: vector(found.regionsAfterLayer),
      mean_area: scalar(found.windowArea / found.regions),
      ...(shapes && meanShapes(cellShapes(found))),
      ...(boundary && { decision_length: scalar(totalLength(boundary.points)) }),
    },
    drawing: {
      segments: segmentArray(found.segments),
      areas: vector(found.areas),
      ...(boundary && { decision: pieceArray(boundary.points) }),
    },
    certificate,
  };
};

function meanShapes(shapes: CellShapes): Record<string, NpyArray> {
  const mean = (values: ArrayLike<number>) => scalar(compensatedSum(values) / values.length);
  return {
    mean_vertices: mean(shapes.vertices),
    mean_perimeter: mean(shapes.perimeter),
    mean_inradius: mean(shapes.inradius),
    mean_isoperimetric_ratio: mean(shapes.isoperimetricRatio),
    mean_eccentricity: mean(shapes.eccentricity),
  };
}

/** [pieces][x1, y1, x2, y2] */
const pieceArray = (points: Float64Array): NpyArray => ({ shape: [points.length / 4, 4], data: points });

function totalLength(points: Float64Array): number {
  const lengths = Float64Array.from({ length: points.length / 4 }, (_, i) =>
    Math.hypot(points[4 * i + 2] - points[4 * i], points[4 * i + 3] - points[4 * i + 1]),
  );
  return compensatedSum(lengths);
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

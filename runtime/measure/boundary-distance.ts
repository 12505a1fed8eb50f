import type { DataSetting } from '../../compiler/plan/plan.ts';
import { nearestBoundary, nearestByLayer } from '../geometry/boundaries.ts';
import { kept } from './kept.ts';
import { type Measure, vector } from './measured.ts';

/** Exact distance of each point to the boundary of its region: `value` [points], or by layer first, linearised. */
export const measureBoundaryDistance: Measure = ({ settings, by, network, points }) => {
  const { count, inputs } = points(settings.points as DataSetting);
  const value = by.includes('layer')
    ? kept(nearestByLayer(network, inputs).distance, count, [...by, 'sample'], 'mean')
    : vector(nearestBoundary(network, inputs).distance);
  return { arrays: { value }, certificate: {} };
};

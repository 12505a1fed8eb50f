import type { DataSetting } from '../../compiler/plan/plan.ts';
import { nearestBoundary } from '../geometry/boundaries.ts';
import { type Measure, vector } from './measured.ts';

/** Exact distance of each point to the boundary of its region: `value` [points]. */
export const measureBoundaryDistance: Measure = ({ settings, network, points }) => {
  const { distance } = nearestBoundary(network, points(settings.points as DataSetting).inputs);
  return { arrays: { value: vector(distance) }, certificate: {} };
};

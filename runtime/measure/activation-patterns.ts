import type { DataSetting } from '../../compiler/plan/plan.ts';
import { distinctPatterns } from '../geometry/patterns.ts';
import { type Measure, scalar, vector } from './measured.ts';

/** Distinct activation patterns of the points: `value`, indexed by layer where it is kept. */
export const measureActivationPatterns: Measure = ({ settings, by, network, points }) => {
  const { after } = distinctPatterns(network, points(settings.points as DataSetting).inputs);
  const value = by.includes('layer') ? vector(after) : scalar(after[after.length - 1]);
  return { arrays: { value }, certificate: {} };
};

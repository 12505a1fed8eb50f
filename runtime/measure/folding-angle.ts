import type { DataSetting } from '../../compiler/plan/plan.ts';
import { foldingAngles } from '../geometry/folding.ts';
import { kept } from './kept.ts';
import type { Measure } from './measured.ts';

/** Folding angles at the points: `value`, indexed by layer and sample where they are kept. */
export const measureFoldingAngle: Measure = ({ settings, by, network, points }) => {
  const { count, inputs } = points(settings.points as DataSetting);
  const { mean, layers } = foldingAngles(network, inputs);
  const folded = by.includes('layer') ? mean : mean.map((angle, at) => (at % layers === 0 ? NaN : angle));
  return { arrays: { value: kept(folded, count, by, 'mean') }, certificate: {} };
};

import type { DataSetting } from '../../compiler/plan/plan.ts';
import { margins } from '../geometry/margin.ts';
import { type Measure, vector } from './measured.ts';

/** Margins of labelled points: `distance` and `exact` [points]. */
export const measureMargin: Measure = ({ settings, network, points }) => {
  const { inputs, labels } = points(settings.points as DataSetting);
  if (labels === undefined) throw new Error('margin(…) needs points with labels; these have none');
  const { distance, exact } = margins(network, inputs, labels);
  return { arrays: { distance: vector(distance), exact: vector(exact) }, certificate: {} };
};

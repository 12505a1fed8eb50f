import type { DataSetting } from '../../compiler/plan/plan.ts';
import { centring } from '../geometry/centring.ts';
import { type Measure, scalar, vector } from './measured.ts';

/** How far hyperplanes pass from the mean of their layer's inputs: `value`, indexed by layer where it is kept. Maxima have none. */
export const measureCentringResidual: Measure = ({ settings, by, network, points }) => {
  const residuals = centring(network, points(settings.points as DataSetting).inputs).map(
    ({ residual }) => residual,
  );
  const known = residuals.filter((residual) => !Number.isNaN(residual));
  const largest = known.length > 0 ? Math.max(...known) : Number.NaN;
  const value = by.includes('layer') ? vector(residuals) : scalar(largest);
  return { arrays: { value }, certificate: {} };
};

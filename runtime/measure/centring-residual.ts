import type { DataSetting } from '../../compiler/plan/plan.ts';
import { centring } from '../geometry/centring.ts';
import { type Measure, scalar, vector } from './measured.ts';

/** How far hyperplanes pass from the mean of their layer's inputs: `value`, indexed by layer where it is kept. */
export const measureCentringResidual: Measure = ({ settings, by, network, points }) => {
  const residuals = centring(network, points(settings.points as DataSetting).inputs).map(
    ({ residual }) => residual,
  );
  const value = by.includes('layer') ? vector(residuals) : scalar(Math.max(...residuals));
  return { arrays: { value }, certificate: {} };
};

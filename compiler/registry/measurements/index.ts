import { accuracy } from './accuracy.ts';
import { activationPatterns } from './activation_patterns.ts';
import { boundariesWithin } from './boundaries_within.ts';
import { boundaryDistance } from './boundary_distance.ts';
import { boundaryJitter } from './boundary_jitter.ts';
import { calibrationError } from './calibration_error.ts';
import { centringResidual } from './centring_residual.ts';
import { crossings } from './crossings.ts';
import { decisionDistance } from './decision_distance.ts';
import { decisionJitter } from './decision_jitter.ts';
import { effectiveSmoothness } from './effective_smoothness.ts';
import { foldingAngle } from './folding_angle.ts';
import { gradientNorm } from './gradient_norm.ts';
import { gradientPredictiveness } from './gradient_predictiveness.ts';
import { leastSquares } from './least_squares.ts';
import { localComplexity } from './local_complexity.ts';
import { loss } from './loss.ts';
import { margin } from './margin.ts';
import type { MeasurementRecord } from './measurement.ts';
import { partition } from './partition.ts';
import { statisticsJitter } from './statistics_jitter.ts';

/** Every measurement, by the name that an author writes. */
export const measurements = {
  accuracy,
  activation_patterns: activationPatterns,
  boundaries_within: boundariesWithin,
  boundary_distance: boundaryDistance,
  boundary_jitter: boundaryJitter,
  calibration_error: calibrationError,
  centring_residual: centringResidual,
  crossings,
  decision_distance: decisionDistance,
  decision_jitter: decisionJitter,
  effective_smoothness: effectiveSmoothness,
  folding_angle: foldingAngle,
  gradient_norm: gradientNorm,
  gradient_predictiveness: gradientPredictiveness,
  least_squares: leastSquares,
  local_complexity: localComplexity,
  loss,
  margin,
  partition,
  statistics_jitter: statisticsJitter,
} as const satisfies Record<string, MeasurementRecord>;

export type MeasurementName = keyof typeof measurements;

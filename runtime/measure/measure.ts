import type { Measurement } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import type { MeasurementName } from '../../compiler/registry/measurements/index.ts';
import { measureAccuracy } from './accuracy.ts';
import { measureActivationPatterns } from './activation-patterns.ts';
import { measureEffectiveSmoothness, measureGradientPredictiveness } from './along-gradient.ts';
import { measureBoundariesWithin } from './boundaries-within.ts';
import { measureBoundaryDistance } from './boundary-distance.ts';
import { measureBoundaryJitter } from './boundary-jitter.ts';
import { measureCalibrationError } from './calibration-error.ts';
import { measureCentringResidual } from './centring-residual.ts';
import { measureCrossings } from './crossings.ts';
import { measureDecisionDistance } from './decision-distance.ts';
import { measureDecisionJitter } from './decision-jitter.ts';
import { measureFoldingAngle } from './folding-angle.ts';
import { measureGradientNorm } from './gradient-norm.ts';
import { measureLeastSquares } from './least-squares.ts';
import { measureLocalComplexity } from './local-complexity.ts';
import { measureLoss } from './loss.ts';
import { measureMargin } from './margin.ts';
import type { Evaluate, Measure, Measured, MeasurePlace, NetworkPlace } from './measured.ts';
import { measurePartition } from './partition.ts';
import { measureStatisticsJitter } from './statistics-jitter.ts';

/** How measurements of what a network answers are computed. */
const evaluations = {
  accuracy: measureAccuracy,
  calibration_error: measureCalibrationError,
  effective_smoothness: measureEffectiveSmoothness,
  gradient_norm: measureGradientNorm,
  gradient_predictiveness: measureGradientPredictiveness,
  loss: measureLoss,
} satisfies Partial<Record<MeasurementName, Evaluate>>;

/** How all others are computed. */
const geometry = {
  activation_patterns: measureActivationPatterns,
  boundaries_within: measureBoundariesWithin,
  boundary_distance: measureBoundaryDistance,
  boundary_jitter: measureBoundaryJitter,
  centring_residual: measureCentringResidual,
  crossings: measureCrossings,
  decision_distance: measureDecisionDistance,
  decision_jitter: measureDecisionJitter,
  folding_angle: measureFoldingAngle,
  least_squares: measureLeastSquares,
  local_complexity: measureLocalComplexity,
  margin: measureMargin,
  partition: measurePartition,
  statistics_jitter: measureStatisticsJitter,
} satisfies Record<Exclude<MeasurementName, keyof typeof evaluations>, Measure>;

/** Takes a measurement of one network at one moment. */
export function measure(
  { value, by }: Measurement,
  place: NetworkPlace,
  onProgress: MeasurePlace['onProgress'] = () => {},
): Measured {
  const asked = { settings: settingsOf(value), by };
  const { [value.is]: evaluate }: Record<string, Evaluate> = evaluations;
  if (evaluate !== undefined) return vouched(evaluate({ ...place, ...asked }), place.certificate);
  const { network, difference } = place.form();
  const found = geometry[value.is as keyof typeof geometry]({ ...place, ...asked, network, onProgress });
  return vouched(found, { forward_difference: difference });
}

const vouched = (found: Measured, certificate: Measured['certificate']): Measured => ({
  ...found,
  certificate: { ...found.certificate, ...certificate },
});

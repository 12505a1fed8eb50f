import type { Measurement } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import type { MeasurementName } from '../../compiler/registry/measurements/index.ts';
import { measureAccuracy } from './accuracy.ts';
import { measureActivationPatterns } from './activation-patterns.ts';
import { measureBoundariesWithin } from './boundaries-within.ts';
import { measureBoundaryDistance } from './boundary-distance.ts';
import { measureBoundaryJitter } from './boundary-jitter.ts';
import { measureCentringResidual } from './centring-residual.ts';
import { measureCrossings } from './crossings.ts';
import { measureDecisionDistance } from './decision-distance.ts';
import { measureDecisionJitter } from './decision-jitter.ts';
import { measureFoldingAngle } from './folding-angle.ts';
import { measureLeastSquares } from './least-squares.ts';
import { measureLocalComplexity } from './local-complexity.ts';
import { measureMargin } from './margin.ts';
import type { Measure, Measured, NetworkPlace } from './measured.ts';
import { measurePartition } from './partition.ts';
import { measureStatisticsJitter } from './statistics-jitter.ts';

/** How each measurement of the registry is computed. */
const measures = {
  accuracy: measureAccuracy,
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
} satisfies Record<MeasurementName, Measure>;

/** Takes a measurement of one network at one moment. */
export const measure = ({ value, by }: Measurement, place: NetworkPlace): Measured =>
  measures[value.is as MeasurementName]({ ...place, settings: settingsOf(value), by });

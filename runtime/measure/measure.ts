import type { DataSetting, Measurement } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import type { MeasurementName } from '../../compiler/registry/measurements/index.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { measureAccuracy } from './accuracy.ts';
import { measureBoundariesWithin } from './boundaries-within.ts';
import { measureBoundaryDistance } from './boundary-distance.ts';
import { measureCentringResidual } from './centring-residual.ts';
import type { Measure, Measured } from './measured.ts';
import { measurePartition } from './partition.ts';
import type { Points } from './points.ts';

/** How each measurement of the registry is computed. */
const measures = {
  accuracy: measureAccuracy,
  boundaries_within: measureBoundariesWithin,
  boundary_distance: measureBoundaryDistance,
  centring_residual: measureCentringResidual,
  partition: measurePartition,
} satisfies Record<MeasurementName, Measure>;

/** Takes a measurement of one network at one moment. */
export function measure(
  { value, by }: Measurement,
  network: PiecewiseAffineNetwork,
  points: (setting: DataSetting) => Points,
): Measured {
  return measures[value.is as MeasurementName]({ settings: settingsOf(value), by, network, points });
}

import { accuracy } from './accuracy.ts';
import { boundariesWithin } from './boundaries_within.ts';
import { boundaryDistance } from './boundary_distance.ts';
import { centringResidual } from './centring_residual.ts';
import type { MeasurementRecord } from './measurement.ts';
import { partition } from './partition.ts';

/** Every measurement, by the name that an author writes. */
export const measurements = {
  accuracy,
  boundaries_within: boundariesWithin,
  boundary_distance: boundaryDistance,
  centring_residual: centringResidual,
  partition,
} as const satisfies Record<string, MeasurementRecord>;

export type MeasurementName = keyof typeof measurements;

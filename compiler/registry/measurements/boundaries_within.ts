import type { IndexSpec, Setting } from '../../plan/plan.ts';
import { jacobianCost, layerIndex, type MeasurementRecord, sampleIndex } from './measurement.ts';

/** Density of boundaries around points. */
export const boundariesWithin: MeasurementRecord = {
  name: 'boundaries_within',
  kind: 'measurement',
  summary: 'How many boundaries come within a radius of a point, on average over the points',
  about:
    'Counts the units with linearised distance `|h| / ‖∇h‖` of at most the radius; exact for the first layer and for what does not leave the region. Summed over layers unless `by: layer`; averaged over the points unless `by: sample`.',
  source:
    'Balestriero & Baraniuk 2022 (density of regions around the data); linearised as in Hanin & Rolnick 2019',
  version: 1,
  parameters: [
    { name: 'points', about: 'where to measure', type: { kind: 'points' } },
    {
      name: 'radius',
      about: 'one radius, or a list of them',
      type: { kind: 'numbers', unit: 'distance', min: 0 },
    },
  ],
  example: 'boundaries_within(points, radius = log_range(0.01, 1, count = 12))',
  title: 'boundaries within the radius',
  unit: 'count',
  indices: ({ radius }) => radiusIndex(radius),
  by: { layer: (_, network) => layerIndex(network), sample: () => sampleIndex },
  members: {},
  needs: { piecewiseAffine: true },
  cost: (_, network) => jacobianCost(network),
};

function radiusIndex(radius: Setting): readonly IndexSpec[] {
  return Array.isArray(radius) ? [{ name: 'radius', unit: 'distance', values: radius as number[] }] : [];
}

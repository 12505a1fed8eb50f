import { jacobianCost, layerIndex, type MeasurementRecord, sampleIndex } from './measurement.ts';

/** How sharply boundaries fold along those of the layer before. */
export const foldingAngle: MeasurementRecord = {
  name: 'folding_angle',
  kind: 'measurement',
  summary: "Angle by which a layer's boundaries fold along the nearest boundary of the layer before",
  about: [
    'At each point the gradient of a unit is compared with the one that it has when the nearest unit of the layer before',
    '(linearised) goes over to its next piece: 0 is no fold, and π minus the angle is the dihedral angle. The angle itself',
    'is exact for the two patterns of activation. Averaged over the units that have a gradient on both sides, over the',
    'layers from the second on unless `by: layer` (the first does not fold: 0), and over the points unless `by: sample`.',
  ].join(' '),
  source:
    'Balestriero & Baraniuk 2022 (σ folds the boundaries); the formula for any piecewise-affine network is our own',
  version: 1,
  parameters: [{ name: 'points', about: 'where to measure', type: { kind: 'points' } }],
  example: 'folding_angle(points)',
  title: 'folding angle',
  unit: 'angle',
  indices: () => [],
  by: { layer: (_, network) => layerIndex(network), sample: () => sampleIndex },
  members: {},
  needs: { piecewiseAffine: true },
  cost: (_, network) => 2 * jacobianCost(network),
};

import { forwardCost, layerIndex, type MeasurementRecord, sampleIndex } from './measurement.ts';

/** Density of boundaries around points, by their signs at a few vertices. */
export const localComplexity: MeasurementRecord = {
  name: 'local_complexity',
  kind: 'measurement',
  summary:
    'Number of units whose boundary passes between the vertices of a small cross-polytope around a point',
  about: [
    'Around each point stand the vertices `x ± radius · v` of random orthonormal directions `v`, each point with its own (at',
    'most as many as there are inputs); a unit counts where not all vertices are on the same piece of it. The signs are exact;',
    'boundaries that pass between vertices without parting them are missed. Summed over layers unless `by: layer`; averaged',
    'over the points unless `by: sample`.',
  ].join(' '),
  source:
    'Humayun, Balestriero & Baraniuk 2024, Deep Networks Always Grok, section 2 (25 directions, radius 0.005)',
  version: 1,
  parameters: [
    { name: 'points', about: 'where to measure', type: { kind: 'points' } },
    {
      name: 'radius',
      about: 'from the point to each vertex',
      type: { kind: 'number', unit: 'distance', min: 0, exclusive: true },
    },
    {
      name: 'directions',
      about: 'orthonormal directions; each has two vertices',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
      default: 25,
    },
  ],
  example: 'local_complexity(points, radius = 0.005)',
  title: 'local complexity',
  unit: 'count',
  indices: () => [],
  by: { layer: (_, network) => layerIndex(network), sample: () => sampleIndex },
  members: {},
  needs: { piecewiseAffine: true },
  cost: ({ directions }, network) =>
    2 * Math.min(network.inputs, directions as number) * forwardCost(network),
};

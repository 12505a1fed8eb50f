import { jacobianCost, layerIndex, type MeasurementRecord, sampleIndex } from './measurement.ts';

/** Distance of points to the nearest boundary of the partition. */
export const boundaryDistance: MeasurementRecord = {
  name: 'boundary_distance',
  kind: 'measurement',
  summary: 'Distance of each point to the nearest boundary of its region, exactly',
  about:
    "The smallest `|h| / ‖∇h‖` over all units with pre-activation `h`: inside its region the network is affine, so the minimum over all units is the exact Euclidean distance to the region's boundary. Units with a zero gradient have no boundary there. With `by: layer` the smallest of each layer, which is exact in the first layer and where it is the smallest of all, else linearised.",
  source: 'Hanin & Rolnick 2019; Balestriero et al. 2019 (power diagrams)',
  version: 1,
  parameters: [{ name: 'points', about: 'where to measure', type: { kind: 'points' } }],
  example: 'boundary_distance(points)',
  title: 'distance to the nearest boundary',
  unit: 'distance',
  indices: () => [sampleIndex],
  by: { layer: (_, network) => layerIndex(network) },
  members: {},
  needs: { piecewiseAffine: true },
  cost: (_, network) => jacobianCost(network),
};

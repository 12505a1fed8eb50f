import { layerIndex, type MeasurementRecord } from './measurement.ts';

/** Exact partition of a window of the input plane. */
export const partition: MeasurementRecord = {
  name: 'partition',
  kind: 'measurement',
  summary: 'Exact partition of a window of the input plane into regions on which the network is affine',
  about: [
    'Cuts the window along the zero set of every unit, layer by layer, in double precision. Cells closer together than',
    '`merge_within` (relative to the size of the window) count as one: lines that meet in one point up to rounding then do so',
    'exactly. With 0 the weights are taken at their word.',
  ].join(' '),
  source: 'Humayun et al. 2023 (SplineCam); depth-first cutting of convex polygons is our own',
  version: 1,
  parameters: [
    { name: 'window', about: 'what part of the input plane', type: { kind: 'window' } },
    {
      name: 'merge_within',
      about: 'vertices closer than this share of the window are one',
      type: { kind: 'number', unit: 'one', min: 0, max: 0.01 },
      default: 0,
    },
  ],
  example: 'partition(window = square(3), merge_within = 1e-9)',
  title: 'partition',
  indices: () => [],
  by: {},
  members: {
    regions: { about: 'regions in all', title: 'regions', unit: 'count', indices: () => [] },
    regions_after: {
      about: 'regions after each layer',
      title: 'regions',
      unit: 'count',
      indices: (network) => [layerIndex(network)],
    },
    mean_area: {
      about: 'mean area of a region',
      title: 'mean area of a region',
      unit: 'area',
      indices: () => [],
    },
  },
  needs: { piecewiseAffine: true, plane: true },
  cost: (_, { widths }) => 2e3 * widths.reduce((sum, width) => sum + width, 0) ** 2,
};

import { layerIndex, type MeasurementRecord, type Member } from './measurement.ts';
import { mostCellsParameter, sliceParameter, windowParameter } from './slice-parameters.ts';

const mean = (what: string, unit: Member['unit'], asked?: string): Member => ({
  about: `mean ${what} of a region`,
  title: `mean ${what} of a region`,
  unit,
  indices: () => [],
  ...(asked && { asked }),
});

/** Exact partition of a window of a plane. */
export const partition: MeasurementRecord = {
  name: 'partition',
  kind: 'measurement',
  summary: 'Exact partition of a window of a plane into regions on which the network is affine',
  about: [
    'Cuts the window along the zero set of every unit, layer by layer, in double precision. Cells closer together than',
    '`merge_within` (relative to the size of the window) count as one: lines that meet in one point up to rounding then do so',
    'exactly. With 0 the weights are taken at their word. Networks with more than two inputs are cut along a `slice`.\n\n',
    'It is an error if the areas of the regions do not add up to that of the window (within 1e-9 of it, with a compensated sum).',
    "With `certify = true` it is one, too, if Euler's formula does not hold, an edge has no twin, a region's activation",
    "pattern is not the one at a point inside it, or a region's affine form is not what the network computes; the",
    'residuals are kept with the result.',
  ].join(' '),
  source: 'Humayun et al. 2023 (SplineCam); depth-first cutting of convex polygons is our own',
  version: 1,
  parameters: [
    windowParameter,
    {
      name: 'merge_within',
      about: 'vertices closer than this share of the window are one',
      type: { kind: 'number', unit: 'one', min: 0, max: 0.01 },
      default: 0,
    },
    sliceParameter,
    {
      name: 'shapes',
      about: 'whether the shapes of the regions are measured',
      type: { kind: 'truth' },
      default: false,
    },
    {
      name: 'decision',
      about:
        'whether the decision boundary is found, too: where the two largest outputs are equal, or a single one is 0',
      type: { kind: 'truth' },
      default: false,
    },
    {
      name: 'certify',
      about: 'whether every region is held against the network itself',
      type: { kind: 'truth' },
      default: false,
    },
    mostCellsParameter,
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
    mean_area: mean('area', 'area'),
    mean_vertices: mean('number of vertices', 'count', 'shapes'),
    mean_perimeter: mean('perimeter', 'distance', 'shapes'),
    mean_inradius: {
      ...mean('inradius', 'distance', 'shapes'),
      about:
        'mean of 2·area / perimeter of a region: the radius of the inscribed circle where one touches all sides',
    },
    mean_isoperimetric_ratio: {
      ...mean('isoperimetric ratio', 'one', 'shapes'),
      about: 'mean of 4π·area / perimeter² of a region: 1 for a circle, 0 for a segment',
    },
    mean_eccentricity: {
      ...mean('eccentricity', 'one', 'shapes'),
      about: 'mean over regions of the largest over the smallest distance of a vertex from the centroid',
    },
    decision_length: {
      about: 'length of the decision boundary in the window',
      title: 'length of the decision boundary',
      unit: 'distance',
      indices: () => [],
      asked: 'decision',
    },
  },
  needs: { piecewiseAffine: true, plane: true },
  cost: ({ decision, certify }, { widths }) =>
    (decision ? 2 : 1) * (certify ? 4 : 1) * 2e3 * widths.reduce((sum, width) => sum + width, 0) ** 2,
};

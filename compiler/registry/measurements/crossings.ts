import { forwardCost, layerIndex, type MeasurementRecord, sampleIndex } from './measurement.ts';

/** Boundaries between pairs of samples. */
export const crossings: MeasurementRecord = {
  name: 'crossings',
  kind: 'measurement',
  summary: 'Number of boundaries that the straight line from one sample to another crosses, exactly',
  about: [
    'The first example of `from` is joined to the first of `to`, the second to the second, and so on through the shorter of',
    'the two. Counts each change of a unit to another piece along the way: exact, by the breakpoints that each layer',
    'adds to those of the layers before. Summed over layers unless `by: layer`.',
  ].join(' '),
  source:
    'Raghu et al. 2017 and Novak et al. 2018 (transitions along a trajectory); Hanin & Rolnick 2019 (pieces on a line)',
  version: 1,
  parameters: [
    { name: 'from', about: 'where the lines start', type: { kind: 'points' } },
    { name: 'to', about: 'where they end', type: { kind: 'points' } },
  ],
  example: 'crossings(from = points.train, to = points.test)',
  title: 'boundaries crossed',
  unit: 'count',
  indices: () => [sampleIndex],
  by: { layer: (_, network) => layerIndex(network) },
  members: {},
  needs: { piecewiseAffine: true },
  cost: (_, network) => forwardCost(network) * (network.widths.reduce((sum, width) => sum + width, 0) / 2),
};

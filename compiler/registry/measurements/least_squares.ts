import { forwardCost, layerIndex, type MeasurementRecord, type Member } from './measurement.ts';

const byLayer = (member: Pick<Member, 'about' | 'title' | 'unit'>): Member => ({
  ...member,
  indices: (network) => [layerIndex(network)],
});

/** How well hyperplanes fit what enters their layer. */
export const leastSquares: MeasurementRecord = {
  name: 'least_squares',
  kind: 'measurement',
  summary:
    "Mean squared distance of a layer's inputs from its hyperplanes, and how far that is from the least, exactly",
  about: [
    'For a hyperplane with normal `w` through an offset, over the inputs `z` that its layer gets: the mean of `d(z, H)²`. Of all offsets',
    'the mean of the inputs has the least, `σ² / ‖w‖²`; that is where batch normalization puts it, with `β ≠ 0` moved by',
    '`σβ / (γ‖w‖)`. Each is averaged over the units of a layer that have weights.',
  ].join(' '),
  source: 'Balestriero & Baraniuk 2022, theorem 1, as restated in Humayun et al. 2024, appendix B',
  version: 1,
  parameters: [{ name: 'points', about: 'the batch that enters the network', type: { kind: 'points' } }],
  example: 'least_squares(points)',
  title: 'fit of hyperplanes',
  indices: () => [],
  by: {},
  members: {
    residual: byLayer({
      about: 'root of the mean squared distance of the inputs from the hyperplanes',
      title: 'distance of inputs from hyperplanes',
      unit: 'distance',
    }),
    least: byLayer({
      about: 'the least that the residual can be with the same normals',
      title: 'least distance of inputs from hyperplanes',
      unit: 'distance',
    }),
    offset: byLayer({
      about:
        'root of the mean squared distance of the mean input from the hyperplanes: 0 where the fit is best',
      title: 'offset of hyperplanes',
      unit: 'distance',
    }),
  },
  needs: { piecewiseAffine: true },
  cost: (_, network) => 2 * forwardCost(network),
};

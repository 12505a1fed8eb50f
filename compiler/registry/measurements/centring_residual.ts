import { forwardCost, layerIndex, type MeasurementRecord } from './measurement.ts';

/** How far a layer's hyperplanes pass from the mean of its inputs. */
export const centringResidual: MeasurementRecord = {
  name: 'centring_residual',
  kind: 'measurement',
  summary: "Largest distance of a layer's hyperplanes from the mean of that layer's inputs",
  about:
    'For each layer the maximum over its units of `|⟨w, g⟩ + c| / ‖w‖`, where `g` is the mean over the points of what enters the layer. Zero up to rounding when batch normalization without an offset is measured with exact statistics. Maximum over layers unless `by: layer`; max pooling has no hyperplanes of its own, so it has no number.',
  source: 'Riedi, Balestriero & Baraniuk 2026: every hyperplane of a centred layer contains the batch mean',
  version: 1,
  parameters: [{ name: 'points', about: 'the batch whose mean is taken', type: { kind: 'points' } }],
  example: 'centring_residual(points)',
  title: 'distance of hyperplanes from the batch mean',
  unit: 'distance',
  indices: () => [],
  by: { layer: (_, network) => layerIndex(network) },
  members: {},
  needs: { piecewiseAffine: true },
  cost: (_, network) => forwardCost(network),
};

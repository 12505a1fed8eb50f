import { gradientCost, gradientParameters, inTrainingMode } from './gradients.ts';
import { layerIndex, type MeasurementRecord } from './measurement.ts';

/** Length of the gradient of the loss. */
export const gradientNorm: MeasurementRecord = {
  name: 'gradient_norm',
  kind: 'measurement',
  summary: "Norm of the gradient of the training's loss by all trained variables",
  about: [
    'The Euclidean norm, averaged over batches. With `by: layer` that of the variables of each layer: those that stand between the',
    'layer that bends before and itself; what follows the last one, the outputs, then takes no part.',
    inTrainingMode,
  ].join(' '),
  version: 1,
  parameters: gradientParameters,
  example: 'gradient_norm(points, batch = 16)',
  title: 'norm of the gradient',
  unit: 'one',
  indices: () => [],
  by: { layer: (_, network) => layerIndex(network) },
  members: {},
  needs: { training: true, classes: true },
  cost: (settings, network) => gradientCost(1, settings, network),
};

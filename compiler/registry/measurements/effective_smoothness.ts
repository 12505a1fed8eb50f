import { gradientCost, gradientParameters, inTrainingMode, stepSizes } from './gradients.ts';
import type { MeasurementRecord } from './measurement.ts';

/** How fast the gradient changes along itself. */
export const effectiveSmoothness: MeasurementRecord = {
  name: 'effective_smoothness',
  kind: 'measurement',
  summary:
    'Largest rate at which the gradient changes along the step that it asks for: small where the loss is smooth',
  about: [
    'The largest `‖∇L(θ) - ∇L(θ - s ∇L(θ))‖ / (s ‖∇L(θ)‖)` over the step sizes `s`, averaged over batches: a lower bound of the',
    'constant β of a β-smooth loss, and for a quadratic one at most its largest curvature. 0 where the gradient is 0.',
    inTrainingMode,
  ].join(' '),
  source: 'Santurkar et al. 2018, section 3.1 ("effective" β-smoothness)',
  version: 1,
  parameters: [...gradientParameters, stepSizes],
  example: 'effective_smoothness(points, batch = 16)',
  title: 'effective smoothness',
  unit: 'one',
  best: 'min',
  indices: () => [],
  by: {},
  members: {},
  needs: { training: true, classes: true },
  cost: (settings, network) => gradientCost(1 + [settings.steps].flat().length, settings, network),
};

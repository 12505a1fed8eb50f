import { gradientCost, gradientParameters, inTrainingMode, stepSizes } from './gradients.ts';
import type { MeasurementRecord, Member } from './measurement.ts';

const member = (about: string, title: string, unit: Member['unit']): Member => ({
  about,
  title,
  unit,
  indices: () => [],
});

/** How far a gradient can be trusted. */
export const gradientPredictiveness: MeasurementRecord = {
  name: 'gradient_predictiveness',
  kind: 'measurement',
  summary: 'How much the gradient and the loss change along the step that the gradient asks for',
  about: [
    'From the variables `θ` it goes to `θ - s ∇L(θ)` for each step size `s` and looks at the gradient of the same batch there. The',
    'largest changes over the step sizes are averaged over batches.',
    inTrainingMode,
  ].join(' '),
  source: 'Santurkar et al. 2018, section 3.1 (gradient predictiveness, variation of the loss)',
  version: 1,
  parameters: [...gradientParameters, stepSizes],
  example: 'gradient_predictiveness(points, batch = 16, steps = [0.1, 0.2, 0.4])',
  title: 'change along the gradient',
  indices: () => [],
  by: {},
  members: {
    change: member('largest `‖∇L(θ) - ∇L(θ - s ∇L(θ))‖`', 'change of the gradient', 'one'),
    lowest_loss: member('smallest loss along the way', 'lowest loss along the gradient', 'loss'),
    highest_loss: member('largest loss along the way', 'highest loss along the gradient', 'loss'),
  },
  needs: { training: true, classes: true },
  cost: (settings, network) => gradientCost(1 + [settings.steps].flat().length, settings, network),
};

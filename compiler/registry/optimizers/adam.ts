import { adaptiveFeeds, adaptiveParameters, adaptiveStep } from './adaptive.ts';
import { type OptimizerRecord, withDecay } from './optimizer.ts';

/** Adam. */
export const adam: OptimizerRecord = {
  kind: 'optimizer',
  name: 'adam',
  summary: 'Adaptive steps from running averages of the gradient and of its square',
  about: [
    'Algorithm 1 as published, for the gradient `g` plus `weight_decay · w`: `m ← β₁ m + (1 - β₁) g`,',
    '`v ← β₂ v + (1 - β₂) g²`, then `w ← w - rate · m̂ / (sqrt(v̂) + epsilon)` with `m̂ = m / (1 - β₁ᵗ)` and',
    '`v̂ = v / (1 - β₂ᵗ)`. Weight decay takes part for every trained variable; `adamw` keeps it apart from the averages.',
  ].join(' '),
  source: 'Kingma & Ba 2015, algorithm 1',
  version: 2,
  parameters: [
    ...adaptiveParameters,
    {
      name: 'weight_decay',
      about: 'times the variable, added to its gradient',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 0,
    },
  ],
  example: 'adam(rate = 1e-3)',
  feeds: adaptiveFeeds,
  lower: (place, variable, gradient, settings) => {
    const { beta1, beta2, weight_decay } = settings as Record<string, number>;
    const slope = withDecay(place, variable, gradient, weight_decay);
    return place.build.sub(variable, adaptiveStep(place, slope, beta1, beta2));
  },
};

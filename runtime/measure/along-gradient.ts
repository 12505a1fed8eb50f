import { batchLosses, moved, normOf } from './gradient.ts';
import { type Evaluate, type EvaluatedPlace, scalar } from './measured.ts';

/** What happens along the negative gradient of one batch, at the step sizes of the measurement. */
interface Along {
  readonly losses: readonly number[];
  /** ‖∇L(θ) − ∇L(θ − s∇L(θ))‖ at each size. */
  readonly changes: readonly number[];
  /** The same over the length of the step, `s ‖∇L(θ)‖`. */
  readonly rates: readonly number[];
}

/** How much the gradient changes within a step, and the loss. */
export const measureGradientPredictiveness: Evaluate = (place) => {
  const all = alongGradients(place, 'gradient_predictiveness');
  return {
    arrays: {
      change: scalar(meanOf(all, ({ changes }) => Math.max(...changes))),
      lowest_loss: scalar(meanOf(all, ({ losses }) => Math.min(...losses))),
      highest_loss: scalar(meanOf(all, ({ losses }) => Math.max(...losses))),
    },
    certificate: {},
  };
};

/** How fast the gradient changes within a step. */
export const measureEffectiveSmoothness: Evaluate = (place) => {
  const all = alongGradients(place, 'effective_smoothness');
  return { arrays: { value: scalar(meanOf(all, ({ rates }) => Math.max(...rates))) }, certificate: {} };
};

function alongGradients(place: EvaluatedPlace, measurement: string): Along[] {
  const sizes = [place.settings.steps].flat() as readonly number[];
  const all: Along[] = [];
  for (const { here, at } of batchLosses(place, measurement)) {
    const { gradient } = at(here);
    const length = normOf(gradient);
    const ends = sizes.map((size) => at(moved(here, gradient, -size)));
    const changes = ends.map((end) => normOf(moved(end.gradient, gradient, -1)));
    all.push({
      losses: ends.map(({ loss }) => loss),
      changes,
      // Where the gradient vanishes there is no step, and nothing changes.
      rates: changes.map((change, i) => (length === 0 ? 0 : change / (sizes[i] * length))),
    });
  }
  return all;
}

const meanOf = (all: readonly Along[], of: (one: Along) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0) / all.length;

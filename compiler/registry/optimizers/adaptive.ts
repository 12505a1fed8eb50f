import type { Builder } from '../../program/build.ts';
import type { Ref } from '../../program/program.ts';
import type { Parameter } from '../construct.ts';
import { type OptimizerPlace, type OptimizerRecord, rate } from './optimizer.ts';

/** The parameters of the family of Adam, apart from how weights decay. */
export const adaptiveParameters: readonly Parameter[] = [
  { ...rate, default: 1e-3 },
  {
    name: 'beta1',
    about: 'share of the old average of the gradient that is kept',
    type: { kind: 'number', unit: 'one', min: 0, max: 0.999999 },
    default: 0.9,
  },
  {
    name: 'beta2',
    about: 'share of the old average of its square that is kept',
    type: { kind: 'number', unit: 'one', min: 0, max: 0.999999 },
    default: 0.999,
  },
  {
    name: 'epsilon',
    about: 'added to the root of the average square',
    type: { kind: 'number', unit: 'one', min: 0 },
    default: 1e-8,
  },
];

/**
 * What a step of Adam needs. With `m̂ = m / (1 - β₁ᵗ)` and `v̂ = v / (1 - β₂ᵗ)`,
 * `rate · m̂ / (sqrt(v̂) + epsilon) = length · m / (sqrt(v) + raised)`: the corrections are gathered in two numbers.
 */
export const adaptiveFeeds: OptimizerRecord['feeds'] = (rate, step, settings) => {
  const { beta1, beta2, epsilon } = settings as Record<string, number>;
  // 1 - βᵗ, exact for β near one.
  const correction = (beta: number) => -Math.expm1(step * Math.log(beta));
  const root = Math.sqrt(correction(beta2));
  return { length: (rate * root) / correction(beta1), raised: epsilon * root };
};

/** What Adam takes off `gradient`'s variable: `rate · m̂ / (sqrt(v̂) + epsilon)`. */
export function adaptiveStep(
  { build, fed, slot }: OptimizerPlace,
  gradient: Ref,
  beta1: number,
  beta2: number,
): Ref {
  const first = slot('first', (old) => average(build, old, gradient, beta1));
  const second = slot('second', (old) => average(build, old, build.square(gradient), beta2));
  return build.mul(fed('length'), build.div(first, build.add(build.sqrt(second), fed('raised'))));
}

/** `kept · old + (1 - kept) · now`, as a step towards `now`. */
function average(build: Builder, old: Ref, now: Ref, kept: number): Ref {
  return build.add(old, build.scale(build.sub(now, old), 1 - kept));
}

import type { Builder } from '../../program/build.ts';
import type { Ref } from '../../program/program.ts';
import type { Documented, Parameter, Settings } from '../construct.ts';

/** The record of an optimizer: how a trained variable moves against its gradient. */
export interface OptimizerRecord extends Documented {
  readonly kind: 'optimizer';
  /**
   * Numbers that step `step` (1 is the first) needs of one network, by name, where its learning rate is `rate`. They are
   * computed in double precision and fed, so that cells which differ only in what they are made of train together.
   */
  readonly feeds: (rate: number, step: number, settings: Settings) => Readonly<Record<string, number>>;
  /** The variable after the step. */
  readonly lower: (place: OptimizerPlace, variable: Ref, gradient: Ref, settings: Settings) => Ref;
}

/** What an optimizer may use while it is lowered for one variable. */
export interface OptimizerPlace {
  readonly build: Builder;
  /** One of `feeds`, `[S, 1, …]` to fit the variable. */
  fed(name: string): Ref;
  /** A value of the variable's shape that is kept between steps and starts at zero: `next` makes its new value. */
  slot(name: string, next: (old: Ref) => Ref): Ref;
}

/** The learning rate, which every optimizer has; a schedule multiplies it. */
export const rate: Parameter = {
  name: 'rate',
  about: 'learning rate',
  type: { kind: 'number', unit: 'one', min: 0 },
};

/** The gradient of the loss plus `weight_decay / 2 · ‖w‖²`. */
export function withDecay({ build }: OptimizerPlace, variable: Ref, gradient: Ref, decay: number): Ref {
  return decay === 0 ? gradient : build.add(gradient, build.scale(variable, decay));
}

import type { Builder } from '../../program/build.ts';
import type { Ref } from '../../program/program.ts';
import type { Documented, Parameter, Settings } from '../construct.ts';

/** The record of an optimizer: how a trained variable moves against its gradient. */
export interface OptimizerRecord extends Documented {
  readonly kind: 'optimizer';
  /** Settings that a program keeps as states `[S]`, so that cells which differ only in them train together. */
  readonly perMember: readonly string[];
  /** The variable after the step. */
  readonly lower: (place: OptimizerPlace, variable: Ref, gradient: Ref, settings: Settings) => Ref;
}

/** What an optimizer may use while it is lowered for one variable. */
export interface OptimizerPlace {
  readonly build: Builder;
  /** A setting in `perMember`, `[S, 1, …]` to fit the variable. */
  member(setting: string): Ref;
  /** Steps taken, this one included: 1 in the first step. A scalar. */
  step(): Ref;
  /** A value of the variable's shape that is kept between steps and starts at zero: `next` makes its new value. */
  slot(name: string, next: (old: Ref) => Ref): Ref;
}

/** The learning rate, which every optimizer has. */
export const rate: Parameter = {
  name: 'rate',
  about: 'learning rate',
  type: { kind: 'number', unit: 'one', min: 0 },
};

/** `kept · old + (1 - kept) · now`, as a step towards `now`. */
export function average(build: Builder, old: Ref, now: Ref, kept: number): Ref {
  return build.add(old, build.scale(build.sub(now, old), 1 - kept));
}

import type { Documented, Parameter, Refusal, Settings } from '../construct.ts';

/** The record of a schedule: how the learning rate changes along the training. */
export interface ScheduleRecord extends Documented {
  readonly kind: 'schedule';
  /** What the rate is multiplied by in step `step` of `steps`, counted from 1. Durations are in steps. */
  readonly factor: (step: number, steps: number, settings: Settings) => number;
  /** Why it cannot be followed in a training of so many steps. */
  readonly refuses: (steps: number, settings: Settings) => Refusal | undefined;
}

/** The steps at the start in which the rate grows, which every schedule has. */
export const warmUpParameter: Parameter = {
  name: 'warmup',
  about: 'how long the rate grows in equal steps at the start, until it is whole',
  type: { kind: 'duration' },
  default: 0,
};

/** The share of the rate that is left in the end. */
export const finalParameter: Parameter = {
  name: 'final',
  about: 'share of the rate that is left when the training ends',
  type: { kind: 'number', unit: 'probability', min: 0, max: 1 },
  default: 0,
};

type Own = Omit<ScheduleRecord, 'kind' | 'version' | 'refuses'> & {
  readonly refuses?: ScheduleRecord['refuses'];
};

/** A schedule after its warm-up: `own.factor` counts the steps and their number from its end. */
export function afterWarmUp(own: Own): ScheduleRecord {
  return {
    ...own,
    kind: 'schedule',
    version: 1,
    factor: (step, steps, settings) => {
      const warmUp = settings.warmup as number;
      return step <= warmUp ? step / warmUp : own.factor(step - warmUp, steps - warmUp, settings);
    },
    refuses: (steps, settings) => {
      const warmUp = settings.warmup as number;
      if (warmUp >= steps)
        return {
          refused: `the rate would grow for ${warmUp} steps, but the training takes ${steps}`,
          help: 'let `warmup` end before the training does',
        };
      return own.refuses?.(steps, settings);
    },
  };
}

/** The rate, from whole in the first step towards `final` of it right after the last: `along` falls from 1 to 0. */
export function falling(
  step: number,
  steps: number,
  { final }: Settings,
  along: (time: number) => number,
): number {
  const left = final as number;
  return left + (1 - left) * along((step - 1) / steps);
}

import { cosine } from './cosine.ts';
import { linear } from './linear.ts';
import type { ScheduleRecord } from './schedule.ts';
import { stepDecay } from './step_decay.ts';
import { warmup } from './warmup.ts';

/** Everything that may stand at `train.schedule`, by the name that an author writes. */
export const schedules = {
  cosine,
  linear,
  step_decay: stepDecay,
  warmup,
} as const satisfies Record<string, ScheduleRecord>;

export type ScheduleName = keyof typeof schedules;

import type { TrainingSpec } from '../../compiler/plan/plan.ts';
import { stepFeeds } from '../../compiler/program/training.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { type ScheduleName, schedules } from '../../compiler/registry/schedules/index.ts';
import type { NumberArray } from '../tensorflow/executor.ts';
import { batches } from './batches.ts';
import type { Member, TrainOptions } from './train.ts';

/** One call of a training program. */
interface Call {
  readonly entry: 'train' | 'train_rest';
  readonly inputs: Record<string, NumberArray>;
}

/** What the members' step `step`, counted from 1, is fed: examples, and numbers for the optimizer. */
export function feedsOf(
  members: readonly Member[],
  { data, seed }: Pick<TrainOptions, 'data' | 'seed'>,
): (step: number) => Call {
  const { batch, rest } = members[0].training;
  const orders = members.map(({ replicate, rows }) => {
    const order = batches(seed, replicate, rows?.length ?? data.count, batch, rest !== undefined);
    return rows === undefined ? order : (step: number) => order(step).map((i) => rows[i]);
  });
  return (step) => {
    const chosen = orders.map((order) => order(step - 1));
    const numbers = members.map(({ training }) => numbersOf(training, step));
    return {
      entry: chosen[0].length === batch ? 'train' : 'train_rest',
      inputs: {
        indices: chosen.flatMap((rows) => [...rows]),
        ...Object.fromEntries(Object.keys(numbers[0]).map((name) => [name, numbers.map((own) => own[name])])),
      },
    };
  };
}

/** A member that has taken its last step keeps that step's rate while the others go on. */
function numbersOf(training: TrainingSpec, step: number): Record<string, number> {
  const { optimizer, steps } = training;
  const own = Math.min(step, steps);
  return stepFeeds(training, (optimizer.rate as number) * factorOf(training, own), own);
}

/** What the rate is multiplied by in a step, counted from 1. */
function factorOf({ schedule, steps }: TrainingSpec, step: number): number {
  if (schedule === undefined) return 1;
  return schedules[schedule.is as ScheduleName].factor(step, steps, settingsOf(schedule));
}

import type { TrainingSpec } from '../../compiler/plan/plan.ts';
import type { Program } from '../../compiler/program/program.ts';
import { stepFeeds } from '../../compiler/program/training.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { type ScheduleName, schedules } from '../../compiler/registry/schedules/index.ts';
import type { Points } from '../measure/points.ts';
import type { NumberArray } from '../tensorflow/executor.ts';
import { augmentsOf } from './augment.ts';
import { batches, batchesPerEpoch } from './batches.ts';
import { drawsOf, seenWith } from './draws.ts';
import type { Member, TrainOptions } from './train.ts';

/** One call of a training program. */
interface Call {
  readonly entry: 'train' | 'train_rest';
  readonly inputs: Record<string, NumberArray>;
}

/**
 * What `program` is fed in the members' step `step`, counted from 1: examples, numbers for the optimizer, and what
 * layers ask for.
 */
export function feedsOf(
  members: readonly Member[],
  program: Program,
  { data, seed }: Pick<TrainOptions, 'data' | 'seed'>,
): (step: number) => Call {
  const { batch, rest } = members[0].training;
  const replicates = members.map(({ replicate }) => replicate);
  const orders = members.map(({ replicate, rows }) => {
    const examples = rows?.length ?? data.count;
    const order = batches(seed, replicate, examples, batch, rest !== undefined);
    return (step: number) => {
      const own = order(step - 1);
      const name = own.length === batch ? ('train' as const) : ('train_rest' as const);
      const [, seen] = program.nodes[program.entries[name].inputs.indices].shape;
      const places = seenWith(own, seen, examples, seed, replicate, step);
      return { name, places, rows: rows === undefined ? places : places.map((i) => rows[i]) };
    };
  });
  const examples = augmented(members, data, seed);
  const kinds = [...new Set(members.map(({ training }) => training))];
  const kindOf = members.map(({ training }) => kinds.indexOf(training));
  return (step) => {
    const chosen = orders.map((order) => order(step));
    const [{ name }] = chosen;
    const entry = program.entries[name];
    const numbers = kinds.map((training) => numbersOf(training, step));
    return {
      entry: name,
      inputs: {
        indices: joined(chosen.map(({ rows }) => rows)),
        ...(examples && {
          examples: examples(
            chosen.map(({ places }) => places),
            step,
          ),
        }),
        ...('step' in entry.inputs && { step: members.map(() => step - 1) }),
        ...drawsOf(program, entry, seed, replicates, step),
        ...Object.fromEntries(
          Object.keys(numbers[0]).map((name) => [name, kindOf.map((kind) => numbers[kind][name])]),
        ),
      },
    };
  };
}

function joined(rows: readonly Int32Array[]): Int32Array {
  const [{ length }] = rows;
  const all = new Int32Array(rows.length * length);
  rows.forEach((own, m) => {
    all.set(own, m * length);
  });
  return all;
}

/** The changed examples of all members in a step, by their places; undefined where they stay as they are. */
function augmented(members: readonly Member[], data: Points, seed: number) {
  const [{ training, network }] = members;
  const { batch, rest } = training;
  if (training.augment === undefined) return undefined;
  const each = members.map(({ training: { augment = [] }, replicate, rows }) =>
    augmentsOf(augment, data, network.shape, seed, replicate, rows),
  );
  const size = data.inputs.length / data.count;
  return (places: readonly Int32Array[], step: number) => {
    const length = places[0].length * size;
    const examples = new Float64Array(members.length * length);
    members.forEach(({ rows }, m) => {
      const perEpoch = batchesPerEpoch(rows?.length ?? data.count, batch, rest !== undefined);
      const epoch = Math.floor((step - 1) / perEpoch);
      each[m](places[m], epoch, examples.subarray(m * length, (m + 1) * length));
    });
    return examples;
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

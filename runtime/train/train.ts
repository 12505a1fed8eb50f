import type { NetworkSpec, TrainingSpec } from '../../compiler/plan/plan.ts';
import { trainsAlone } from '../../compiler/program/alone.ts';
import { namedStates } from '../../compiler/program/parameters.ts';
import type { Program } from '../../compiler/program/program.ts';
import { trainingProgram } from '../../compiler/program/training.ts';
import type { Backend } from '../job.ts';
import type { Points } from '../measure/points.ts';
import { type NumberArray, openSession, type Session, type Values } from '../tensorflow/executor.ts';
import type { Checkpoint, Checkpoints } from './checkpoint.ts';
import { feedsOf } from './feeds.ts';
import { Progress } from './progress.ts';
import type { Variables } from './variables.ts';

/** One network among those that train side by side. */
export interface Member {
  readonly network: NetworkSpec;
  readonly training: TrainingSpec;
  readonly replicate: number;
  readonly initial: Variables;
  /** Optimizer steps after which its state is wanted, its last step among them. */
  readonly stops: readonly number[];
  /** Places of its training examples in the data; all of them where it is missing. */
  readonly rows?: Int32Array;
  /** Where it goes on; it starts where that is missing. */
  readonly from?: Checkpoint;
}

/** Network variables by state name, in the precision of what trained them. */
export type State = Readonly<Record<string, Values>>;

export interface Trained {
  /** Mean over the batch before each step; ends with the step that diverged. */
  readonly loss: Float64Array;
  /** Why it diverged: "the loss became infinite at step 312". */
  readonly divergence?: string;
}

export interface TrainOptions {
  readonly data: Points;
  readonly seed: number;
  readonly backend: Backend;
  /**
   * A member's state at one of its stops; not called any more once it has diverged. A member that goes on from a
   * checkpoint is shown there, too, if that is one of its stops.
   */
  readonly onState: (member: number, step: number, state: State) => void;
  /** Called after every step. */
  readonly onStep: () => void;
  readonly checkpoints?: Checkpoints;
}

/**
 * Trains members whose programs are equal, side by side. Each has its own batches and its own numbers,
 * which do not depend on the others.
 */
export async function trainCohort(members: readonly Member[], options: TrainOptions): Promise<Trained[]> {
  const all = members.map((member) => new Progress(member));
  const show = (one: Progress) => {
    const state = one.show();
    if (state !== undefined) options.onState(all.indexOf(one), one.step, state);
  };
  for (const one of all) if (one.step > 0 && one.stops) show(one);
  // Members that were saved after different steps go on one group after the other, and so do loners.
  const alone = trainsAlone(members[0].network, members[0].training);
  const groups = Map.groupBy(
    all.filter(({ goesOn }) => goesOn),
    (one) => (alone ? one : one.step),
  );
  for (const group of groups.values()) await trainTogether(group, all, show, options);
  return all.map((one) => one.trained());
}

/** Takes the steps that `group`, those of `all` that have taken equally many, still has to take. */
async function trainTogether(
  group: readonly Progress[],
  all: readonly Progress[],
  show: (one: Progress) => void,
  options: TrainOptions,
): Promise<void> {
  // A lone member differs from the same one in company in the last bits (another kernel), so none is alone
  // that could have company.
  const [{ member }] = group;
  const lonely = group.length === 1 && !trainsAlone(member.network, member.training);
  const company = lonely ? [group[0], group[0]] : group;
  const members = company.map(({ member }) => member);
  const program = programOf(members, options.data);
  const session = await openSession(program, options.backend);
  try {
    session.write(startOf(program, company, options.data));
    const feeds = feedsOf(members, program, options);
    const kept = Object.keys(namedStates(program)).filter((name) => name !== 'inputs' && name !== 'labels');
    for (let step = group[0].step + 1; group.some(({ goesOn }) => goesOn); step++) {
      const { entry, inputs } = feeds(step);
      const { loss } = session.call(entry, inputs);
      const going = group.map(({ goesOn }) => goesOn);
      group.forEach((one, m) => {
        if (going[m]) one.take(loss[m]);
      });
      const shown = group.filter((one, m) => going[m] && one.stops);
      const saves = (await options.checkpoints?.due(step)) && group.some(({ goesOn }) => goesOn);
      if (shown.length > 0 || saves) keepStates(session, kept, group, going, company.length);
      shown.forEach(show);
      if (saves) await options.checkpoints!.save(all.map((one) => one.checkpoint()));
      options.onStep();
    }
  } finally {
    session.dispose();
  }
}

/** Hands their present states to the members that took the last step. */
function keepStates(
  session: Session,
  names: readonly string[],
  group: readonly Progress[],
  going: readonly boolean[],
  members: number,
): void {
  const values = session.read(names);
  group.forEach((one, m) => {
    if (going[m] && !one.diverged)
      one.keep(Object.fromEntries(names.map((name) => [name, memberOf(values[name], m, members)])));
  });
}

function memberOf(values: Values, member: number, members: number): Values {
  const size = values.length / members;
  return values.slice(member * size, (member + 1) * size);
}

function programOf(members: readonly Member[], { count }: Points): Program {
  const { network, training } = members[0];
  const [classes] = network.layers[network.layers.length - 1].output;
  return trainingProgram(network, training, members.length, { count, shape: network.shape, classes });
}

/** Values of every state that does not start at zero. */
function startOf(program: Program, company: readonly Progress[], { inputs, labels }: Points) {
  const values: Record<string, NumberArray> = 'inputs' in program.states ? { inputs } : {};
  if (labels !== undefined) values.labels = labels;
  for (const name of Object.keys(namedStates(program))) {
    const own = company.map((one) => one.startOf(name));
    if (own.every((start) => start !== undefined)) values[name] = joined(own);
  }
  return values;
}

function joined(arrays: readonly Values[]): Float64Array {
  const size = arrays[0].length;
  const all = new Float64Array(arrays.length * size);
  arrays.forEach((array, i) => {
    all.set(array, i * size);
  });
  return all;
}

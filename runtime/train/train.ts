import type { NetworkSpec, TrainingSpec } from '../../compiler/plan/plan.ts';
import { networkVariables } from '../../compiler/program/network.ts';
import type { Program } from '../../compiler/program/program.ts';
import { trainingProgram } from '../../compiler/program/training.ts';
import type { Backend } from '../job.ts';
import type { Points } from '../measure/points.ts';
import { openSession, type Session, type Values } from '../tensorflow/executor.ts';
import { batches } from './batches.ts';
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
  /** A member's state at one of its stops; not called any more once it has diverged. */
  readonly onState: (member: number, step: number, state: State) => void;
  /** Called after every step. */
  readonly onStep: () => void;
}

/**
 * Trains members whose programs are equal, side by side. Each has its own batches and its own numbers,
 * which do not depend on the others.
 */
export async function trainCohort(members: readonly Member[], options: TrainOptions): Promise<Trained[]> {
  // A lone member differs from the same one in company in the last bits (another kernel), so none is alone.
  const company = members.length === 1 ? [members[0], members[0]] : members;
  const program = programOf(company, options.data);
  const session = await openSession(program, options.backend);
  try {
    session.write(startOf(program, company, options.data));
    const runs = members.map((member) => new Run(member));
    const steps = Math.max(...members.map(({ training }) => training.steps));
    const draw = drawBatches(company, options);
    for (let step = 1; step <= steps && runs.some((run) => run.goesOn(step)); step++) {
      const { loss } = session.call('train', { indices: draw(step - 1) });
      runs.forEach((run, m) => {
        if (run.goesOn(step)) run.note(step, loss[m]);
      });
      showStates(session, runs, step, company.length, options.onState);
      options.onStep();
    }
    return runs.map((run) => run.trained());
  } finally {
    session.dispose();
  }
}

/** What is known of one member while it trains. */
class Run {
  readonly member: Member;
  readonly #loss: number[] = [];
  #divergence: string | undefined;

  constructor(member: Member) {
    this.member = member;
  }

  goesOn(step: number): boolean {
    return this.#divergence === undefined && step <= this.member.training.steps;
  }

  note(step: number, loss: number): void {
    this.#loss.push(loss);
    if (!Number.isFinite(loss)) this.diverge(`the loss became ${nameOf(loss)} at step ${step}`);
  }

  diverge(reason: string): void {
    this.#divergence = reason;
  }

  trained(): Trained {
    return { loss: Float64Array.from(this.#loss), divergence: this.#divergence };
  }
}

const nameOf = (value: number): string => (Number.isNaN(value) ? 'NaN' : 'infinite');

/** Reads the states that are wanted after `step` and hands each to its member. */
function showStates(
  session: Session,
  runs: readonly Run[],
  step: number,
  members: number,
  onState: TrainOptions['onState'],
): void {
  const wanted = runs.map((run) => run.goesOn(step) && run.member.stops.includes(step));
  if (!wanted.includes(true)) return;
  const names = networkVariables(runs[0].member.network).map(({ state }) => state);
  const all = session.read(names);
  runs.forEach((run, m) => {
    if (!wanted[m]) return;
    const state = Object.fromEntries(names.map((name) => [name, memberOf(all[name], m, members)]));
    const odd = names.find((name) => !state[name].every(Number.isFinite));
    if (odd === undefined) onState(m, step, state);
    else
      run.diverge(
        `${odd} became ${nameOf(state[odd].find((value) => !Number.isFinite(value))!)} by step ${step}`,
      );
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
function startOf(program: Program, members: readonly Member[], { inputs, labels }: Points) {
  const values: Record<string, Float64Array | Int32Array | readonly number[]> = { inputs };
  if (labels !== undefined) values.labels = labels;
  for (const name of Object.keys(program.states)) {
    if (name in members[0].initial) values[name] = joined(members.map(({ initial }) => initial[name]));
    else if (name in members[0].training.optimizer)
      values[name] = members.map(({ training }) => training.optimizer[name] as number);
  }
  return values;
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const size = arrays[0].length;
  const all = new Float64Array(arrays.length * size);
  arrays.forEach((array, i) => {
    all.set(array, i * size);
  });
  return all;
}

/** The examples of every member's batch at a step counted from 0: [members][batch]. */
function drawBatches(members: readonly Member[], { data, seed }: TrainOptions): (step: number) => Int32Array {
  const { batch } = members[0].training;
  const orders = members.map(({ replicate, rows }) => {
    const order = batches(seed, replicate, rows?.length ?? data.count, batch);
    return rows === undefined ? order : (step: number) => order(step).map((i) => rows[i]);
  });
  const indices = new Int32Array(members.length * batch);
  return (step) => {
    orders.forEach((order, m) => {
      indices.set(order(step), m * batch);
    });
    return indices;
  };
}

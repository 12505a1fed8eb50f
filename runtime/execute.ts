import type { Cell, DataRef, MeasureStep, Plan, TrainStep } from '../compiler/plan/plan.ts';
import { account } from './account.ts';
import type { Execute, ExecuteOptions, Job, JobCheckpoints, Sealable } from './job.ts';
import { cellsOf } from './jobs.ts';
import { Evaluators, variantOf } from './measure/evaluators.ts';
import { MeasurementFailure } from './measure/failure.ts';
import { Observer } from './measure/observer.ts';
import { pointsOf, rowsOf } from './measure/points.ts';
import type { StoredRecord } from './store/record.ts';
import type { Checkpoints } from './train/checkpoint.ts';
import { checkReplay } from './train/replay.ts';
import { keepTraining, resumeTraining } from './train/resume.ts';
import { inDoublePrecision, startOf, weightsOf } from './train/state.ts';
import { type Member, type State, type Trained, trainCohort } from './train/train.ts';
import type { Variables } from './train/variables.ts';

/** Does one job of a plan: trains and measures what its steps ask for. */
export const execute: Execute = async function* (plan, job, options) {
  let done = 0;
  const onProgress = (fraction: number) => {
    done = fraction;
    options.onProgress(done);
  };
  // A pass through all data may take long: it tells of no progress, but that the job is alive.
  const evaluators = await Evaluators.open(plan, cellsOf(job), options.backend, () =>
    options.onProgress(done),
  );
  try {
    if (job.kind === 'train') yield* trainAndMeasure(plan, job, { ...options, evaluators, onProgress });
    else yield* measureOnly(plan, job, { ...options, evaluators, onProgress });
  } finally {
    evaluators.dispose();
  }
};

interface JobOptions extends ExecuteOptions {
  readonly evaluators: Evaluators;
}

/** A cell while its job is done. */
interface CellWork {
  readonly cell: Cell;
  readonly observer: Observer;
  readonly train?: TrainStep;
  readonly measurements: readonly MeasureStep[];
  final?: State;
}

async function* trainAndMeasure(
  plan: Plan,
  job: Job & { kind: 'train' },
  options: JobOptions,
): AsyncGenerator<Sealable> {
  const trainings = plan.steps.filter(({ kind, cell }) => kind === 'train' && job.cells.includes(cell));
  const spend = account(plan, [...job.steps, ...trainings.map(({ key }) => key)], options.onProgress);
  const works = job.cells.map((cell) => workOf(plan, cell, job.steps, options.evaluators, spend));
  const members = works.map((work) => memberOf(plan, work, options));
  const began = performance.now();
  for (const [m, { observer }] of works.entries()) observer.visit(0, members[m].initial);
  const each = works.reduce((sum, { train }) => sum + (train?.cost ?? 0), 0) / members[0].training.steps;
  spend(each * Math.min(...members.map(({ from }) => from?.step ?? 0)));
  const trained = await trainCohort(members, {
    data: pointsOf(plan, works[0].cell.replicate)(dataOf(plan, members[0])),
    seed: plan.seed,
    backend: options.backend,
    checkpoints: options.checkpoints && checkpointsOf(works, options.checkpoints),
    onStep: () => spend(each),
    onState: (m, step, state) => {
      works[m].observer.visit(step, inDoublePrecision(state));
      if (step === members[m].training.steps) works[m].final = state;
    },
  });
  const observed = works.reduce((sum, { observer }) => sum + observer.seconds, 0);
  const seconds = Math.max(0, (performance.now() - began) / 1000 - observed) / works.length;
  for (const [m, work] of works.entries()) {
    yield* sealablesOf(plan, work, { ...trained[m], seconds }, options);
    options.checkpoints?.remove(work.train!.key);
  }
  throwFailures(works);
}

/** Keeps all members of a cohort, each by itself, so that it may go on in another one. */
function checkpointsOf(works: readonly CellWork[], store: JobCheckpoints): Checkpoints {
  return {
    due: store.due,
    save: (members) => {
      for (const [m, { train, observer }] of works.entries())
        keepTraining(store, train!.key, members[m], observer);
      store.written();
    },
  };
}

function memberOf(
  plan: Plan,
  { cell, observer, train }: CellWork,
  { checkpoints, evaluators }: JobOptions,
): Member {
  const { network, training } = variantOf(plan, cell);
  const stops = [...new Set([...observer.moments, training!.steps])];
  return {
    network,
    training: training!,
    replicate: cell.replicate,
    initial: startOf(plan, cell, evaluators.of(cell)),
    stops,
    from: checkpoints && resumeTraining(checkpoints, train!.key, observer),
    ...(plan.split && { rows: rowsOf(plan, cell.replicate, training!.data) }),
  };
}

/** What a cohort trains on: the whole data set, where each replicate has its own part of it. */
function dataOf({ split }: Plan, { training: { data } }: Member): DataRef {
  return split === undefined ? data : { ...data, part: 'all' };
}

function* sealablesOf(
  plan: Plan,
  { cell, observer, train, final }: CellWork,
  { loss, divergence, seconds }: Trained & { readonly seconds: number },
  { read }: ExecuteOptions,
): Generator<Sealable> {
  if (train !== undefined) {
    const weights = final && weightsOf(plan, cell, final);
    const sealed = read(train.key);
    if (sealed === undefined || sealed.outcome === 'failed')
      yield {
        key: train.key,
        preimage: train.preimage,
        outcome: divergence === undefined ? 'done' : 'diverged',
        reason: divergence,
        arrays: { loss: { shape: [loss.length], data: loss } },
        weights,
        certificate: {},
        seconds,
      };
    else checkReplay(cell, weights, sealed);
  }
  yield* observer.sealables(divergence);
}

/** Measures a network that was never trained, or at the start and end of a training that is in the store. */
async function* measureOnly(
  plan: Plan,
  job: Job & { kind: 'measure' },
  options: JobOptions,
): AsyncGenerator<Sealable> {
  const spend = account(plan, job.steps, options.onProgress);
  const work = workOf(plan, job.cell, job.steps, options.evaluators, spend);
  const { cell, observer, measurements } = work;
  const after = measurements.find((step) => step.after !== undefined)?.after;
  const training = after === undefined ? undefined : options.read(after);
  for (const moment of observer.moments) {
    const state = moment === 0 ? startOf(plan, cell, options.evaluators.of(cell)) : finalOf(cell, training);
    if (state !== undefined) observer.visit(moment, state);
  }
  yield* observer.sealables(training?.reason);
  throwFailures([work]);
}

/** Ends a job some of whose measurements have no result, once all the others are sealed. */
function throwFailures(works: readonly CellWork[]): void {
  const reasons = works.flatMap(({ observer }) => observer.failures.map(({ message }) => message));
  if (reasons.length > 0) throw new MeasurementFailure([...new Set(reasons)].join('; '));
}

/** The state that a sealed training ended with; undefined where it diverged. */
function finalOf({ id }: Cell, training: StoredRecord | undefined): Variables | undefined {
  if (training === undefined || training.outcome === 'failed')
    throw new Error(`${id} can't be measured: its training is not in the store; run the experiment again`);
  const weights = Object.entries(training.weights() ?? {});
  if (weights.length === 0) return undefined;
  return inDoublePrecision(Object.fromEntries(weights.map(([name, { data }]) => [name, data])));
}

function workOf(
  plan: Plan,
  id: string,
  keys: readonly string[],
  evaluators: Evaluators,
  onCost: (cost: number) => void,
): CellWork {
  const cell = plan.cells.find((candidate) => candidate.id === id);
  if (cell === undefined) throw new Error(`internal error: the plan has no cell ${id}`);
  const own = plan.steps.filter((step) => step.cell === id);
  const train = own.find((step) => step.kind === 'train');
  const measurements = own.filter(
    (step) => step.kind === 'measure' && keys.includes(step.key),
  ) as MeasureStep[];
  const observer = new Observer(plan, cell, measurements, evaluators.of(cell), onCost);
  return { cell, observer, train, measurements };
}

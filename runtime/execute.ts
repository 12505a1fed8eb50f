import type { Cell, MeasureStep, Plan, TrainStep } from '../compiler/plan/plan.ts';
import { networkVariables } from '../compiler/program/network.ts';
import type { Execute, ExecuteOptions, Job, Sealable } from './job.ts';
import { Observer, variantOf } from './measure/observer.ts';
import { pointsOf, statisticsPart } from './measure/points.ts';
import type { NpyArray, StoredRecord } from './store/record.ts';
import { initialVariables, inSinglePrecision } from './train/initialize.ts';
import { type Member, type State, type Trained, trainCohort } from './train/train.ts';
import type { Variables } from './train/variables.ts';

/** Does one job of a plan: trains and measures what its steps ask for. */
export const execute: Execute = (plan, job, options) =>
  job.kind === 'train' ? trainAndMeasure(plan, job, options) : measureOnly(plan, job, options);

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
  options: ExecuteOptions,
): AsyncGenerator<Sealable> {
  const spend = account(plan, job.steps, options);
  const works = job.cells.map((cell) => workOf(plan, cell, job.steps, spend));
  const members = works.map((work) => memberOf(plan, work));
  for (const [m, { observer }] of works.entries()) observer.visit(0, members[m].initial);
  const each = works.reduce((sum, { train }) => sum + (train?.cost ?? 0), 0) / members[0].training.steps;
  const trained = await trainCohort(members, {
    data: pointsOf(plan)(members[0].training.data),
    seed: plan.seed,
    backend: options.backend,
    onStep: () => spend(each),
    onState: (m, step, state) => {
      works[m].observer.visit(step, inDoublePrecision(state));
      if (step === members[m].training.steps) works[m].final = state;
    },
  });
  for (const [m, work] of works.entries()) yield* sealablesOf(plan, work, trained[m], options);
}

function memberOf(plan: Plan, { cell, observer }: CellWork): Member {
  const { network, training } = variantOf(plan, cell);
  const stops = [...new Set([...observer.moments, training!.steps])];
  return { network, training: training!, replicate: cell.replicate, initial: startOf(plan, cell), stops };
}

function* sealablesOf(
  plan: Plan,
  { cell, observer, train, final }: CellWork,
  { loss, divergence }: Trained,
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
      };
    else checkReplay(cell, weights, sealed);
  }
  yield* observer.sealables(divergence);
}

/** A training that is in the store was repeated for what happens along the way: it must end where it did. */
function checkReplay(cell: Cell, weights: Sealable['weights'], sealed: StoredRecord): void {
  const before = sealed.weights();
  const same = Object.keys(weights ?? before ?? {}).every((name) => equal(weights?.[name], before?.[name]));
  if (!same)
    throw new Error(
      `training ${cell.id} again ended with other weights than its record ${sealed.key.slice(0, 12)} holds, so what is measured along the way would not belong to it; remove that record to train it anew`,
    );
}

function equal(a: NpyArray | undefined, b: NpyArray | undefined): boolean {
  return a !== undefined && b !== undefined && a.data.every((value, i) => Object.is(value, b.data[i]));
}

/** Measures a network that was never trained, or at the start and end of a training that is in the store. */
async function* measureOnly(
  plan: Plan,
  job: Job & { kind: 'measure' },
  options: ExecuteOptions,
): AsyncGenerator<Sealable> {
  const { cell, observer, measurements } = workOf(
    plan,
    job.cell,
    job.steps,
    account(plan, job.steps, options),
  );
  for (const moment of observer.moments) {
    const state = moment === 0 ? startOf(plan, cell) : finalOf(cell, measurements, options);
    if (state !== undefined) observer.visit(moment, state);
  }
  yield* observer.sealables(divergenceOf(measurements, options));
}

/** The state that a sealed training ended with; undefined where it diverged. */
function finalOf(
  cell: Cell,
  measurements: readonly MeasureStep[],
  { read }: ExecuteOptions,
): Variables | undefined {
  const sealed = trainingOf(measurements, read);
  if (sealed === undefined || sealed.outcome === 'failed')
    throw new Error(
      `${cell.id} can't be measured: its training is not in the store; run the experiment again`,
    );
  const weights = sealed.weights();
  if (weights === undefined) return undefined;
  return inDoublePrecision(
    Object.fromEntries(Object.entries(weights).map(([name, { data }]) => [name, data])),
  );
}

const trainingOf = (measurements: readonly MeasureStep[], read: ExecuteOptions['read']) => {
  const after = measurements.find((step) => step.after !== undefined)?.after;
  return after === undefined ? undefined : read(after);
};

const divergenceOf = (measurements: readonly MeasureStep[], { read }: ExecuteOptions) =>
  trainingOf(measurements, read)?.reason;

function workOf(plan: Plan, id: string, keys: readonly string[], onCost: (cost: number) => void): CellWork {
  const cell = plan.cells.find((candidate) => candidate.id === id);
  if (cell === undefined) throw new Error(`internal error: the plan has no cell ${id}`);
  const own = plan.steps.filter((step) => step.cell === id);
  const train = own.find((step) => step.kind === 'train');
  const measurements = own.filter(
    (step) => step.kind === 'measure' && keys.includes(step.key),
  ) as MeasureStep[];
  return { cell, observer: new Observer(plan, cell, measurements, onCost), train, measurements };
}

/** The variables that a cell starts from; those of a training as single precision holds them. */
function startOf(plan: Plan, cell: Cell): Variables {
  const { network, training } = variantOf(plan, cell);
  const data = pointsOf(plan)(statisticsPart(network.input, plan));
  const variables = initialVariables(network, plan.seed, cell.replicate, data);
  return training === undefined ? variables : inSinglePrecision(variables);
}

function weightsOf(plan: Plan, cell: Cell, state: State): Record<string, NpyArray> {
  const { network } = variantOf(plan, cell);
  return Object.fromEntries(
    networkVariables(network).map(({ state: name, shape }) => [name, { shape, data: state[name] }]),
  );
}

const inDoublePrecision = (state: State): Variables =>
  Object.fromEntries(Object.entries(state).map(([name, values]) => [name, Float64Array.from(values)]));

/** Adds up what is done of a job and reports it as a fraction of all its steps' cost. */
function account(
  plan: Plan,
  keys: readonly string[],
  { onProgress }: ExecuteOptions,
): (cost: number) => void {
  const wanted = new Set(keys);
  const costs = new Map(
    plan.steps.map(({ key, cost }): [string, number] => [key, wanted.has(key) ? cost : 0]),
  );
  const total = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
  let done = 0;
  return (cost) => {
    done += cost;
    onProgress(Math.min(1, done / total));
  };
}

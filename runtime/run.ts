import { join } from 'node:path';
import type { Plan, Step } from '../compiler/plan/plan.ts';
import type { Results } from '../compiler/plan/results.ts';
import type { Engine } from './engine.ts';
import type { Backend } from './job.ts';
import { jobsFor, longestFirst } from './jobs.ts';
import { type Pending, pendingSteps } from './pending.ts';
import { describeRun, type RunFacts } from './provenance.ts';
import { removeRenamed, writeResults } from './publish.ts';
import type { Holder } from './store/leases.ts';
import { DamagedRecord } from './store/read.ts';
import type { ReadRecord, StoredRecord } from './store/record.ts';
import type { KeptSource } from './store/sources.ts';
import { openStore, type Store } from './store/store.ts';
import { asUnusable } from './store/unusable.ts';
import { type Task, workThrough } from './work.ts';

/** A plan, and the files and overrides that it was made of, its own file first. */
export interface Experiment extends KeptSource {
  readonly plan: Plan;
  /** The steps that are to be run, with the trainings that they need; all unless said. */
  readonly wanted?: (step: Step) => boolean;
}

export interface RunOptions extends RunFacts {
  /** The project's folder. */
  readonly root: string;
  /** The folder of the store; `.crease` below the project's unless said. */
  readonly store?: string;
  readonly backend: Backend;
  /** Worker processes at a time. */
  readonly jobs: number;
  /**
   * Aborted to hand out no more work; trainings end after a checkpoint, all else is finished. Results are collected
   * even so where the reason is `budget` or `failure`.
   */
  readonly stop: AbortSignal;
  /** Aborted to end at once; what is being computed is lost. */
  readonly kill: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Milliseconds a worker may say nothing before it counts as hung. */
  readonly patience?: number;
  /** Milliseconds between two checkpoints of a training. */
  readonly checkpointInterval?: number;
  /** Runs what failed before once more. */
  readonly retryFailed?: boolean;
  /** When results are collected: always, or only where no step of a plan is missing any more. */
  readonly collect?: 'always' | 'when complete';
}

/** What happens in a run, in the order in which it happens. `experiment` is an index into those that run. */
export type RunEvent =
  | ({ readonly kind: 'planned'; readonly experiment: number } & Pending)
  /** The part of a job that is done, 0 to 1; `cost` is that of the whole job. */
  | { readonly kind: 'progress'; readonly task: Task; readonly fraction: number }
  | { readonly kind: 'started'; readonly task: Task }
  | { readonly kind: 'ended'; readonly task: Task }
  | {
      readonly kind: 'sealed';
      readonly experiment: number;
      readonly key: string;
      readonly outcome: 'done' | 'diverged';
      readonly reason?: string;
    }
  /** A step was missing, and another run has sealed it since. */
  | { readonly kind: 'found'; readonly experiment: number; readonly key: string }
  /** All that is left is being computed by other runs. */
  | { readonly kind: 'waiting'; readonly steps: number; readonly holders: readonly Holder[] }
  /** A job was lost and its cells are run again, each alone. */
  | {
      readonly kind: 'retried';
      readonly experiment: number;
      readonly cells: readonly string[];
      readonly reason: string;
    }
  | { readonly kind: 'failed'; readonly experiment: number; readonly cell: string; readonly reason: string }
  | { readonly kind: 'damaged'; readonly message: string };

export interface RunSummary {
  /** Whether work remains because the run was stopped. */
  readonly interrupted: boolean;
  /** What was found, for each experiment whose results were collected. */
  readonly results: readonly { readonly folder: string; readonly results: Results }[];
}

/** A damaged record is found at the latest when results are collected; a disk that damages again and again is given up. */
const rounds = 3;

/**
 * Brings every experiment's results up to date: plan → what is missing → jobs → workers → sealed records →
 * results. What is sealed is never computed again, so running twice does nothing and running after an
 * interruption goes on.
 */
export async function run(
  experiments: readonly Experiment[],
  engine: Engine,
  options: RunOptions,
): Promise<RunSummary> {
  const folder = options.store ?? join(options.root, '.crease');
  try {
    return await bringUpToDate(experiments, engine, folder, options);
  } catch (error) {
    throw asUnusable(error, folder);
  }
}

async function bringUpToDate(
  experiments: readonly Experiment[],
  engine: Engine,
  folder: string,
  options: RunOptions,
): Promise<RunSummary> {
  const store = openStore(folder, {
    onDamage: ({ message }) => options.onEvent({ kind: 'damaged', message }),
  });
  store.sweep();
  for (let round = 1; ; round++) {
    const read = remembering(store.read);
    const tasks = experiments.flatMap(({ plan, wanted = () => true }, experiment) => {
      const pending = pendingSteps(plan, read, round === 1 && options.retryFailed === true, wanted);
      options.onEvent({ kind: 'planned', experiment, ...pending });
      return jobsFor(plan, pending.missing, engine.cohorts).map(
        (work): Task => ({ ...work, experiment, alone: false }),
      );
    });
    await workThrough(tasks.sort(longestFirst), experiments, store, engine, options);
    const interrupted = options.stop.aborted;
    if (interrupted && !isOrderly(options.stop)) return { interrupted, results: [] };
    try {
      const results = experiments.flatMap((experiment) =>
        options.collect === 'when complete' && !isComplete(experiment, read)
          ? []
          : [publish(experiment, folder, { ...store, read }, engine, options)],
      );
      return { interrupted, results };
    } catch (error) {
      if (!(error instanceof DamagedRecord) || round === rounds) throw error;
    }
  }
}

/** Somebody who interrupts waits for the prompt; a run that ends by itself says what it found so far. */
function isOrderly({ reason }: AbortSignal): boolean {
  return reason === 'budget' || reason === 'failure';
}

function isComplete({ plan }: Experiment, read: ReadRecord): boolean {
  return plan.steps.every(({ key }) => read(key));
}

/** Reads what is sealed once, for planning and for collecting. */
function remembering(read: ReadRecord): ReadRecord {
  const known = new Map<string, StoredRecord>();
  return (key) => {
    const record = known.get(key) ?? read(key);
    if (record && record.outcome !== 'failed') known.set(key, record);
    return record;
  };
}

/** Collects an experiment's results and writes them where the site and the review find them. */
function publish(
  { plan, sources: [source] }: Experiment,
  folder: string,
  store: Store,
  engine: Engine,
  facts: RunFacts,
) {
  const results = engine.collect(plan, source, store.read);
  const target = join(folder, 'results', plan.experiment);
  writeResults(target, results, () => describeRun(plan, store, facts));
  removeRenamed(folder, facts.root, plan);
  return { folder: target, results };
}

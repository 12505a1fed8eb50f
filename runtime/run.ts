import { join } from 'node:path';
import type { Plan, Step } from '../compiler/plan/plan.ts';
import type { Results } from '../compiler/plan/results.ts';
import type { Engine } from './engine.ts';
import type { Backend } from './job.ts';
import { jobsFor, longestFirst, missingSteps } from './jobs.ts';
import { describeRun, type RunFacts } from './provenance.ts';
import { writeResults } from './publish.ts';
import { DamagedRecord } from './store/read.ts';
import { openStore, type Store } from './store/store.ts';
import { type Task, workThrough } from './work.ts';

export interface Experiment {
  readonly plan: Plan;
  readonly source: { readonly file: string; readonly text: string };
}

export interface RunOptions extends RunFacts {
  /** The project's folder; its store is `.crease` below it. */
  readonly root: string;
  readonly backend: Backend;
  /** Worker processes at a time. */
  readonly jobs: number;
  /** Aborted to hand out no more work; what is being computed is finished and sealed. */
  readonly stop: AbortSignal;
  /** Aborted to end at once; what is being computed is lost. */
  readonly kill: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Milliseconds a worker may say nothing before it counts as hung. */
  readonly patience?: number;
}

/** What happens in a run, in the order in which it happens. `experiment` is an index into those that run. */
export type RunEvent =
  | { readonly kind: 'planned'; readonly experiment: number; readonly missing: readonly Step[] }
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
  readonly interrupted: boolean;
  /** For each experiment what was found; missing where the run was interrupted. */
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
  const folder = join(options.root, '.crease');
  const store = openStore(folder, {
    onDamage: ({ message }) => options.onEvent({ kind: 'damaged', message }),
  });
  store.sweep();
  for (let round = 1; ; round++) {
    const tasks = experiments.flatMap(({ plan }, experiment) => {
      const missing = missingSteps(plan.steps, store.read);
      options.onEvent({ kind: 'planned', experiment, missing });
      return jobsFor(plan, missing, engine.cohorts).map(
        (work): Task => ({ ...work, experiment, alone: false }),
      );
    });
    await workThrough(tasks.sort(longestFirst), experiments, store, engine, options);
    if (options.stop.aborted) return { interrupted: true, results: [] };
    try {
      const results = experiments.map((experiment) => publish(experiment, folder, store, engine, options));
      return { interrupted: false, results };
    } catch (error) {
      if (!(error instanceof DamagedRecord) || round === rounds) throw error;
    }
  }
}

/** Collects an experiment's results and writes them where the site and the review find them. */
function publish(
  { plan, source }: Experiment,
  folder: string,
  store: Store,
  engine: Engine,
  facts: RunFacts,
) {
  const results = engine.collect(plan, source, store.read);
  const target = join(folder, 'results', plan.experiment);
  writeResults(target, results, () => describeRun(plan, store, facts));
  return { folder: target, results };
}

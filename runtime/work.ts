import { setTimeout as pause } from 'node:timers/promises';
import type { Step } from '../compiler/plan/plan.ts';
import type { Engine } from './engine.ts';
import { cellsOf, jobsFor, missingSteps, type Work } from './jobs.ts';
import { originOf } from './provenance.ts';
import { createQueue } from './queue.ts';
import type { Experiment, RunOptions } from './run.ts';
import { openLeases } from './store/leases.ts';
import { keepLog } from './store/logs.ts';
import { keepSource } from './store/sources.ts';
import type { Store } from './store/store.ts';
import { StoreUnusable } from './store/unusable.ts';
import { createWorker, type Ending, type Worker } from './workers/worker.ts';

/** A job of one of the experiments that run together. */
export interface Task extends Work {
  readonly experiment: number;
  /** True for the second attempt at a cell whose job was lost: if it is lost again, the cell has failed. */
  readonly alone: boolean;
}

/** A worker that says nothing for this long, in ms, hangs: even large partitions report sooner. */
const defaultPatience = 15 * 60_000;
/** Milliseconds between two checkpoints of a training. */
const defaultCheckpointInterval = 30_000;

/** Milliseconds between two looks at what other runs are computing. */
const pollInterval = 500;

/**
 * Hands the tasks to workers, each the next one when it is free, until none is left or the run is stopped. What
 * another run on the same store computes is waited for.
 */
export async function workThrough(
  tasks: readonly Task[],
  experiments: readonly Experiment[],
  store: Store,
  engine: Engine,
  options: RunOptions,
): Promise<void> {
  if (tasks.length === 0) return;
  const { onEvent } = options;
  const plans = experiments.map(({ plan }) => plan);
  const stepsOf = plans.map((plan) => Map.groupBy(plan.steps, ({ cell }) => cell));
  const leases = openLeases(store.folder);
  const queue = createQueue(tasks, { plans, store, leases, engine, onEvent });
  // Where the store cannot be used, the others have no reason to go on either.
  const halt = new AbortController();
  const stop = AbortSignal.any([options.stop, halt.signal]);
  let [busy, waits] = [0, false];
  const setup = {
    plans,
    backend: options.backend,
    root: options.root,
    folder: store.folder,
    origin: originOf(options),
    sources: experiments.map((experiment) => keepSource(store.folder, experiment, options.numerics)),
    module: engine.module,
    checkpointInterval: options.checkpointInterval ?? defaultCheckpointInterval,
  };
  try {
    const workers = Array.from({ length: Math.min(options.jobs, tasks.length) }, serve);
    const lost = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
    if (lost?.status === 'rejected') throw lost.reason;
  } finally {
    leases.close();
  }

  async function serve(): Promise<void> {
    const worker = createWorker(setup, options.patience ?? defaultPatience);
    const end = endOn(stop, options.kill, worker);
    try {
      while (!stop.aborted) {
        const task = queue.next();
        if (task) queue.put(await attempt(task, worker));
        else if (queue.length === 0) break;
        else await waitForOthers();
      }
    } catch (error) {
      halt.abort();
      throw error;
    } finally {
      end();
      worker.stop();
    }
  }

  /** Says so once, where this run has nothing else to do. */
  async function waitForOthers(): Promise<void> {
    if (busy === 0 && !waits) onEvent({ kind: 'waiting', ...queue.waiting() });
    waits = busy === 0;
    await pause(pollInterval, undefined, { signal: stop }).catch(() => {});
  }

  /** Runs one task; answers with the tasks that try again what was lost with it. */
  async function attempt(task: Task, worker: Worker): Promise<Task[]> {
    onEvent({ kind: 'started', task });
    busy++;
    const ending = await worker.run(task.experiment, task.job, (news) => {
      if (news.kind === 'progress') onEvent({ ...news, task });
      else if (news.kind === 'damaged') onEvent(news);
      else onEvent({ ...news, experiment: task.experiment });
    });
    busy--;
    onEvent({ kind: 'ended', task });
    if (ending.kind === 'unusable') throw new StoreUnusable(ending.reason);
    if (ending.kind === 'broken') throw new Error(`workers can't be started: ${ending.reason}`);
    if (ending.output !== '') keepLog(store.folder, ending.id, ending.output);
    const again = options.kill.aborted || ending.kind === 'stopped' ? [] : tryAgain(task, ending);
    queue.release(task);
    return again;
  }

  function tryAgain(task: Task, ending: Ending): Task[] {
    const missing = missingOf(task);
    if (ending.kind === 'finished' && missing.length === 0) return [];
    const reason = 'reason' in ending ? ending.reason : 'it ended without a result';
    return task.alone || isCertain(task, ending, missing)
      ? fail(task, missing, reason, ending.id)
      : retry(task, missing, reason);
  }

  /** The steps of a task that the store still lacks; a training that turned out damaged is among them. */
  function missingOf({ experiment, job }: Task): Step[] {
    const steps = cellsOf(job).flatMap((cell) => stepsOf[experiment].get(cell)!);
    const asked = new Set(job.steps);
    return missingSteps(
      steps.filter(({ key, kind }) => kind === 'train' || asked.has(key)),
      store.read,
    );
  }

  function retry({ experiment, job }: Task, missing: readonly Step[], reason: string): Task[] {
    onEvent({ kind: 'retried', experiment, cells: cellsOf(job), reason: firstLine(reason) });
    return [...Map.groupBy(missing, ({ cell }) => cell).values()].flatMap((steps) =>
      jobsFor(plans[experiment], steps, engine.cohorts).map((work) => ({ ...work, experiment, alone: true })),
    );
  }

  function fail({ experiment, job }: Task, missing: readonly Step[], reason: string, id: string): Task[] {
    for (const { key, preimage } of missing) store.fail({ key, preimage, reason, job: id });
    onEvent({ kind: 'failed', experiment, cell: cellsOf(job)[0], reason: firstLine(reason) });
    return [];
  }
}

/** What was thrown is thrown again where the same is to be done for a single cell; a process that is gone says nothing. */
function isCertain({ job }: Task, { kind }: Ending, missing: readonly Step[]): boolean {
  const asked = new Set(job.steps);
  return kind === 'error' && cellsOf(job).length === 1 && missing.every(({ key }) => asked.has(key));
}

/** Lets a worker finish its checkpoint on `stop`, and ends it at once on `kill`; answers with what undoes that. */
function endOn(stop: AbortSignal, kill: AbortSignal, worker: Worker): () => void {
  const onStop = () => worker.finish();
  const onKill = () => worker.stop();
  stop.addEventListener('abort', onStop);
  kill.addEventListener('abort', onKill);
  return () => {
    stop.removeEventListener('abort', onStop);
    kill.removeEventListener('abort', onKill);
  };
}

/** Without the stack, which the store keeps. */
function firstLine(reason: string): string {
  return reason.split('\n')[0];
}

import type { Step } from '../compiler/plan/plan.ts';
import type { Engine } from './engine.ts';
import { cellsOf, jobsFor, missingSteps, type Work } from './jobs.ts';
import { originOf } from './provenance.ts';
import type { Experiment, RunOptions } from './run.ts';
import { keepLog } from './store/logs.ts';
import { keepSource } from './store/sources.ts';
import type { Store } from './store/store.ts';
import { createWorker, type Worker } from './workers/worker.ts';

/** A job of one of the experiments that run together. */
export interface Task extends Work {
  readonly experiment: number;
  /** True for the second attempt at a cell whose job was lost: if it is lost again, the cell has failed. */
  readonly alone: boolean;
}

/** A worker that says nothing for this long, in ms, hangs: even large partitions report sooner. */
const defaultPatience = 15 * 60_000;

/** Hands the tasks to workers, each the next one when it is free, until none is left or the run is stopped. */
export async function workThrough(
  tasks: readonly Task[],
  experiments: readonly Experiment[],
  store: Store,
  engine: Engine,
  options: RunOptions,
): Promise<void> {
  const queue = [...tasks];
  const stepsOf = experiments.map(({ plan }) => Map.groupBy(plan.steps, ({ cell }) => cell));
  const setup = {
    plans: experiments.map(({ plan }) => plan),
    backend: options.backend,
    root: options.root,
    folder: store.folder,
    origin: originOf(options),
    sources: experiments.map((experiment) => keepSource(store.folder, experiment)),
    module: engine.module,
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, queue.length) }, serve));

  async function serve(): Promise<void> {
    const worker = createWorker(setup, options.patience ?? defaultPatience);
    const kill = () => worker.stop();
    options.kill.addEventListener('abort', kill);
    try {
      while (queue.length > 0 && !options.stop.aborted)
        queue.unshift(...(await attempt(queue.shift()!, worker)));
    } catch (error) {
      // The store cannot be written to: the others have no reason to go on either.
      queue.length = 0;
      throw error;
    } finally {
      options.kill.removeEventListener('abort', kill);
      worker.stop();
    }
  }

  /** Runs one task; answers with the tasks that try again what was lost with it. */
  async function attempt(task: Task, worker: Worker): Promise<Task[]> {
    options.onEvent({ kind: 'started', task });
    const ending = await worker.run(task.experiment, task.job, (news) => {
      if (news.kind === 'progress') options.onEvent({ ...news, task });
      else if (news.kind === 'sealed') options.onEvent({ ...news, experiment: task.experiment });
      else options.onEvent(news);
    });
    options.onEvent({ kind: 'ended', task });
    if (ending.output !== '') keepLog(store.folder, ending.id, ending.output);
    if (options.kill.aborted) return [];
    const missing = missingOf(task);
    if (ending.kind === 'finished' && missing.length === 0) return [];
    const reason = ending.kind === 'finished' ? 'it ended without a result' : ending.reason;
    return task.alone ? fail(task, missing, reason, ending.id) : retry(task, missing, reason);
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
    const { plan } = experiments[experiment];
    options.onEvent({ kind: 'retried', experiment, cells: cellsOf(job), reason: firstLine(reason) });
    return [...Map.groupBy(missing, ({ cell }) => cell).values()].flatMap((steps) =>
      jobsFor(plan, steps, engine.cohorts).map((work) => ({ ...work, experiment, alone: true })),
    );
  }

  function fail({ experiment, job }: Task, missing: readonly Step[], reason: string, id: string): Task[] {
    for (const { key, preimage } of missing) store.fail({ key, preimage, reason, job: id });
    options.onEvent({ kind: 'failed', experiment, cell: cellsOf(job)[0], reason: firstLine(reason) });
    return [];
  }
}

/** Without the stack, which the store keeps. */
function firstLine(reason: string): string {
  return reason.split('\n')[0];
}

import type { Plan, Step } from '../compiler/plan/plan.ts';
import { type Claim, claimCell } from './claim.ts';
import type { Engine } from './engine.ts';
import { cellsOf, jobsFor } from './jobs.ts';
import type { RunEvent } from './run.ts';
import { type Holder, type Leases, listLeases } from './store/leases.ts';
import type { Store } from './store/store.ts';
import type { Task } from './work.ts';

/** The tasks of a run that nobody has done yet. */
export interface Queue {
  /** The next task that this run may do, its steps leased; undefined where others are at all that is left. */
  next(): Task | undefined;
  /** Puts tasks in front. */
  put(tasks: readonly Task[]): void;
  /** Gives the leases of a task back. */
  release(task: Task): void;
  /** How many steps are left that others are at, and who these are. */
  waiting(): { readonly steps: number; readonly holders: readonly Holder[] };
  readonly length: number;
}

export interface QueuePlace {
  readonly plans: readonly Plan[];
  readonly store: Store;
  readonly leases: Leases;
  readonly engine: Engine;
  readonly onEvent: (event: RunEvent) => void;
}

export function createQueue(tasks: readonly Task[], place: QueuePlace): Queue {
  const { plans, store, leases, engine, onEvent } = place;
  const queue = [...tasks];
  const stepsOf = plans.map((plan) => Map.groupBy(plan.steps, ({ cell }) => cell));
  const before = failuresIn(tasks, store);

  function next(): Task | undefined {
    for (let left = queue.length; left > 0; left--) {
      const task = claim(queue.shift()!);
      if (task) return task;
    }
    return undefined;
  }

  /** What of a task may be done now; what others are at goes to the end of the queue. */
  function claim(task: Task): Task | undefined {
    const own = new Set<string>();
    const asked = new Set(task.job.steps);
    const claims = cellsOf(task.job).map((cell) => {
      const steps = stepsOf[task.experiment].get(cell)!.filter(({ key }) => asked.has(key));
      return claimCell(steps, leases, store.read, before, own);
    });
    for (const each of claims) tell(task, each);
    const mine = claims.flatMap((each) => each.mine);
    queue.push(
      ...tasksFor(
        task,
        claims.flatMap((each) => each.others),
      ),
    );
    if (claims.every(({ others, found, failed }) => others.length + found.length + failed.length === 0))
      return task;
    const [first, ...rest] = tasksFor(task, mine);
    rest.forEach(release);
    queue.unshift(...rest);
    return first;
  }

  function tell({ experiment }: Task, { found, failed }: Claim): void {
    for (const { key } of found) onEvent({ kind: 'found', experiment, key });
    const [first] = failed;
    if (first)
      onEvent({ kind: 'failed', experiment, cell: first.step.cell, reason: first.reason.split('\n')[0] });
  }

  function tasksFor({ experiment, alone }: Task, steps: readonly Step[]): Task[] {
    return jobsFor(plans[experiment], steps, engine.cohorts).map((work) => ({ ...work, experiment, alone }));
  }

  function release({ job }: Task): void {
    for (const key of job.steps) leases.release(key);
  }

  return {
    next,
    release,
    put: (more) => void queue.unshift(...more),
    waiting() {
      const keys = new Set(queue.flatMap(({ job }) => job.steps));
      const holders = listLeases(store.folder).flatMap(({ key, holder }) => (keys.has(key) && holder) || []);
      return { steps: keys.size, holders: [...new Map(holders.map((each) => [each.id, each])).values()] };
    },
    get length() {
      return queue.length;
    },
  };
}

/** Keys of the tasks whose failures are known, as they are to be tried again. */
function failuresIn(tasks: readonly Task[], { read }: Store): ReadonlySet<string> {
  const keys = tasks.flatMap(({ job }) => job.steps);
  return new Set(keys.filter((key) => read(key)?.outcome === 'failed'));
}

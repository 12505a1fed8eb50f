import type { Plan, Step } from '../../compiler/plan/plan.ts';
import { type History, historyOf } from '../../runtime/history.ts';
import { cellsOf } from '../../runtime/jobs.ts';
import type { Pending } from '../../runtime/pending.ts';
import type { RunEvent } from '../../runtime/run.ts';
import type { Task } from '../../runtime/work.ts';

/** How far one experiment is, in cells. */
export interface Row {
  readonly experiment: string;
  /** Cells that the run is about. */
  readonly cells: number;
  /** Cells whose every step was in the store. */
  readonly cached: number;
  /** Cells that were finished by this run. */
  readonly done: number;
  readonly running: number;
  readonly failed: number;
  /** Seconds, where there is something to judge by. */
  readonly left?: number;
}

export interface Totals {
  /** Steps sealed by this run, those of them that diverged, and those that were there before. */
  readonly executed: number;
  readonly diverged: number;
  readonly reused: number;
  /** Cells that failed, and why: those of earlier runs, which were not tried again, among them. */
  readonly failed: readonly FailedCell[];
  /** Cells that the run left unfinished. */
  readonly open: number;
}

export interface FailedCell {
  readonly experiment: string;
  readonly cell: string;
  readonly reason: string;
  /** Whether that was in an earlier run. */
  readonly before: boolean;
}

export interface ProgressState {
  readonly update: (event: RunEvent) => void;
  readonly rows: () => Row[];
  readonly totals: () => Totals;
}

interface Tally {
  readonly plan: Plan;
  /** Unfinished steps, by cell and by key: a key may belong to several cells. */
  readonly open: Map<string, Set<Step>>;
  readonly byKey: Map<string, Step[]>;
  /** Why, by cell. */
  readonly failed: Map<string, Omit<FailedCell, 'experiment' | 'cell'>>;
  /** Whether it is known what is missing. */
  planned: boolean;
  cells: number;
  cached: number;
  reused: number;
  /** Seconds that the unfinished steps are expected to take on one worker, together and each. */
  work: number;
  readonly works: Map<Step, number>;
}

/** The speed of this run counts when this much of the work is done: before, it jumps. */
const least = 0.02;

/** Adds up the events of a run of so many workers. `clock` gives seconds. */
export function trackProgress(
  plans: readonly Plan[],
  clock: () => number,
  history: History = historyOf([]),
  workers = 1,
): ProgressState {
  const tallies: Tally[] = plans.map((plan) => emptyTally(plan));
  const running = new Map<Task, number>();
  let [executed, diverged, sealedWork] = [0, 0, 0];
  let start: number | undefined;

  function update(event: RunEvent): void {
    if (event.kind === 'planned') begin(tallies[event.experiment], event, history);
    if (event.kind === 'started') {
      start ??= clock();
      running.set(event.task, 0);
    }
    if (event.kind === 'progress') running.set(event.task, event.fraction);
    if (event.kind === 'ended') running.delete(event.task);
    if (event.kind === 'failed') giveUp(tallies[event.experiment], event.cell, event.reason);
    if (event.kind === 'found') {
      const tally = tallies[event.experiment];
      tally.reused += tally.byKey.get(event.key)?.length ?? 0;
      finish(tally, event.key);
    }
    if (event.kind === 'sealed') {
      executed++;
      if (event.outcome === 'diverged') diverged++;
      sealedWork += finish(tallies[event.experiment], event.key);
    }
  }

  /** Expected seconds of work done in a second, over everything that this run did; at first as it should be. */
  function speed(): number | undefined {
    const inside = [...running].reduce((sum, [task, fraction]) => sum + unsealed(task, fraction), 0);
    const all = sealedWork + tallies.reduce((sum, { work }) => sum + work, 0);
    if (start === undefined || sealedWork + inside < least * all)
      return history.isEmpty ? undefined : workers;
    return (sealedWork + inside) / Math.max(clock() - start, 0.001);
  }

  /** What a running task has computed beyond what it has sealed. */
  function unsealed({ experiment, job }: Task, fraction: number): number {
    const { byKey, open, works } = tallies[experiment];
    const sum = (steps: readonly Step[]) => steps.reduce((total, step) => total + (works.get(step) ?? 0), 0);
    const left = sum(cellsOf(job).flatMap((cell) => [...(open.get(cell) ?? [])]));
    return Math.max(0, left - (1 - fraction) * sum(job.steps.flatMap((key) => byKey.get(key) ?? [])));
  }

  function rows(): Row[] {
    const rate = speed();
    return tallies.map((tally, index) => {
      const tasks = [...running].filter(([{ experiment }]) => experiment === index);
      const ahead = tasks.reduce((sum, [task, fraction]) => sum + unsealed(task, fraction), 0);
      const { plan, open, failed, planned, cells, cached, work } = tally;
      const active = new Set(tasks.flatMap(([{ job }]) => cellsOf(job)).filter((cell) => open.has(cell)));
      const unfinished = new Set([...open.keys(), ...failed.keys()]).size;
      const done = planned ? cells - cached - unfinished : 0;
      return {
        ...{ experiment: plan.experiment, cells, cached, done },
        ...{
          running: active.size,
          failed: failed.size,
          left: rate && work > 0 ? (work - ahead) / rate : undefined,
        },
      };
    });
  }

  return {
    update,
    rows,
    totals: () => ({
      executed,
      diverged,
      reused: tallies.reduce((sum, { reused }) => sum + reused, 0),
      failed: tallies.flatMap(({ plan, failed }) =>
        [...failed].map(([cell, how]) => ({ experiment: plan.experiment, cell, ...how })),
      ),
      open: tallies.reduce((sum, { open }) => sum + open.size, 0),
    }),
  };
}

function emptyTally(plan: Plan): Tally {
  return {
    plan,
    open: new Map(),
    byKey: new Map(),
    failed: new Map(),
    planned: false,
    cells: plan.cells.length,
    cached: 0,
    reused: 0,
    work: 0,
    works: new Map(),
  };
}

/** Planning happens again where damage was found: only the first says what was there before. */
function begin(tally: Tally, { wanted, missing, failed }: Pending, { seconds }: History): void {
  const again = tally.planned;
  tally.planned = true;
  for (const step of missing) {
    tally.open.set(step.cell, (tally.open.get(step.cell) ?? new Set()).add(step));
    tally.byKey.set(step.key, [...(tally.byKey.get(step.key) ?? []), step]);
    tally.works.set(step, seconds(tally.plan, step));
  }
  tally.work = missing.reduce((sum, step) => sum + tally.works.get(step)!, 0);
  if (again) return;
  for (const { step, reason } of failed) tally.failed.set(step.cell, { reason, before: true });
  tally.cells = new Set(wanted.map(({ cell }) => cell)).size;
  tally.cached = tally.cells - new Set([...tally.open.keys(), ...tally.failed.keys()]).size;
  tally.reused = wanted.length - missing.length - failed.length;
}

/** Takes a sealed step off, wherever it belongs to; answers with its work. */
function finish(tally: Tally, key: string): number {
  return (tally.byKey.get(key) ?? []).reduce((work, step) => work + close(tally, step), 0);
}

function giveUp(tally: Tally, cell: string, reason: string): void {
  tally.failed.set(cell, { reason, before: false });
  for (const step of tally.open.get(cell) ?? []) close(tally, step);
}

function close(tally: Tally, step: Step): number {
  const steps = tally.open.get(step.cell);
  if (!steps?.delete(step)) return 0;
  if (steps.size === 0) tally.open.delete(step.cell);
  const work = tally.works.get(step) ?? 0;
  tally.work -= work;
  return work;
}

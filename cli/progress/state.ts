import type { Plan, Step } from '../../compiler/plan/plan.ts';
import { cellsOf } from '../../runtime/jobs.ts';
import type { RunEvent } from '../../runtime/run.ts';
import type { Task } from '../../runtime/work.ts';

/** How far one experiment is, in cells. */
export interface Row {
  readonly experiment: string;
  readonly cells: number;
  /** Cells whose every step was in the store. */
  readonly cached: number;
  /** Cells that were finished by this run. */
  readonly done: number;
  readonly running: number;
  readonly failed: number;
  /** Seconds, once there is something to judge by. */
  readonly left?: number;
}

export interface Totals {
  /** Steps sealed by this run, those of them that diverged, and those that were there before. */
  readonly executed: number;
  readonly diverged: number;
  readonly reused: number;
  /** Cells that failed, and why. */
  readonly failed: readonly FailedCell[];
}

export interface FailedCell {
  readonly experiment: string;
  readonly cell: string;
  readonly reason: string;
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
  readonly failed: Map<string, string>;
  /** Whether it is known what is missing. */
  planned: boolean;
  cached: number;
  reused: number;
  /** Operations of the unfinished steps. */
  cost: number;
}

/** Estimates are shown when this much of the work is done: before, they jump. */
const least = 0.02;

/** Adds up the events of a run. `clock` gives seconds. */
export function trackProgress(plans: readonly Plan[], clock: () => number): ProgressState {
  const tallies: Tally[] = plans.map((plan) => emptyTally(plan));
  const running = new Map<Task, number>();
  let [executed, diverged, sealedCost] = [0, 0, 0];
  let start: number | undefined;

  function update(event: RunEvent): void {
    if (event.kind === 'planned') begin(tallies[event.experiment], event.missing);
    if (event.kind === 'started') {
      start ??= clock();
      running.set(event.task, 0);
    }
    if (event.kind === 'progress') running.set(event.task, event.fraction);
    if (event.kind === 'ended') running.delete(event.task);
    if (event.kind === 'failed') giveUp(tallies[event.experiment], event.cell, event.reason);
    if (event.kind === 'sealed') {
      executed++;
      if (event.outcome === 'diverged') diverged++;
      sealedCost += finish(tallies[event.experiment], event.key);
    }
  }

  /** Operations a second, over everything that this run did. */
  function speed(): number | undefined {
    const inside = [...running].reduce((sum, [task, fraction]) => sum + unsealed(task, fraction), 0);
    const all = sealedCost + tallies.reduce((sum, { cost }) => sum + cost, 0);
    if (start === undefined || sealedCost + inside < least * all) return undefined;
    return (sealedCost + inside) / Math.max(clock() - start, 0.001);
  }

  /** What a running task has computed beyond what it has sealed. */
  function unsealed({ experiment, job, cost }: Task, fraction: number): number {
    const open = cellsOf(job).flatMap((cell) => [...(tallies[experiment].open.get(cell) ?? [])]);
    const left = open.reduce((sum, step) => sum + step.cost, 0);
    return Math.max(0, left - (1 - fraction) * cost);
  }

  function rows(): Row[] {
    const rate = speed();
    return tallies.map((tally, index) => {
      const tasks = [...running].filter(([{ experiment }]) => experiment === index);
      const ahead = tasks.reduce((sum, [task, fraction]) => sum + unsealed(task, fraction), 0);
      const { plan, open, failed, planned, cached, cost } = tally;
      const active = new Set(tasks.flatMap(([{ job }]) => cellsOf(job)).filter((cell) => open.has(cell)));
      const unfinished = new Set([...open.keys(), ...failed.keys()]).size;
      const done = planned ? plan.cells.length - cached - unfinished : 0;
      return {
        ...{ experiment: plan.experiment, cells: plan.cells.length, cached, done },
        ...{
          running: active.size,
          failed: failed.size,
          left: rate && cost > 0 ? (cost - ahead) / rate : undefined,
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
        [...failed].map(([cell, reason]) => ({ experiment: plan.experiment, cell, reason })),
      ),
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
    cached: 0,
    reused: 0,
    cost: 0,
  };
}

/** Planning happens again where damage was found: only the first says what was there before. */
function begin(tally: Tally, missing: readonly Step[]): void {
  const again = tally.planned;
  tally.planned = true;
  for (const step of missing) {
    tally.open.set(step.cell, (tally.open.get(step.cell) ?? new Set()).add(step));
    tally.byKey.set(step.key, [...(tally.byKey.get(step.key) ?? []), step]);
  }
  tally.cost = missing.reduce((sum, { cost }) => sum + cost, 0);
  if (again) return;
  tally.cached = tally.plan.cells.length - tally.open.size;
  tally.reused = tally.plan.steps.length - missing.length;
}

/** Takes a sealed step off, wherever it belongs to; answers with its cost. */
function finish(tally: Tally, key: string): number {
  return (tally.byKey.get(key) ?? []).reduce((cost, step) => cost + close(tally, step), 0);
}

function giveUp(tally: Tally, cell: string, reason: string): void {
  tally.failed.set(cell, reason);
  for (const step of tally.open.get(cell) ?? []) close(tally, step);
}

function close(tally: Tally, step: Step): number {
  const steps = tally.open.get(step.cell);
  if (!steps?.delete(step)) return 0;
  if (steps.size === 0) tally.open.delete(step.cell);
  tally.cost -= step.cost;
  return step.cost;
}

import type { Plan, Step } from '../compiler/plan/plan.ts';
import type { Job } from './job.ts';
import type { ReadRecord } from './store/record.ts';

/** Cells whose programs are equal, in groups of a size that trains well side by side. */
export type Cohorts = (plan: Plan, cells: readonly string[]) => readonly (readonly string[])[];

/** A job and what it costs, in floating-point operations. */
export interface Work {
  readonly job: Job;
  readonly cost: number;
}

/** Steps without a sealed record: never run, or failed. */
export function missingSteps(steps: readonly Step[], read: ReadRecord): Step[] {
  return steps.filter(({ key }) => (read(key)?.outcome ?? 'failed') === 'failed');
}

/** The jobs that bring the missing steps. */
export function jobsFor(plan: Plan, missing: readonly Step[], cohorts: Cohorts): Work[] {
  const stepsOf = Map.groupBy(missing, ({ cell }) => cell);
  const keysOf = (cells: readonly string[]) => [
    ...new Set(cells.flatMap((cell) => stepsOf.get(cell)!.map(({ key }) => key))),
  ];
  const [trained, measured] = partition([...stepsOf.keys()], (cell) =>
    stepsOf.get(cell)!.some((step) => needsTraining(plan, step)),
  );
  const jobs: Job[] = [
    ...cohorts(plan, trained).map((cells): Job => ({ kind: 'train', cells, steps: keysOf(cells) })),
    ...measured.map((cell): Job => ({ kind: 'measure', cell, steps: keysOf([cell]) })),
  ];
  const costs = new Map(missing.map(({ key, cost }) => [key, cost]));
  return jobs.map((job) => ({ job, cost: job.steps.reduce((sum, key) => sum + costs.get(key)!, 0) }));
}

/** The order of work: trainings first, the longest first, so that no worker is left alone with a long one. */
export function longestFirst(a: Work, b: Work): number {
  return Number(b.job.kind === 'train') - Number(a.job.kind === 'train') || b.cost - a.cost;
}

/** The cells that a job is about. */
export function cellsOf(job: Job): readonly string[] {
  return job.kind === 'train' ? job.cells : [job.cell];
}

/** A sealed training keeps its final weights only, so what is measured along the way trains again. */
export function needsTraining(plan: Plan, step: Step): boolean {
  if (step.kind === 'train') return true;
  if (!step.after) return false;
  return plan.measurements[step.measurement].at.some((moment) => typeof moment === 'object');
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}

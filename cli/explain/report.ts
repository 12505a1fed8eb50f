import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leafText } from '../../compiler/plan/leaves.ts';
import { movedLine } from '../../compiler/plan/moved.ts';
import type { Moved, Plan, Step } from '../../compiler/plan/plan.ts';
import type { Results } from '../../compiler/plan/results.ts';
import { keysOf, nameOfStep, previousOf, readResults } from '../../runtime/explain/previous.ts';
import { type Explained, explainMissing, type Past, type Reason } from '../../runtime/explain/reasons.ts';
import { likelyRenames, renamedExperiment } from '../../runtime/explain/renames.ts';
import type { History } from '../../runtime/history.ts';
import { pendingSteps } from '../../runtime/pending.ts';
import type { Wanted } from '../../runtime/selection/only.ts';
import type { Store } from '../../runtime/store/store.ts';
import type { PlannedExperiment } from '../prepare.ts';
import { count, duration, operations } from '../text.ts';
import { type Places, placesIn, placesText } from './places.ts';

/** What `run` would do for an experiment. */
export interface Report {
  readonly experiment: string;
  readonly title: string;
  readonly file: string;
  readonly profile: string;
  readonly cells: number;
  readonly steps: number;
  readonly cached: number;
  readonly failedBefore: number;
  /** Operations, and seconds on one worker where there is something to judge by. */
  readonly cost: number;
  readonly seconds?: number;
  /** Lines of `moved`: those of the file, and those that it seems to lack. */
  readonly moved: readonly string[];
  readonly proposed: readonly string[];
  readonly missing: readonly MissingStep[];
  readonly failed: readonly {
    readonly cell: string;
    readonly step: string;
    readonly key: string;
    readonly reason: string;
  }[];
}

interface MissingStep {
  readonly cell: string;
  readonly step: string;
  readonly key: string;
  readonly cost: number;
  readonly seconds?: number;
  readonly reason: Reason['kind'];
  /** Of other numerics, which. */
  readonly numerics?: string;
  readonly changes?: readonly {
    readonly leaf: string;
    readonly before: string;
    readonly after: string;
    readonly places: Places;
  }[];
}

/** Compares an experiment with the store. */
export function reportOn(
  experiment: PlannedExperiment & { readonly wanted?: Wanted },
  store: Store,
  history: History,
  elsewhere: () => Past['elsewhere'],
  retryFailed = false,
): Report {
  const { plan, source, wanted = () => true } = experiment;
  const pending = pendingSteps(plan, store.read, retryFailed, wanted);
  const previous = previousOf(store.folder, plan);
  const before = keysOf(previous, plan);
  const others = pending.missing.length > 0 ? elsewhere() : [];
  const past = { folder: store.folder, read: store.read, before, elsewhere: others };
  const places = placesIn(experiment, store);
  const seconds = (step: Step) => (history.isEmpty ? undefined : history.seconds(plan, step));
  const missing = explainMissing(pending, past).map((each) => describeStep(each, seconds(each.step), places));
  return {
    ...{ experiment: plan.experiment, title: plan.title, file: source.file, profile: plan.profile },
    cells: new Set(pending.wanted.map(({ cell }) => cell)).size,
    steps: pending.wanted.length,
    cached: pending.wanted.length - pending.missing.length - pending.failed.length,
    failedBefore: pending.failed.length,
    cost: missing.reduce((sum, { cost }) => sum + cost, 0),
    ...(history.isEmpty ? {} : { seconds: missing.reduce((sum, step) => sum + step.seconds!, 0) }),
    moved: (plan.moved ?? []).map(movedLine),
    proposed: proposedMoves(plan, previous, store.folder).map(movedLine),
    missing,
    failed: pending.failed.map(({ step, reason }) => ({ ...identify(step), reason: reason.split('\n')[0] })),
  };
}

/** Renames that the file does not say but that content keys tell of. */
function proposedMoves(plan: Plan, previous: Results | undefined, folder: string): Moved[] {
  if (previous) return likelyRenames(plan, previous);
  const others = join(folder, 'results');
  const gone = (existsSync(others) ? readdirSync(others) : [])
    .map((name) => readResults(folder, name))
    .filter((results) => results !== undefined)
    .filter(({ source }) => !existsSync(source.file));
  const renamed = renamedExperiment(plan, gone);
  return renamed ? [renamed] : [];
}

const identify = (step: Step) => ({ cell: step.cell, step: nameOfStep(step), key: step.key });

function describeStep(
  { step, reason }: Explained,
  seconds: number | undefined,
  places: ReturnType<typeof placesIn>,
): MissingStep {
  return {
    ...identify(step),
    cost: step.cost,
    ...(seconds !== undefined && { seconds }),
    reason: reason.kind,
    ...(reason.kind === 'other numerics' && { numerics: reason.numerics }),
    ...(reason.kind === 'changed' && {
      changes: reason.changes.map((change) => ({
        leaf: change.path,
        before: leafText(change.before),
        after: leafText(change.after),
        places: places(change, step, reason.record),
      })),
    }),
  };
}

const symbols = {
  new: '+',
  changed: '~',
  inherited: '^',
  damaged: '?',
  'other numerics': '#',
} as const satisfies Record<Reason['kind'], string>;

/** The report as text; `workers` share the work. */
export function printReport(report: Report, workers: number): string {
  const { experiment, title, cells, steps, cached, failedBefore, missing, cost, seconds } = report;
  const { moved, proposed } = report;
  const groups = [...Map.groupBy(missing, headline)].map(
    ([line, each]) => `  ${symbols[each[0].reason]} ${count(each.length, 'step')} ${line}`,
  );
  const time = seconds === undefined ? operations(cost) : timeOf(missing, seconds, workers);
  const lines = [
    ...groups,
    failedBefore && `  ! ${count(failedBefore, 'step')} that failed before; --retry-failed runs them again`,
    cached && `  = ${count(cached, 'step')} in the store`,
    missing.length && `    about ${time} to compute`,
    ...moved.map((line) => `  > renamed, with its results: ${line}`),
    proposed.length && '  > seems to be renamed; this keeps older results comparable:\n      moved:',
    ...proposed.map((line) => `        ${line}`),
  ];
  return [`${experiment}: ${title}`, `    ${count(cells, 'cell')}, ${count(steps, 'step')}`, ...lines, '']
    .filter((line) => typeof line === 'string')
    .join('\n');
}

function timeOf(missing: readonly MissingStep[], seconds: number, workers: number): string {
  const used = Math.min(workers, new Set(missing.map(({ cell }) => cell)).size);
  return `${duration(seconds / used)} on ${count(used, 'worker')}`;
}

/** What steps that are run for the same reason have in common. */
function headline({ reason, changes = [], numerics }: MissingStep): string {
  switch (reason) {
    case 'new':
      return 'to run';
    case 'inherited':
      return 'because their training runs again';
    case 'damaged':
      return 'whose record is damaged';
    case 'other numerics':
      return `computed by ${numerics} already; --accept-numerics takes them`;
    case 'changed':
      return `changed: ${changes.map(changeText).join('; ')}`;
  }
}

/** `optimizer.rate 0.01 → 0.02 (first.crease.yaml:31:16, before 30:16)` */
export function changeText({
  leaf,
  before,
  after,
  places,
}: NonNullable<MissingStep['changes']>[number]): string {
  const where = placesText(places);
  return `${leaf} ${before} → ${after}${where ? ` (${where})` : ''}`;
}

import type { Plan, Step } from '../compiler/plan/plan.ts';
import type { ReadRecord } from './store/record.ts';

/** What a run finds before it begins. */
export interface Pending {
  /** Steps that the run is about, in the plan's order. */
  readonly wanted: readonly Step[];
  /** Those to be run: never sealed, or damaged, or failed where failures are to be tried again. */
  readonly missing: readonly Step[];
  /** Those that failed before, or whose training did, and are left as they are. */
  readonly failed: readonly { readonly step: Step; readonly reason: string }[];
}

/**
 * What is to be run of the wanted steps and the trainings that they need. A failure is a record like any other:
 * it stays until its inputs change or it is asked for again.
 */
export function pendingSteps(
  { steps }: Plan,
  read: ReadRecord,
  retryFailed: boolean,
  isWanted: (step: Step) => boolean,
): Pending {
  const chosen = steps.filter(isWanted);
  const trainings = new Set(chosen.flatMap((step) => (step.kind === 'measure' && step.after) || []));
  const wanted = steps.filter((step) => isWanted(step) || trainings.has(step.key));
  const missing: Step[] = [];
  const failures = new Map<string, { step: Step; reason: string }>();
  for (const step of wanted) {
    const record = read(step.key);
    if (record && record.outcome !== 'failed') continue;
    const training = step.kind === 'measure' && step.after ? failures.get(step.after) : undefined;
    const reason = record?.reason ?? training?.reason;
    if (reason !== undefined && !retryFailed) failures.set(step.key, { step, reason });
    else missing.push(step);
  }
  return { wanted, missing, failed: [...failures.values()] };
}

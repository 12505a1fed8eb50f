import type { Step } from '../compiler/plan/plan.ts';
import type { Leases } from './store/leases.ts';
import type { ReadRecord } from './store/record.ts';

/** What has become of steps that were to be run. */
export interface Claim {
  /** Leased, and not in the store: to be run now. */
  readonly mine: readonly Step[];
  /** Being computed by another run, or another job of this one. */
  readonly others: readonly Step[];
  /** Sealed since by another run. */
  readonly found: readonly Step[];
  /** Failed since in another run, or another job of this one. */
  readonly failed: readonly { readonly step: Step; readonly reason: string }[];
}

/**
 * Takes leases on the steps of one cell. The store is read after a lease is taken, so that nothing is run that
 * was sealed. A cell whose training somebody else is at waits for it with everything.
 *
 * @param before keys that had failed when the run began, whose failures are old news
 * @param own keys that the job which these steps are for holds already: cells may share a step
 */
export function claimCell(
  steps: readonly Step[],
  leases: Leases,
  read: ReadRecord,
  before: ReadonlySet<string>,
  own: Set<string>,
): Claim {
  const [mine, others, found]: Step[][] = [[], [], []];
  const failed: { step: Step; reason: string }[] = [];
  const trainingFirst = [...steps].sort((a, b) => Number(b.kind === 'train') - Number(a.kind === 'train'));
  for (const step of trainingFirst) {
    const training = others.some(({ kind }) => kind === 'train');
    const lost = failed.find((each) => each.step.kind === 'train');
    if (lost) failed.push({ step, reason: lost.reason });
    else if (own.has(step.key)) mine.push(step);
    else if (training || !leases.take(step.key)) others.push(step);
    else settle(step);
  }
  return { mine, others, found, failed };

  function settle(step: Step): void {
    const record = read(step.key);
    const news = record !== undefined && !(record.outcome === 'failed' && before.has(step.key));
    if (news) leases.release(step.key);
    else own.add(step.key);
    if (!news) mine.push(step);
    else if (record.outcome === 'failed') failed.push({ step, reason: record.reason ?? '' });
    else found.push(step);
  }
}

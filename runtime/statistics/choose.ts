import type { Tuned } from '../../compiler/plan/plan.ts';
import type { Arms } from './quantity.ts';

/** What one candidate of a tuned setting got in each replicate. */
export interface Candidate {
  /** The candidate's values, by tuned setting. */
  readonly value: Arms;
  /** The measurement that decides, in each replicate that finished. */
  readonly scores: readonly number[];
  /** Replicates that diverged. */
  readonly diverged: number;
}
export interface Choice {
  /** The values chosen; `null` where no candidate finished. */
  readonly chosen: Arms | null;
  readonly candidates: readonly {
    readonly value: Arms;
    readonly mean: number | null;
    readonly n: number;
    readonly diverged: number;
  }[];
}

/**
 * The candidate with the best mean over the replicates that finished, the first of equals. One that diverged in
 * any replicate loses to those that did not, or the replicates that it survived would speak for it. Scores that
 * are not finite count as diverged.
 */
export function choose(candidates: readonly Candidate[], best: Tuned['best']): Choice {
  const weighed = candidates.map(({ value, scores, diverged }) => {
    const finite = scores.filter(Number.isFinite);
    const n = finite.length;
    const mean = n === 0 ? null : finite.reduce((sum, score) => sum + score, 0) / n;
    return { value, mean, n, diverged: diverged + scores.length - n };
  });
  const finished = weighed.filter(({ n }) => n > 0);
  const steady = finished.filter(({ diverged }) => diverged === 0);
  const sign = best === 'max' ? 1 : -1;
  const rank = ({ mean }: (typeof weighed)[number]) => sign * (mean as number);
  const running = steady.length > 0 ? steady : finished;
  const [first, ...others] = running;
  const winner = first && others.reduce((a, b) => (rank(b) > rank(a) ? b : a), first);
  return { chosen: winner?.value ?? null, candidates: weighed };
}

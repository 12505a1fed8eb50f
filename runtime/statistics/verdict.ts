import type { Expectation } from '../../compiler/plan/plan.ts';
import type { ClaimMember, Verdict } from '../../compiler/plan/results.ts';
import { effectOf, holdsExactly, type Pair, thresholdOf } from './effect.ts';
import { type Estimate, estimateMean, holm, pLess, pMore, pWithin, tInterval } from './interval.ts';

export interface JudgeOptions {
  /** It must hold in every replicate, without statistics; `==` always must. */
  readonly exact: boolean;
  /** Both sides are counts, which are equal only when identical. */
  readonly counts?: boolean;
  /** Chance of a false verdict in the whole family, two-sided. */
  readonly level?: number;
}

/** A member of a claim before it is known which arms it is about. */
export type Judgement = Omit<ClaimMember, 'per'>;

/** Decides an expectation that stands alone. */
export function judge(expectation: Expectation, pairs: readonly Pair[], options: JudgeOptions): Judgement {
  return judgeFamily(expectation, [pairs], options)[0];
}

/**
 * Decides an expectation for every member of a family.
 *
 * By statistics: supported when the whole interval of the mean effect satisfies the relation, refuted when
 * none of it does, else inconclusive; fewer than two replicates decide nothing. Members are held against
 * one level by Holm's correction, and each interval has the level at which its member was tested,
 * so that intervals and verdicts agree.
 *
 * Exactly: refuted by the first replicate in which it does not hold, supported when it holds in all,
 * inconclusive when it holds where it could be seen but a replicate failed; `low` and `high` are the
 * smallest and the largest effect.
 */
export function judgeFamily(
  expectation: Expectation,
  members: readonly (readonly Pair[])[],
  { exact, counts = false, level = 0.05 }: JudgeOptions,
): Judgement[] {
  if (decidedExactly(expectation, exact)) return members.map((pairs) => exactly(expectation, pairs, counts));
  const evidence = members.map((pairs) => weigh(expectation, estimateMean(used(expectation, pairs))));
  const corrected = holm(evidence.map(({ p }) => p));
  return members.map((pairs, i) => {
    const { estimate, p, toward } = evidence[i];
    // equals the share of the level that Holm leaves to this member
    const share = p > 0 ? p / corrected[i] : 1 / members.length;
    const sides = expectation.kind === 'within' ? 2 : 1;
    return {
      ...common(expectation, pairs),
      verdict: corrected[i] <= level ? toward : 'inconclusive',
      ...(estimate.n > 1
        ? { ...tInterval(estimate, 1 - sides * level * share), p: corrected[i] }
        : { low: null, high: null }),
    };
  });
}

/** Whether the verdict needs no statistics. */
export function decidedExactly(expectation: Expectation, exact: boolean): boolean {
  return exact || (expectation.kind === 'compare' && expectation.operator === '==');
}

interface Evidence {
  readonly estimate: Estimate;
  /** p-value of the verdict that the numbers lean toward. */
  readonly p: number;
  readonly toward: Verdict;
}

function weigh(expectation: Expectation, estimate: Estimate): Evidence {
  if (estimate.n < 2) return { estimate, p: 1, toward: 'inconclusive' };
  const threshold = thresholdOf(expectation);
  const [support, refute] =
    expectation.kind === 'within'
      ? within(estimate, threshold)
      : compared(estimate, threshold, expectation.operator);
  return support <= refute
    ? { estimate, p: support, toward: 'supported' }
    : { estimate, p: refute, toward: 'refuted' };
}

/** p-values for and against equivalence: two one-sided tests, and the nearer side of the outside. */
function within(estimate: Estimate, tolerance: number): [number, number] {
  return [pWithin(estimate, tolerance), Math.min(pLess(estimate, -tolerance), pMore(estimate, tolerance))];
}

/** Two-sided p-values for and against an order. */
function compared(estimate: Estimate, threshold: number, operator: string): [number, number] {
  const less = Math.min(1, 2 * pLess(estimate, threshold));
  const more = Math.min(1, 2 * pMore(estimate, threshold));
  // without any spread, being equal to the threshold is decided by whether the relation allows it
  if (estimate.standardError === 0 && estimate.mean === threshold)
    return operator.endsWith('=') ? [0, 1] : [1, 0];
  return operator.startsWith('<') ? [less, more] : [more, less];
}

function exactly(expectation: Expectation, pairs: readonly Pair[], counts: boolean): Judgement {
  const seen = pairs.filter((pair) => effectOf(expectation, pair) !== null);
  const effects = used(expectation, pairs);
  const holds = seen.every((pair) => holdsExactly(expectation, pair, counts));
  const whole = seen.length > 0 && seen.length === pairs.length;
  return {
    ...common(expectation, pairs),
    verdict: holds ? (whole ? 'supported' : 'inconclusive') : 'refuted',
    low: seen.length > 0 ? Math.min(...effects) : null,
    high: seen.length > 0 ? Math.max(...effects) : null,
  };
}

/** What is said of every member, however it is decided. */
function common(expectation: Expectation, pairs: readonly Pair[]) {
  const effects = used(expectation, pairs);
  return {
    effect: effects.length > 0 ? estimateMean(effects).mean : null,
    threshold: thresholdOf(expectation),
    relation: expectation.kind === 'within' ? ('within' as const) : expectation.operator,
    n: effects.length,
    failed: pairs.length - effects.length,
    replicates: pairs.map((pair) => ({ replicate: pair.replicate, effect: effectOf(expectation, pair) })),
  };
}

/** Effects of the replicates that did not fail. */
function used(expectation: Expectation, pairs: readonly Pair[]): Float64Array {
  return Float64Array.from(pairs.flatMap((pair) => effectOf(expectation, pair) ?? []));
}

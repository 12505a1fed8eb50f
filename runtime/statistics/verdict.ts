import type { Comparison } from '../../compiler/plan/plan.ts';
import { isRatio } from '../../compiler/plan/quantity.ts';
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

/** A comparison with what both its sides were in each replicate. */
export interface Case {
  readonly expectation: Comparison;
  readonly pairs: readonly Pair[];
  readonly counts: boolean;
}

/** Decides an expectation that stands alone. */
export function judge(expectation: Comparison, pairs: readonly Pair[], options: JudgeOptions): Judgement {
  return judgeFamily(expectation, [pairs], options)[0];
}

/** Decides one expectation for every member of a family. */
export function judgeFamily(
  expectation: Comparison,
  members: readonly (readonly Pair[])[],
  { exact, counts = false, level = 0.05 }: JudgeOptions,
): Judgement[] {
  const cases = members.map((pairs) => ({ expectation, pairs, counts }));
  return judgeCases(cases, exact, level);
}

/**
 * Decides comparisons that belong together.
 *
 * By statistics: supported when the whole interval of the mean effect satisfies the relation, refuted when
 * none of it does, else inconclusive; fewer than two replicates decide nothing. Members are held against
 * one level by Holm's correction, and each interval has the level at which its member was tested,
 * so that intervals and verdicts agree.
 *
 * Exactly: refuted by the first replicate in which it does not hold, supported when it holds in all,
 * inconclusive when it holds where it could be seen but a replicate failed; `low` and `high` are the
 * smallest and the largest effect. What is decided exactly takes no part in the correction.
 * @param overlap see `estimateMean`
 */
export function judgeCases(cases: readonly Case[], exact: boolean, level: number, overlap = 0): Judgement[] {
  const tested = cases.filter(({ expectation }) => !decidedExactly(expectation, exact));
  const evidence = tested.map((each) => weigh(each, overlap));
  const corrected = holm(evidence.map(({ p }) => p));
  return cases.map((each) => {
    const i = tested.indexOf(each);
    return i < 0
      ? exactly(each)
      : { ...common(each), ...decided(each, evidence[i], corrected[i], level, tested.length) };
  });
}

function decided(
  { expectation }: Case,
  { estimate, p, toward, scale }: Evidence,
  corrected: number,
  level: number,
  members: number,
) {
  const verdict: Verdict = corrected <= level ? toward : 'inconclusive';
  if (estimate.n < 2) return { verdict, low: null, high: null };
  // equals the share of the level that Holm leaves to this member
  const share = p > 0 ? p / corrected : 1 / members;
  const sides = expectation.kind === 'within' ? 2 : 1;
  const { low, high } = tInterval(estimate, 1 - sides * level * share);
  return {
    verdict,
    effect: scale.back(estimate.mean),
    low: scale.back(low),
    high: scale.back(high),
    p: corrected,
  };
}

/** Whether the verdict needs no statistics. */
export function decidedExactly(expectation: Comparison, exact: boolean): boolean {
  return exact || (expectation.kind === 'compare' && expectation.operator === '==');
}

interface Evidence {
  readonly estimate: Estimate;
  /** p-value of the verdict that the numbers lean toward. */
  readonly p: number;
  readonly toward: Verdict;
  readonly scale: Scale;
}

/** On what scale effects are averaged. */
interface Scale {
  readonly to: (effect: number) => number;
  readonly back: (mean: number) => number;
}
const same = (value: number) => value;
const linear: Scale = { to: same, back: same };
const logarithmic: Scale = { to: Math.log, back: Math.exp };

/**
 * Whether a claim is about a ratio held against a positive number. Positive ratios are averaged as
 * logarithms (geometric mean), so that a / b and b / a give the same verdict.
 */
export function averagesLogarithms({ expectation, pairs }: Pick<Case, 'expectation' | 'pairs'>): boolean {
  return (
    expectation.kind === 'compare' &&
    isRatio(expectation.left) &&
    expectation.right.op === 'literal' &&
    expectation.right.value > 0 &&
    used(expectation, pairs).every((ratio) => ratio > 0)
  );
}

function weigh(each: Case, overlap: number): Evidence {
  const { expectation, pairs } = each;
  const scale = averagesLogarithms(each) ? logarithmic : linear;
  const estimate = estimateMean(used(expectation, pairs).map(scale.to), overlap);
  if (estimate.n < 2) return { estimate, p: 1, toward: 'inconclusive', scale };
  const threshold = scale.to(thresholdOf(expectation));
  const [support, refute] =
    expectation.kind === 'within'
      ? within(estimate, threshold)
      : compared(estimate, threshold, expectation.operator);
  return support <= refute
    ? { estimate, p: support, toward: 'supported', scale }
    : { estimate, p: refute, toward: 'refuted', scale };
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

function exactly({ expectation, pairs, counts }: Case): Judgement {
  const seen = pairs.filter((pair) => effectOf(expectation, pair) !== null);
  const effects = used(expectation, pairs);
  const holds = seen.every((pair) => holdsExactly(expectation, pair, counts));
  const whole = seen.length > 0 && seen.length === pairs.length;
  return {
    ...common({ expectation, pairs }),
    verdict: holds ? (whole ? 'supported' : 'inconclusive') : 'refuted',
    low: seen.length > 0 ? Math.min(...effects) : null,
    high: seen.length > 0 ? Math.max(...effects) : null,
  };
}

/** What is said of every member, however it is decided. */
function common({ expectation, pairs }: Pick<Case, 'expectation' | 'pairs'>) {
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
function used(expectation: Comparison, pairs: readonly Pair[]): Float64Array {
  return Float64Array.from(pairs.flatMap((pair) => effectOf(expectation, pair) ?? []));
}

import type { Claim, Comparison, Part, Quantity } from '../../compiler/plan/plan.ts';
import { comparesDifference, leavesOpen, withoutSelection } from '../../compiler/plan/quantity.ts';
import type { ClaimResult, Verdict } from '../../compiler/plan/results.ts';
import type { Design } from './design.ts';
import { equality, type Pair } from './effect.ts';
import { type Arms, evaluateQuantity, type Lookup, type QuantityResult } from './quantity.ts';
import { averagesLogarithms, decidedExactly, judgeCases } from './verdict.ts';

/** Chance of a false verdict in a claim, over all its members. */
const level = 0.05;

/**
 * Decides a claim from what was measured: a member for each comparison that must hold and each arm that it
 * is claimed for. A claim that can't be computed is inconclusive, and its method says why.
 */
export function judgeClaim(
  name: string,
  claim: Claim,
  { variants, replicates, overlap, tuned }: Design,
  lookup: Lookup,
): ClaimResult {
  const { says, text, expect, unit } = claim;
  const parts: readonly Part[] = expect.kind === 'and' ? expect.parts : [{ text, expect, unit }];
  const cases = parts.flatMap((part) =>
    family(claim, variants).map((per) => {
      const sides = bothSides(part.expect, per, replicates, lookup);
      const counts = part.unit === 'count';
      return { part, per, sides, expectation: part.expect, pairs: sides.map(asPair), counts };
    }),
  );
  const problem = cases.flatMap(({ sides }) => sides.flatMap(errorsOf))[0];
  const members = judgeCases(cases, claim.exact, level, overlap).map((judgement, i) => {
    const { part, per, sides } = cases[i];
    const censored = sides.filter((side) => side.censored).length;
    return {
      per,
      ...(parts.length > 1 && { part: part.text, unit: part.unit }),
      difference: comparesDifference(part.expect),
      ...judgement,
      ...(censored > 0 && { censored }),
    };
  });
  const tested = cases.filter(({ expectation }) => !decidedExactly(expectation, claim.exact)).length;
  const methods = parts.map((part) => {
    const own = cases.filter((each) => each.part === part);
    return methodOf(part, claim.exact, own.every(averagesLogarithms));
  });
  const corrections = [
    overlap > 0 && tested > 0 ? ', corrected for splits that share examples (Nadeau & Bengio)' : '',
    tested > 1 ? `, Holm over ${tested}` : '',
  ];
  const chosen = tuned
    .filter(({ name: axis }) =>
      parts.some(({ expect: { left, right } }) => leavesOpen(left, axis) || leavesOpen(right, axis)),
    )
    .map(({ name: axis, on }) => `, ${axis} chosen per arm on ${on}`);
  const method = [...new Set(methods)].join('; ') + [...corrections, ...chosen].join('');
  return {
    name,
    says,
    text,
    exact: parts.every((part) => decidedExactly(part.expect, claim.exact)),
    verdict: together(members.map(({ verdict }) => verdict)),
    method: problem === undefined ? method : `could not be computed: ${problem}`,
    unit,
    members,
  };
}

/** The combinations of arms that the claim is repeated for: those that occur, in the order of the plan. */
function family({ per }: Claim, variants: readonly Arms[]): Arms[] {
  const all = variants.map((arms) =>
    Object.fromEntries(Object.entries(arms).filter(([axis]) => per.includes(axis))),
  );
  return [...new Map(all.map((arms) => [JSON.stringify(arms), arms])).values()];
}

interface Sides {
  readonly replicate: number;
  readonly left: QuantityResult;
  readonly right: QuantityResult;
  /** Whether a curve in it never got to its level. */
  readonly censored: boolean;
}

function bothSides(
  { left, right }: Comparison,
  arms: Arms,
  replicates: readonly number[],
  lookup: Lookup,
): Sides[] {
  return replicates.map((replicate) => {
    let censored = false;
    const value = (quantity: Quantity) =>
      evaluateQuantity(quantity, arms, replicate, lookup, () => {
        censored = true;
      });
    return { replicate, left: value(left), right: value(right), censored };
  });
}

function asPair({ replicate, left, right }: Sides): Pair {
  const number = (side: QuantityResult) => (typeof side === 'number' ? side : null);
  return { replicate, left: number(left), right: number(right) };
}

function errorsOf({ left, right }: Sides): string[] {
  return [left, right].flatMap((side) => (typeof side === 'object' && side !== null ? [side.error] : []));
}

function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts.every((verdict) => verdict === 'supported') ? 'supported' : 'inconclusive';
}

/** How a comparison is decided, in words. */
function methodOf({ expect, unit }: Part, exact: boolean, logarithms: boolean): string {
  if (decidedExactly(expect, exact)) {
    if (expect.kind === 'within' || expect.operator !== '==') return 'exact: must hold in every replicate';
    return unit === 'count'
      ? 'exact: must be equal in every replicate'
      : `exact: must be equal within a relative ${equality} in every replicate`;
  }
  if (expect.kind === 'within')
    return `two one-sided t tests of the paired ${expect.relative ? 'relative ' : ''}difference, ${percent(1 - 2 * level)}`;
  const confidence = percent(1 - level);
  if (isTrend(expect)) return `t interval of the least-squares slopes of the replicates, ${confidence}`;
  if (logarithms) return `t interval of the geometric mean of the paired ratio, ${confidence}`;
  return `${comparesDifference(expect) ? 'paired t interval of the difference' : 't interval of the mean'}, ${confidence}`;
}

function isTrend({ left, right }: Comparison): boolean {
  const inner = withoutSelection(left);
  const slope = inner.op === 'slope' || (inner.op === 'statistic' && inner.name === 'slope');
  return slope && right.op === 'literal';
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

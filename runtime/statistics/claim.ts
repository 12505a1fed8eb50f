import type { Axis, Claim, Expectation } from '../../compiler/plan/plan.ts';
import type { ClaimResult, Verdict } from '../../compiler/plan/results.ts';
import { equality, type Pair } from './effect.ts';
import { type Arms, evaluateQuantity, type Lookup, type QuantityResult } from './quantity.ts';
import { decidedExactly, judgeFamily } from './verdict.ts';

/** Chance of a false verdict in a claim, over all its members. */
const level = 0.05;

/**
 * Decides a claim from what was measured. A claim that can't be computed is inconclusive, and its method
 * says why.
 * @param replicates how many there are; they are counted from 1
 */
export function judgeClaim(
  name: string,
  claim: Claim,
  axes: readonly Axis[],
  replicates: number,
  lookup: Lookup,
): ClaimResult {
  const { says, text, expect, unit } = claim;
  const arms = family(claim, axes);
  const sides = arms.map((per) => bothSides(expect, per, replicates, lookup));
  const problem = sides.flat().flatMap(({ left, right }) => [left, right].flatMap(errorOf))[0];
  const judgements = judgeFamily(expect, sides.map(asPairs), {
    exact: claim.exact,
    counts: unit === 'count',
    level,
  });
  const members = judgements.map((judgement, i) => ({ per: arms[i], ...judgement }));
  return {
    name,
    says,
    text,
    exact: decidedExactly(expect, claim.exact),
    verdict: together(members.map(({ verdict }) => verdict)),
    method: problem === undefined ? methodOf(claim, members.length) : `could not be computed: ${problem}`,
    unit,
    members,
  };
}

/** All combinations of the arms of the axes that the claim is repeated over, in the order of the axes. */
function family({ per }: Claim, axes: readonly Axis[]): Arms[] {
  return axes
    .filter((axis) => per.includes(axis.name))
    .reduce<Arms[]>(
      (all, axis) => all.flatMap((arms) => axis.arms.map((arm) => ({ ...arms, [axis.name]: arm.name }))),
      [{}],
    );
}

interface Sides {
  readonly replicate: number;
  readonly left: QuantityResult;
  readonly right: QuantityResult;
}

function bothSides({ left, right }: Expectation, arms: Arms, replicates: number, lookup: Lookup): Sides[] {
  return Array.from({ length: replicates }, (_, i) => ({
    replicate: i + 1,
    left: evaluateQuantity(left, arms, i + 1, lookup),
    right: evaluateQuantity(right, arms, i + 1, lookup),
  }));
}

function asPairs(sides: readonly Sides[]): Pair[] {
  const number = (side: QuantityResult) => (typeof side === 'number' ? side : null);
  return sides.map(({ replicate, left, right }) => ({ replicate, left: number(left), right: number(right) }));
}

function errorOf(side: QuantityResult): string[] {
  return typeof side === 'object' && side !== null ? [side.error] : [];
}

function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts.every((verdict) => verdict === 'supported') ? 'supported' : 'inconclusive';
}

/** How a claim is decided, in words. */
function methodOf({ expect, exact, unit }: Claim, members: number): string {
  const holm = members > 1 ? `, Holm over ${members}` : '';
  if (decidedExactly(expect, exact)) {
    if (expect.kind === 'within' || expect.operator !== '==') return 'exact: must hold in every replicate';
    return unit === 'count'
      ? 'exact: must be equal in every replicate'
      : `exact: must be equal within a relative ${equality} in every replicate`;
  }
  if (expect.kind === 'within')
    return `two one-sided t tests of the paired ${expect.relative ? 'relative ' : ''}difference, ${percent(1 - 2 * level)}${holm}`;
  const difference = expect.right.op !== 'literal' || subtracts(expect.left);
  return `${difference ? 'paired t interval of the difference' : 't interval of the mean'}, ${percent(1 - level)}${holm}`;
}

function subtracts(quantity: Expectation['left']): boolean {
  return quantity.op === 'arithmetic' && quantity.operator === '-';
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

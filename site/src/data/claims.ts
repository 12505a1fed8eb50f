import type { ClaimMember, ClaimResult, Results, Verdict } from '../../../compiler/plan/results.ts';
import { formatCount, formatEffect, formatNumber, formatP, formatQuantity, unitOf } from '../text/format.ts';
import { type IntervalPlot, plotIntervals } from './interval-plot.ts';

export interface ClaimView {
  readonly name: string;
  readonly says: string;
  readonly text: string;
  readonly verdict: Verdict;
  readonly method: string;
  readonly members: readonly MemberView[];
  /** "Difference, points" */
  readonly axisTitle: string;
  /** What low and high are: an interval of uncertainty, or the range of all replicates. */
  readonly spread: 'interval' | 'range';
}
export interface MemberView {
  /** "rate = 0.001"; empty where the claim is no family. */
  readonly label: string;
  readonly verdict: Verdict;
  readonly effect: string;
  readonly interval: string;
  /** "must exceed 2 points" */
  readonly required: string;
  readonly count: string;
  readonly p: string;
  readonly plot: IntervalPlot;
}

export const verdictWords: Readonly<Record<Verdict, string>> = {
  supported: 'Supported',
  refuted: 'Refuted',
  inconclusive: 'Inconclusive',
};

/** A claim against a bare number measures a value; every other claim measures a difference. */
const isDifference = (claim: ClaimResult) =>
  / - |\bwithin\b/.test(claim.text) ||
  !/(?:[<>]=?|==)\s*[\d._]+(?:e[+-]?\d+)?\s*(?:%|points?)?\s*$/.test(claim.text);

const requirement: Readonly<Record<ClaimMember['relation'], string>> = {
  '<': 'must be below',
  '<=': 'must be at most',
  '>': 'must be above',
  '>=': 'must be at least',
  '==': 'must be exactly',
  within: 'must be within ±',
};

export const armsText = (arms: Readonly<Record<string, string>>): string =>
  Object.entries(arms)
    .map(([axis, arm]) => `${axis} = ${arm}`)
    .join(', ');

export function claimView(claim: ClaimResult): ClaimView {
  const difference = isDifference(claim);
  const plots = plotIntervals(claim.members, difference, (value) =>
    formatNumber(value * unitOf(claim.unit, difference).factor),
  );
  const members = claim.members.map((member, index): MemberView => {
    const threshold = formatQuantity(member.threshold, claim.unit, difference);
    return {
      label: armsText(member.per),
      verdict: member.verdict,
      ...formatEffect(member.effect, member.low, member.high, claim.unit, difference),
      required: `${requirement[member.relation]}${member.relation === 'within' ? '' : ' '}${threshold}`,
      count: formatCount(member.n, 'replicate') + (member.failed > 0 ? `, ${member.failed} failed` : ''),
      p: member.p === undefined ? '' : formatP(member.p),
      plot: plots[index],
    };
  });
  const unit = unitOf(claim.unit, difference).symbol.trim();
  const what = difference ? 'Difference' : 'Value';
  return {
    ...claim,
    members,
    spread: claim.exact ? 'range' : 'interval',
    axisTitle: unit ? `${what}, ${unit}` : what,
  };
}

/** How the claims of an experiment came out: `[['supported', 2], ['refuted', 1]]`, verdicts that occur only. */
export function verdictCounts(results: Results): [Verdict, number][] {
  const verdicts: Verdict[] = ['supported', 'refuted', 'inconclusive'];
  return verdicts
    .map((verdict): [Verdict, number] => [
      verdict,
      results.claims.filter((claim) => claim.verdict === verdict).length,
    ])
    .filter(([, count]) => count > 0);
}

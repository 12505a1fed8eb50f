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
  const groups = [...Map.groupBy(claim.members, ({ part }) => part).values()];
  const members = groups.flatMap((group) => memberViews(claim, group));
  const { unit, difference } = meaningOf(claim, claim.members[0]);
  const symbol = unitOf(unit, difference).symbol.trim();
  const what = difference ? 'Difference' : 'Value';
  const several = groups.length > 1 ? 'Each comparison on its own scale' : undefined;
  return {
    ...claim,
    members,
    spread: claim.exact ? 'range' : 'interval',
    axisTitle: several ?? (symbol ? `${what}, ${symbol}` : what),
  };
}

/** What the effect of a member is: its own unit where the claim has several comparisons. */
const meaningOf = (claim: ClaimResult, member: ClaimMember | undefined) => ({
  unit: member?.unit ?? claim.unit,
  difference: member?.difference ?? isDifference(claim),
});

/** Members of one comparison, all on one scale. */
function memberViews(claim: ClaimResult, members: readonly ClaimMember[]): MemberView[] {
  const { unit, difference } = meaningOf(claim, members[0]);
  const { factor } = unitOf(unit, difference);
  const plots = plotIntervals(members, difference, (value) => formatNumber(value * factor));
  return members.map((member, index): MemberView => {
    const threshold = formatQuantity(member.threshold, unit, difference);
    const left = [
      ...(member.failed > 0 ? [`${member.failed} failed`] : []),
      ...(member.censored ? [`${member.censored} never at the level`] : []),
    ];
    return {
      label: [member.part, armsText(member.per)].filter(Boolean).join(', '),
      verdict: member.verdict,
      ...formatEffect(member.effect, member.low, member.high, unit, difference),
      required: `${requirement[member.relation]}${member.relation === 'within' ? '' : ' '}${threshold}`,
      count: [formatCount(member.n, 'replicate'), ...left].join(', '),
      p: member.p === undefined ? '' : formatP(member.p),
      plot: plots[index],
    };
  });
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

import type { CommittedClaim, CommittedMember } from '../plan/committed.ts';
import type { Verdict } from '../plan/results.ts';
import { armsName, type Side } from './side.ts';

/**
 * What became of a claim.
 * - `flipped`: another verdict
 * - `restated`: the same verdict on another expectation
 * - `moved`: the same verdict with another effect
 * - `judged`: a verdict where there were no results before; `open`: none where there was one
 */
export type ClaimKind = 'added' | 'removed' | 'flipped' | 'restated' | 'moved' | 'judged' | 'open';

export interface ClaimChange {
  readonly name: string;
  readonly says: string;
  readonly kind: ClaimKind;
  /** Missing where there is no claim or nothing was found for it. */
  readonly before?: Verdict;
  readonly after?: Verdict;
  /** The expectation on both sides, where it changed. */
  readonly text?: { readonly before: string; readonly after: string };
  /** Whether it was stated, restated or dropped when there were already results for it. */
  readonly afterData: boolean;
  readonly members: readonly MemberChange[];
}

/** Members of a family with their effects; those that changed, all of a claim that is new or gone. */
export interface MemberChange {
  readonly per: Readonly<Record<string, string>>;
  readonly part?: string;
  readonly unit: string;
  readonly difference: boolean;
  readonly before?: CommittedMember;
  readonly after?: CommittedMember;
}

/** @param hadData whether a cell of both sides had results that both share */
export function claimChanges(base: Side, head: Side, hadData: boolean): ClaimChange[] {
  const names = [...new Set([...Object.keys(head.of.claims), ...Object.keys(base.of.claims)])].sort();
  return names.flatMap((name) => {
    const [before, after] = [base.of.claims[name], head.of.claims[name]];
    const kind = kindOf(before, after, base);
    if (kind === undefined) return [];
    const { says, unit } = (after ?? before)!;
    const restated = isRestated(before, after, base);
    return {
      ...{ name, says, kind, before: verdictOf(before), after: verdictOf(after) },
      ...(restated && { text: { before: before!.text, after: after!.text } }),
      afterData: hadData && (restated || kind === 'added' || kind === 'removed'),
      members: memberChanges(before, after, unit, base),
    };
  });
}

function kindOf(
  before: CommittedClaim | undefined,
  after: CommittedClaim | undefined,
  base: Side,
): ClaimKind | undefined {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  const [then, now] = [verdictOf(before), verdictOf(after)];
  if (then !== now) return then === undefined ? 'judged' : now === undefined ? 'open' : 'flipped';
  if (isRestated(before, after, base)) return 'restated';
  return memberChanges(before, after, after.unit, base).length > 0 ? 'moved' : undefined;
}

/** None for a claim that nothing was found for yet. */
const verdictOf = (claim: CommittedClaim | undefined) =>
  claim === undefined || claim.members.length === 0 ? undefined : claim.verdict;

function isRestated(before: CommittedClaim | undefined, after: CommittedClaim | undefined, base: Side) {
  if (before === undefined || after === undefined) return false;
  const per = Object.keys(base.arms(Object.fromEntries(before.per.map((axis) => [axis, '']))));
  const restated = before.text !== after.text && base.text(before.text) !== after.text;
  return restated || before.exact !== after.exact || per.join() !== after.per.join();
}

function memberChanges(
  before: CommittedClaim | undefined,
  after: CommittedClaim | undefined,
  unit: string,
  base: Side,
): MemberChange[] {
  const nameOf = ({ per, part }: CommittedMember) => `${armsName(per)} ${part ?? ''}`;
  const now = new Map(after?.members.map((member) => [nameOf(member), member]));
  const then = new Map(
    before?.members.map((member) => [
      nameOf({
        ...member,
        per: base.arms(member.per),
        ...(member.part !== undefined && { part: base.text(member.part) }),
      }),
      member,
    ]),
  );
  return [...new Set([...now.keys(), ...then.keys()])].flatMap((name) => {
    const [old, own] = [then.get(name), now.get(name)];
    if (old !== undefined && own !== undefined && sameEffect(old, own)) return [];
    const { per, part, difference = false, unit: ofPart } = (own ?? old)!;
    return {
      ...{ per: own === undefined ? base.arms(per) : per, unit: ofPart ?? unit, difference },
      ...(part !== undefined && { part }),
      ...(old && { before: old }),
      ...(own && { after: own }),
    };
  });
}

const compared = ['verdict', 'effect', 'low', 'high', 'threshold', 'relation', 'n', 'failed'] as const;
const sameEffect = (a: CommittedMember, b: CommittedMember) =>
  compared.every((field) => a[field] === b[field]);

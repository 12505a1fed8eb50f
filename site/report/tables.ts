import type { CellChange } from '../../compiler/compare/cell-changes.ts';
import type { ClaimChange, MemberChange } from '../../compiler/compare/claim-changes.ts';
import type { ExperimentDiff } from '../../compiler/compare/experiment-diff.ts';
import type { MetricChange, MetricTag } from '../../compiler/compare/metric-changes.ts';
import type { CommittedMember } from '../../compiler/plan/committed.ts';
import { armsText } from '../src/data/claims.ts';
import { formatEffect, formatQuantity } from '../src/text/format.ts';
import type { Table, Text } from './document.ts';

/** How the two sides are called. */
export interface Sides {
  readonly base: string;
  readonly head: string;
}

export function claimTable(
  title: string,
  claims: readonly ClaimChange[],
  { base, head }: Sides,
  folded: boolean,
): Table {
  const rows = claims.flatMap((claim) => {
    const [only] = claim.members;
    const alone = claim.members.length === 1 && labelOf(only) === '';
    const whole = claimRow({ code: claim.name }, claim.says, claim, alone ? only : undefined);
    const members = alone ? [] : claim.members.map((member) => memberRow(claim, member));
    const { text } = claim;
    const restated: Text[][] = text
      ? [['', 'expected', { code: text.before }, { code: text.after }, '', '', '']]
      : [];
    return [whole, ...members, ...restated];
  });
  const columns = ['Claim', '', base, head, `Effect in ${base}`, `Effect in ${head}`, 'n'];
  return { title, columns, rows, folded };
}

type Verdicts = Pick<ClaimChange, 'before' | 'after'>;

function claimRow(name: Text, about: Text, { before, after }: Verdicts, of?: MemberChange): Text[] {
  const effects = [effectText(of, of?.before), effectText(of, of?.after)];
  return [name, about, before ?? '–', after ?? '–', ...effects, String((of?.after ?? of?.before)?.n ?? '')];
}

function memberRow({ before, after }: ClaimChange, member: MemberChange): Text[] {
  const verdicts = {
    ...(before && member.before && { before: member.before.verdict }),
    ...(after && member.after && { after: member.after.verdict }),
  };
  return claimRow('', labelOf(member), verdicts, member);
}

function labelOf({ part, per }: MemberChange): string {
  return [part, armsText(per)].filter(Boolean).join(', ');
}

function effectText(of: MemberChange | undefined, member: CommittedMember | undefined): string {
  if (of === undefined || member === undefined) return '';
  const { effect, interval } = formatEffect(member.effect, member.low, member.high, of.unit, of.difference);
  return interval === '' ? effect : `${effect} (${interval})`;
}

export function settingTable({ settings }: ExperimentDiff, { base, head }: Sides): Table {
  const none = '–';
  return {
    title: 'Settings',
    columns: ['Setting', base, head, 'Cells', 'Kind'],
    rows: settings.map(({ path, before, after, cells }) => [
      { code: path },
      before === undefined ? none : { code: before },
      after === undefined ? none : { code: after },
      cells.toLocaleString('en-US'),
      cells > 0 ? 'meaning' : 'cosmetic',
    ]),
    folded: settings.length > 20,
  };
}

const tags: readonly MetricTag[] = ['worse', 'better', 'higher', 'lower', 'inconclusive', 'same'];
const arrows = { max: ' ↑', min: ' ↓' } as const;

export function metricTable(metrics: readonly MetricChange[], { base, head }: Sides): Table {
  const sorted = metrics.toSorted((a, b) => tags.indexOf(a.tag) - tags.indexOf(b.tag));
  return {
    title: 'Measurements',
    columns: ['Measurement', 'For', base, head, 'Paired difference (95 % interval)', 'n', ''],
    rows: sorted.map(({ measurement, unit, best, variant, before, after, difference, low, high, n, tag }) => {
      const { effect, interval } = formatEffect(difference, low ?? null, high ?? null, unit, true);
      return [
        `${measurement}${best ? arrows[best] : ''}`,
        variant,
        formatQuantity(before, unit),
        formatQuantity(after, unit),
        interval === '' ? effect : `${effect} (${interval})`,
        String(n),
        tag,
      ];
    }),
    folded: sorted.every(({ tag }) => tag === 'same' || tag === 'inconclusive') || sorted.length > 20,
  };
}

export function driftTable(cells: readonly CellChange[], { base, head }: Sides): Table {
  const drifted = cells.filter(({ kind }) => kind === 'drift');
  return {
    title: 'Moved with equal inputs',
    columns: ['Cell', 'What', base, head],
    rows: drifted.flatMap(({ id, drift, before = '', after = '' }): Text[][] => [
      ...(before === after ? [] : [[id, 'outcome', before, after]]),
      ...drift.map((each) => [
        id,
        { code: each.measurement },
        numberText(each.before),
        numberText(each.after),
      ]),
    ]),
    folded: false,
  };
}

/** All the digits that are kept: what drifts may differ in the last. */
const numberText = (value: number | null) => (value === null ? '–' : String(value));

export function failureTable(cells: readonly CellChange[], { base, head }: Sides): Table {
  return {
    title: 'Without result',
    columns: ['Cell', base, head, 'Why'],
    rows: cells.map(({ id, before = '–', after = '–', reason = '' }) => [id, before, after, reason]),
    folded: cells.length > 10,
  };
}

export function cellTable(cells: readonly CellChange[], { base, head }: Sides): Table {
  return {
    title: `Cells that changed`,
    columns: ['Cell', 'Kind', base, head, 'Computed anew'],
    rows: cells
      .filter(({ kind }) => kind !== 'cosmetic')
      .map(({ id, kind, before = '–', after = '–', steps }) => [id, kind, before, after, steps.join(', ')]),
    folded: true,
  };
}

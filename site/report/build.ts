import type { CellChange } from '../../compiler/compare/cell-changes.ts';
import type { ClaimChange, MemberChange } from '../../compiler/compare/claim-changes.ts';
import type { ExperimentDiff } from '../../compiler/compare/experiment-diff.ts';
import { findingsIn, isAlarm, newFailures } from '../../compiler/compare/findings.ts';
import type { MetricChange, MetricTag } from '../../compiler/compare/metric-changes.ts';
import type { CommittedMember } from '../../compiler/plan/committed.ts';
import { armsText } from '../src/data/claims.ts';
import { formatCount, formatEffect, formatQuantity } from '../src/text/format.ts';
import type { Document, Section, Table, Text } from './document.ts';

/** How the two sides are called. */
export interface Sides {
  readonly base: string;
  readonly head: string;
}

/** Says what changed between two sides, the gravest first. */
export function documentOf(
  diffs: readonly ExperimentDiff[],
  sides: Sides,
  closing: readonly Text[],
): Document {
  const findings = findingsIn(diffs);
  const alarmed = (diff: ExperimentDiff) => (findingsIn([diff]).some(isAlarm) ? 0 : 1);
  const order = diffs.toSorted((a, b) => alarmed(a) - alarmed(b));
  return {
    verdict: findings.some(isAlarm)
      ? 'Look closely'
      : findings.length > 0
        ? 'Changed'
        : 'Nothing that matters changed',
    findings: findings.length > 0 ? findings.map(({ text }) => text) : [unchangedText(diffs)],
    sections: order.map((diff) => sectionOf(diff, sides)),
    closing,
  };
}

function unchangedText(diffs: readonly ExperimentDiff[]): string {
  if (diffs.length === 0) return 'every experiment means and finds the same';
  return `only the text of ${diffs.length === 1 ? diffs[0].experiment : formatCount(diffs.length, 'experiment')}`;
}

function sectionOf(diff: ExperimentDiff, sides: Sides): Section {
  const tables = [
    claimTable(
      'Claims',
      diff.claims.filter(({ kind }) => kind !== 'moved'),
      sides,
      false,
    ),
    settingTable(diff, sides),
    metricTable(diff.metrics, sides),
    driftTable(diff.cells, sides),
    failureTable(newFailures(diff), sides),
    claimTable(
      'Claims of the same verdict',
      diff.claims.filter(({ kind }) => kind === 'moved'),
      sides,
      true,
    ),
    cellTable(diff.cells, sides),
  ];
  return {
    title: [{ code: diff.experiment }, diff.title],
    notes: notesOf(diff),
    tables: tables.filter(({ rows }) => rows.length > 0),
  };
}

function notesOf(diff: ExperimentDiff): Text[][] {
  const { kind, problems, stale, numerics, renamed, excluded, charts, cellCount, claims } = diff;
  const restated = claims.filter(({ afterData, kind }) => afterData && kind !== 'added');
  const late = claims.filter(({ afterData, kind }) => afterData && kind === 'added');
  const counts = cellCounts(diff);
  return [
    ...(kind === 'changed' ? [] : [[`${kind}, ${formatCount(cellCount, 'cell')}`]]),
    ...problems.map((problem) => ['cannot be read:', problem]),
    ...(stale ? [staleNote(stale.cells, stale.claims, cellCount)] : []),
    ...(restated.length > 0 ? [['analysis changed after data, in the claims', ...codes(restated)]] : []),
    ...(excluded > 0
      ? [[`analysis changed after data: ${formatCount(excluded, 'cell')} with results left out`]]
      : []),
    ...(late.length > 0 ? [['claimed when results were there already:', ...codes(late)]] : []),
    ...(numerics ? [['computed by', list(numerics.before), 'before, now by', list(numerics.after)]] : []),
    ...renamed.map((line) => ['renamed, with its results:', { code: line }]),
    ...charts.map(({ name, kind }) => ['chart', { code: name }, kind]),
    ...(counts === '' ? [] : [[counts]]),
  ];
}

const codes = (claims: readonly ClaimChange[]): Text[] => claims.map(({ name }) => ({ code: name }));
const list = (names: readonly string[]) => names.join(' and ') || 'double precision alone';

function staleNote(cells: number, claims: readonly string[], of: number): Text[] {
  const parts = [
    ...(cells > 0 ? [`${cells.toLocaleString('en-US')} of ${formatCount(of, 'cell')}`] : []),
    ...(claims.length > 0 ? [formatCount(claims.length, 'claim')] : []),
  ];
  return [
    `the committed results are not those of the file (${parts.join(', ')}): run it and commit what it found`,
  ];
}

/** "20 cells: 10 meaning, 10 cosmetic" */
function cellCounts({ kind, cells, cellCount }: ExperimentDiff): string {
  if (kind !== 'changed' || cells.length === 0) return '';
  const kinds = [...Map.groupBy(cells, (cell) => cell.kind)].sort(([a], [b]) => (a < b ? -1 : 1));
  const removed = cells.filter((cell) => cell.kind === 'removed').length;
  const same = cellCount - (cells.length - removed);
  const parts = kinds.map(([name, own]) => `${own.length.toLocaleString('en-US')} ${name}`);
  return `${formatCount(cellCount, 'cell')}: ${[...parts, ...(same > 0 ? [`${same.toLocaleString('en-US')} same`] : [])].join(', ')}`;
}

function claimTable(
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

function settingTable({ settings }: ExperimentDiff, { base, head }: Sides): Table {
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

function metricTable(metrics: readonly MetricChange[], { base, head }: Sides): Table {
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

function driftTable(cells: readonly CellChange[], { base, head }: Sides): Table {
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

function failureTable(cells: readonly CellChange[], { base, head }: Sides): Table {
  return {
    title: 'Without result',
    columns: ['Cell', base, head, 'Why'],
    rows: cells.map(({ id, before = '–', after = '–', reason = '' }) => [id, before, after, reason]),
    folded: cells.length > 10,
  };
}

function cellTable(cells: readonly CellChange[], { base, head }: Sides): Table {
  return {
    title: `Cells that changed`,
    columns: ['Cell', 'Kind', base, head, 'Computed anew'],
    rows: cells
      .filter(({ kind }) => kind !== 'cosmetic')
      .map(({ id, kind, before = '–', after = '–', steps }) => [id, kind, before, after, steps.join(', ')]),
    folded: true,
  };
}

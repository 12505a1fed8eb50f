import type { ClaimChange } from '../../compiler/compare/claim-changes.ts';
import type { ExperimentDiff } from '../../compiler/compare/experiment-diff.ts';
import { findingsIn, isAlarm, newFailures } from '../../compiler/compare/findings.ts';
import { formatCount } from '../src/text/format.ts';
import type { Document, Section, Text } from './document.ts';
import {
  cellTable,
  claimTable,
  driftTable,
  failureTable,
  metricTable,
  type Sides,
  settingTable,
} from './tables.ts';

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

import type { Committed } from '../plan/committed.ts';
import { movedLine } from '../plan/moved.ts';
import { type CellChange, cellChanges } from './cell-changes.ts';
import { type ClaimChange, claimChanges } from './claim-changes.ts';
import { type MetricChange, metricChanges } from './metric-changes.ts';
import { cellsTouched, type SettingChange, settingChanges } from './setting-changes.ts';
import { type Side, sideOf } from './side.ts';

/** An experiment as it stands in a revision. */
export interface Revision {
  /** Missing where the experiment has errors, or is not there. */
  readonly committed?: Committed;
  /** What stands in its file, to tell a change of text from none. */
  readonly text?: string;
  /** Why it can't be compared: what is wrong with its file or its results, a line each. */
  readonly problems?: readonly string[];
  /** How much of the committed results is not of the experiment as it is written. */
  readonly stale?: Stale;
}
export interface Stale {
  readonly cells: number;
  readonly claims: readonly string[];
}

/** What changed in an experiment between two revisions. */
export interface ExperimentDiff {
  readonly experiment: string;
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly renamed: readonly string[];
  readonly problems: readonly string[];
  readonly stale?: Stale;
  readonly claims: readonly ClaimChange[];
  readonly settings: readonly (Omit<SettingChange, 'variants'> & { readonly cells: number })[];
  readonly metrics: readonly MetricChange[];
  /** All but the unchanged, which `cellCount` has. */
  readonly cells: readonly CellChange[];
  readonly cellCount: number;
  readonly charts: readonly { readonly name: string; readonly kind: 'added' | 'removed' | 'changed' }[];
  readonly numerics?: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Cells with results that were left out while others were kept. */
  readonly excluded: number;
}

const nothing = { problems: [], renamed: [], claims: [], settings: [], metrics: [], cells: [], charts: [] };

/** Compares an experiment in two revisions; undefined where nothing at all changed. */
export function compareRevisions(
  name: string,
  base: Revision,
  head: Revision,
  tolerance: number,
): ExperimentDiff | undefined {
  const about = (of: Committed | undefined) => ({ experiment: name, title: of?.title ?? '' });
  const problems = head.problems ?? [];
  const none = { ...nothing, problems, cellCount: 0, excluded: 0 };
  if (base.committed === undefined && head.committed === undefined)
    return problems.length > 0 ? { ...about(undefined), ...none, kind: 'changed' } : undefined;
  if (head.committed === undefined) {
    if (problems.length > 0) return { ...about(base.committed), ...none, kind: 'changed' };
    const cellCount = Object.keys(base.committed!.cells).length;
    const claims = claimChanges(sideOf(base.committed!), sideOf(emptied(base.committed!)), true);
    return { ...about(base.committed), ...none, kind: 'removed', cellCount, claims };
  }
  const before = base.committed ?? emptied(head.committed);
  const diff = differences(before, head.committed, base.text !== head.text, tolerance);
  const whole: ExperimentDiff = {
    ...{ ...about(head.committed), ...none, kind: base.committed ? 'changed' : 'added' },
    ...diff,
    ...(head.stale && { stale: head.stale }),
  };
  return isEmpty(whole) ? undefined : whole;
}

function differences(before: Committed, after: Committed, textChanged: boolean, tolerance: number) {
  // What was renamed before the earlier side has its new name there.
  const known = new Set(before.moved?.map(movedLine));
  const moved = after.moved?.filter((move) => !known.has(movedLine(move))) ?? [];
  const [base, head] = [sideOf(before, moved), sideOf(after)];
  const isNew = base.cells.size === 0;
  const settings = isNew ? [] : settingChanges(base, head);
  const own = new Set(
    settings.filter(({ path }) => path !== 'replicates').flatMap(({ variants }) => variants),
  );
  const all = cellChanges(base, head, (variant) => own.has(variant), textChanged);
  const cells = all.filter(({ kind }) => kind !== 'same').sort(byVariant);
  const kept = hasSharedData(base, head);
  const excluded = all.filter(({ kind, before }) => kind === 'removed' && before !== 'missing').length;
  const sameNumerics = before.numerics.join() === after.numerics.join();
  return {
    renamed: moved.map(movedLine),
    claims: claimChanges(base, head, kept),
    settings: settings.map((change) => {
      const { variants, ...leaf } = change;
      return { ...leaf, cells: cellsTouched(change, cells) };
    }),
    metrics: metricChanges(base, head, tolerance),
    cells,
    cellCount: head.cells.size,
    charts: chartChanges(before, after),
    ...(!isNew && !sameNumerics && { numerics: { before: before.numerics, after: after.numerics } }),
    excluded: kept ? excluded : 0,
  };
}

const byNumberThenName = new Intl.Collator('en', { numeric: true }).compare;
const byVariant = (a: CellChange, b: CellChange) =>
  byNumberThenName(a.variant, b.variant) || a.replicate - b.replicate;

/** Whether some cell has a result on both sides that was computed from the same inputs. */
function hasSharedData(base: Side, head: Side): boolean {
  return [...head.cells].some(([name, { keys }]) => {
    const before = base.cells.get(name);
    if (before === undefined || before.outcome === 'missing') return false;
    return Object.entries(keys).some(([step, key]) => step !== 'train' && before.keys[step] === key);
  });
}

function chartChanges({ charts: before }: Committed, { charts: after }: Committed): ExperimentDiff['charts'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((name) => {
    if (!(name in before)) return { name, kind: 'added' as const };
    if (!(name in after)) return { name, kind: 'removed' as const };
    return before[name].definition === after[name].definition ? [] : { name, kind: 'changed' as const };
  });
}

function emptied(of: Committed): Committed {
  return { ...of, variants: {}, cells: {}, measurements: {}, claims: {}, charts: {}, settings: {} };
}

function isEmpty(diff: ExperimentDiff): boolean {
  const lists = [diff.problems, diff.renamed, diff.claims, diff.settings, diff.cells, diff.charts];
  return diff.kind === 'changed' && !diff.stale && !diff.numerics && lists.every((list) => list.length === 0);
}

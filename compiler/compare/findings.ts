import type { ClaimChange, ClaimKind } from './claim-changes.ts';
import type { ExperimentDiff } from './experiment-diff.ts';
import type { MetricTag } from './metric-changes.ts';

/** A thing that a reviewer should know. */
export interface Finding {
  /** Whether somebody should look at it before it is taken over. */
  readonly alarm: boolean;
  readonly text: string;
}

type Find = (diffs: readonly ExperimentDiff[], several: boolean) => readonly string[];

/** What calls for a close look, the gravest first. */
const alarms: readonly Find[] = [
  (diffs) =>
    about(
      diffs,
      ({ problems }) => problems.length > 0,
      (names) => `${names} can't be read`,
    ),
  (diffs) => counted(cellsIn(diffs, 'drift'), 'cell', 'moved with equal inputs'),
  (diffs, several) =>
    claimsIn(diffs, several, ({ kind }) => kind === 'flipped').map(
      ({ name, before, after }) => `${name} is ${after}, was ${before}`,
    ),
  (diffs, several) => analysisAfterData(diffs, several).map((what) => `analysis changed after data: ${what}`),
  (diffs) =>
    (['failed', 'diverged'] as const).flatMap((outcome) =>
      counted(
        diffs.flatMap(newFailures).filter(({ after }) => after === outcome),
        'cell',
        outcome,
      ),
    ),
  (diffs) =>
    about(
      diffs,
      ({ stale }) => stale !== undefined,
      (names) => `results of ${names} are not those of the file`,
    ),
  (diffs) => counted(tagged(diffs, 'worse'), 'mean', 'worse'),
];

/** What else changed: causes before effects. */
const changes: readonly Find[] = [
  (diffs) =>
    about(
      diffs,
      ({ kind }) => kind === 'added',
      (names) => `${names} added`,
    ),
  (diffs) =>
    about(
      diffs,
      ({ kind }) => kind === 'removed',
      (names) => `${names} removed`,
    ),
  (diffs) => diffs.flatMap(({ renamed }) => renamed.map((line) => `renamed ${line.replace(': ', ' to ')}`)),
  (diffs) => diffs.flatMap(settingTexts),
  (diffs) => diffs.flatMap(numericsTexts),
  (diffs) => counted(tagged(diffs, 'better'), 'mean', 'better'),
  (diffs, several) =>
    claimsIn(present(diffs), several, ({ kind }) => kind === 'judged').map(
      ({ name, after }) => `${name} is ${after}`,
    ),
  (diffs, several) =>
    claimsIn(diffs, several, ({ kind, afterData }) => kind === 'added' && afterData).map(
      ({ name }) => `${name} claimed after data`,
    ),
  (diffs) => claimCounts(present(diffs), 'added', 'added'),
  (diffs) => claimCounts(present(diffs), 'restated', 'restated'),
  (diffs) => claimCounts(present(diffs), 'moved', 'with other effects'),
  (diffs) =>
    counted(
      againIn(diffs, (steps) => steps.includes('train')),
      'cell',
      'trained anew',
    ),
  (diffs) =>
    counted(
      againIn(diffs, (steps) => !steps.includes('train')),
      'cell',
      'measured anew',
    ),
  (diffs) =>
    counted(
      cellsIn(diffs, 'added').filter(({ after }) => after !== 'missing'),
      'cell',
      'added',
    ),
  (diffs) => counted(cellsIn(diffs, 'removed'), 'cell', 'gone'),
  (diffs) => counted(openIn(diffs), 'cell', 'to compute'),
  (diffs) => diffs.flatMap(({ charts }) => charts.map(({ name, kind }) => `chart ${name} ${kind}`)),
];

/**
 * What all the changes come to, in the order in which a reviewer wants to know. Empty where nothing that matters
 * changed: text only, or nothing.
 */
export function findingsIn(diffs: readonly ExperimentDiff[]): Finding[] {
  const several = diffs.length > 1;
  const found = (finds: readonly Find[], alarm: boolean) =>
    finds.flatMap((find) => shortened(find(diffs, several)).map((text) => ({ alarm, text })));
  return [...found(alarms, true), ...found(changes, false)];
}

export const isAlarm = ({ alarm }: Finding): boolean => alarm;

/** Cells whose outcome is worse than it was. */
export function newFailures({ cells }: ExperimentDiff) {
  return cells.filter(
    ({ before, after }) => (after === 'failed' || after === 'diverged') && before !== after,
  );
}

const present = (diffs: readonly ExperimentDiff[]) => diffs.filter(({ kind }) => kind !== 'removed');

const cellsIn = (diffs: readonly ExperimentDiff[], kind: string) =>
  diffs.flatMap(({ cells }) => cells.filter((cell) => cell.kind === kind));

/** Cells that were computed, although they had been before or were planned. */
const againIn = (diffs: readonly ExperimentDiff[], wanted: (steps: readonly string[]) => boolean) =>
  ['meaning', 'inherited', 'computed']
    .flatMap((kind) => cellsIn(diffs, kind))
    .filter(
      ({ after, steps, kind }) => after !== 'missing' && wanted(kind === 'computed' ? ['train'] : steps),
    );

const openIn = (diffs: readonly ExperimentDiff[]) =>
  ['meaning', 'inherited', 'added']
    .flatMap((kind) => cellsIn(diffs, kind))
    .filter(({ after }) => after === 'missing');

const tagged = (diffs: readonly ExperimentDiff[], tag: MetricTag) =>
  diffs.flatMap(({ metrics }) => metrics.filter((metric) => metric.tag === tag));

function claimsIn(
  diffs: readonly ExperimentDiff[],
  several: boolean,
  wanted: (claim: ClaimChange) => boolean,
): ClaimChange[] {
  return diffs.flatMap(({ experiment, claims }) =>
    claims
      .filter(wanted)
      .map((claim) => (several ? { ...claim, name: `${experiment}.${claim.name}` } : claim)),
  );
}

/** Those that are not named already, because they came after the data. */
function claimCounts(diffs: readonly ExperimentDiff[], kind: ClaimKind, what: string): string[] {
  return counted(
    claimsIn(diffs, false, (claim) => claim.kind === kind && !claim.afterData),
    'claim',
    what,
  );
}

function analysisAfterData(diffs: readonly ExperimentDiff[], several: boolean): string[] {
  const claims = claimsIn(present(diffs), several, ({ afterData, kind }) => afterData && kind !== 'added');
  const excluded = diffs.reduce((sum, diff) => sum + diff.excluded, 0);
  return [
    ...claims.map(({ name, kind }) => `${name} ${kind === 'removed' ? 'dropped' : 'restated'}`),
    ...(excluded > 0 ? [`${plural(excluded, 'cell')} left out`] : []),
  ];
}

/** Settings with which cells are computed anew, and what is measured or compared besides. */
function settingTexts({ kind, settings }: ExperimentDiff): string[] {
  if (kind !== 'changed') return [];
  return settings
    .filter(({ cells }) => cells > 0)
    .flatMap(({ path, before, after }) => {
      if (before !== undefined && after !== undefined) return `${path} ${before} → ${after}`;
      const said = after === undefined ? 'gone' : 'added';
      if (path.startsWith('axes.')) return `arm ${path.slice('axes.'.length)} ${said}`;
      return /^measure\.[^.]+$/.test(path) ? `measurement ${path.slice('measure.'.length)} ${said}` : [];
    });
}

function numericsTexts({ numerics }: ExperimentDiff): string[] {
  if (numerics === undefined) return [];
  const [before, after] = [numerics.before, numerics.after].map((names) => names.join(' and '));
  return before === '' || after === '' ? [] : [`computed by ${after}, was ${before}`];
}

function about(
  diffs: readonly ExperimentDiff[],
  wanted: (diff: ExperimentDiff) => boolean,
  say: (names: string) => string,
): string[] {
  const names = diffs.filter(wanted).map(({ experiment }) => experiment);
  return names.length === 0 ? [] : [say(shortened(names).join(', '))];
}

/** More than these are counted. */
const listed = 3;

function shortened(texts: readonly string[]): readonly string[] {
  if (texts.length <= listed) return texts;
  return [...texts.slice(0, listed), `${texts.length - listed} more like this`];
}

const plural = (n: number, thing: string) => `${n.toLocaleString('en-US')} ${thing}${n === 1 ? '' : 's'}`;
const counted = ({ length }: readonly unknown[], thing: string, what: string) =>
  length === 0 ? [] : [`${plural(length, thing)} ${what}`];

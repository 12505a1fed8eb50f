import type { ClaimChange } from './claim-changes.ts';
import type { ExperimentDiff } from './experiment-diff.ts';

/** A thing that a reviewer should know, the gravest kinds first. */
export interface Finding {
  readonly kind: FindingKind;
  readonly text: string;
}
export type FindingKind = Alarm | 'settings' | 'claims' | 'metrics' | 'experiments' | 'cells' | 'shown';
/** What somebody should look at before it is taken over. */
export type Alarm = (typeof alarms)[number];

const alarms = ['broken', 'drift', 'flipped', 'analysis', 'failures', 'stale', 'worse'] as const;

export const isAlarm = ({ kind }: Finding): boolean => (alarms as readonly string[]).includes(kind);

/**
 * What all the changes come to, in the order in which a reviewer wants to know. Empty where nothing that matters
 * changed: text only, or nothing.
 */
export function findingsIn(diffs: readonly ExperimentDiff[]): Finding[] {
  const changed = diffs.filter(({ kind }) => kind !== 'removed');
  const claims = changed.flatMap((diff) => diff.claims.map((claim) => ({ claim, diff })));
  const several = diffs.length > 1;
  const nameOf = (experiment: string, name: string) => (several ? `${experiment}.${name}` : name);
  const named = (wanted: (claim: ClaimChange) => boolean) =>
    claims
      .filter(({ claim }) => wanted(claim))
      .map(({ claim, diff }) => ({ claim, name: nameOf(diff.experiment, claim.name) }));
  const cells = (...kinds: readonly string[]) =>
    changed.flatMap((diff) => diff.cells.filter(({ kind }) => kinds.includes(kind)));
  const found = (kind: FindingKind, text: string | undefined): Finding[] =>
    text === undefined ? [] : [{ kind, text }];
  const broken = changed.filter(({ problems }) => problems.length > 0).map(({ experiment }) => experiment);
  const flipped = named(({ kind }) => kind === 'flipped');
  const afterData = named(({ afterData, kind }) => afterData && kind !== 'added');
  const excluded = changed.reduce((sum, diff) => sum + diff.excluded, 0);
  const failures = changed.flatMap((diff) => newFailures(diff));
  const stale = changed.flatMap(({ experiment, stale }) => (stale ? [{ experiment, stale }] : []));
  const metrics = changed.flatMap((diff) => diff.metrics);
  const tagged = (tag: string) => metrics.filter((metric) => metric.tag === tag).length;
  const again = cells('meaning', 'inherited', 'computed');
  const open = again.filter(({ after }) => after === 'missing').length;
  const drawn = changed.flatMap((diff) => diff.charts);
  return [
    ...found(
      'broken',
      list(broken, (names) => `${names} can't be read`),
    ),
    ...found(
      'drift',
      counted(cells('drift').length, (n) => `${n} moved with equal inputs`, 'cell'),
    ),
    ...found(
      'flipped',
      list(
        flipped.map(({ name, claim }) => `${name} is ${claim.after}, was ${claim.before}`),
        (texts) => texts,
      ),
    ),
    ...found(
      'analysis',
      list(
        [
          ...afterData.map(
            ({ name, claim }) => `${name} ${claim.kind === 'removed' ? 'dropped' : 'restated'}`,
          ),
          ...(excluded > 0 ? [`${plural(excluded, 'cell')} left out`] : []),
        ],
        (texts) => `analysis changed after data (${texts})`,
      ),
    ),
    ...found(
      'failures',
      counted(failures.length, (n) => `${n} without result`, 'cell'),
    ),
    ...found(
      'stale',
      list(
        stale.map(({ experiment }) => experiment),
        (names) => `results of ${names} are not those of the file`,
      ),
    ),
    ...found(
      'worse',
      counted(tagged('worse'), (n) => `${n} worse`, 'mean'),
    ),
    ...found(
      'metrics',
      counted(tagged('better'), (n) => `${n} better`, 'mean'),
    ),
    ...found(
      'settings',
      list(changed.flatMap(settingTexts), (texts) => texts),
    ),
    ...found('claims', summaryOfClaims(claims.map(({ claim }) => claim))),
    ...found('experiments', summaryOfExperiments(diffs)),
    ...found(
      'cells',
      counted(again.length - open, (n) => `${n} computed anew`, 'cell'),
    ),
    ...found(
      'cells',
      counted(open, (n) => `${n} to compute`, 'cell'),
    ),
    ...found(
      'cells',
      counted(cells('added').length, (n) => `${n} added`, 'cell'),
    ),
    ...found(
      'cells',
      excluded > 0 ? undefined : counted(cells('removed').length, (n) => `${n} gone`, 'cell'),
    ),
    ...found(
      'shown',
      counted(drawn.length, (n) => `${n} changed`, 'chart'),
    ),
  ];
}

/** Cells whose outcome is worse than it was. */
export function newFailures({ cells }: ExperimentDiff) {
  const bad = (outcome: string | undefined) => outcome === 'failed' || outcome === 'diverged';
  return cells.filter(({ before, after }) => bad(after) && before !== after);
}

const inWords = { added: 'added', restated: 'restated', moved: 'with other effects' } as const;

function summaryOfClaims(claims: readonly ClaimChange[]): string | undefined {
  const fresh = claims.filter(({ kind, afterData }) => kind === 'added' || !afterData);
  const parts = (['added', 'restated', 'moved'] as const).flatMap((kind) => {
    const n = fresh.filter((claim) => claim.kind === kind).length;
    return n === 0 ? [] : `${plural(n, 'claim')} ${inWords[kind]}`;
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Settings with which cells are computed anew; arms are told by the cells that they add. */
function settingTexts({ settings }: ExperimentDiff): string[] {
  return settings
    .filter(({ cells, before, after }) => cells > 0 && before !== undefined && after !== undefined)
    .map(({ path, before, after }) => `${path} ${before} → ${after}`);
}

function summaryOfExperiments(diffs: readonly ExperimentDiff[]): string | undefined {
  const parts = (['added', 'removed'] as const).flatMap((kind) => {
    const names = diffs.filter((diff) => diff.kind === kind).map(({ experiment }) => experiment);
    return names.length === 0 ? [] : `${kind} ${shortList(names)}`;
  });
  const renamed = diffs.filter(({ renamed }) => renamed.length > 0).map(({ experiment }) => experiment);
  if (renamed.length > 0) parts.push(`names changed in ${shortList(renamed)}`);
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** More names than these are counted. */
const listed = 3;
const shortList = (texts: readonly string[]) =>
  texts.length <= listed
    ? texts.join(', ')
    : `${texts.slice(0, listed).join(', ')} and ${texts.length - listed} more`;
const list = (texts: readonly string[], say: (texts: string) => string) =>
  texts.length === 0 ? undefined : say(shortList(texts));
const plural = (n: number, thing: string) => `${n.toLocaleString('en-US')} ${thing}${n === 1 ? '' : 's'}`;
const counted = (n: number, say: (counted: string) => string, thing: string) =>
  n === 0 ? undefined : say(plural(n, thing));

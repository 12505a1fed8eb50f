import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listCheckpoints } from './checkpoints.ts';
import { type Item, listStore } from './contents.ts';
import { listLeases } from './leases.ts';
import { hasEnded, type ProcessName } from './process.ts';

/** Something below the store's folder that nobody needs. */
export interface Waste {
  readonly path: string;
  readonly why: keyof typeof reasons;
  readonly bytes: number;
}

/** Why something may go, for people. */
export const reasons = {
  temporary: 'half-written files of processes that are gone',
  lease: 'leases of processes that are gone',
  checkpoint: 'checkpoints of trainings that are finished, or a month old',
  failure: 'failures of steps that were sealed since',
  note: 'times of records that are not there',
  damaged: 'damaged records that were computed again, or a month old',
  log: 'output and sources that no record names, a month old',
  unused: 'records that no experiment and no results name',
} as const;

const hour = 3600_000;
const day = 24 * hour;
const month = 30 * day;

/**
 * What may go from the store below `folder`: what no run can use any more. Where `needed` is given also every
 * record of another key.
 */
export function findWaste(folder: string, needed?: ReadonlySet<string>): Waste[] {
  const items = [...listStore(folder)];
  const sealed = new Set(items.filter(({ kind }) => kind === 'record').map(({ key }) => key));
  const inUse = new Set(
    listLeases(folder)
      .filter(isAtWork)
      .map(({ key }) => key),
  );
  const unused = (key: string) => needed !== undefined && !needed.has(key) && !inUse.has(key);
  return [
    ...wasteOf(
      'temporary',
      files(folder, 'tmp').filter((path) => ageOf(path) > hour),
    ),
    ...wasteOf('lease', deadLeases(folder)),
    ...wasteOf('checkpoint', oldCheckpoints(folder, sealed)),
    ...wasteOf(
      'damaged',
      files(folder, 'damaged').filter((path) => isReplaced(path, sealed)),
    ),
    ...wasteOf('log', unnamedOutput(folder, items)),
    ...items.flatMap((item) => wasteOfItem(item, sealed, unused)),
  ];
}

/** Whether a run that may be alive is at work on the store. */
export function isBusy(folder: string): boolean {
  return listLeases(folder).some(isAtWork);
}

/** Removes what `findWaste` found. */
export function removeWaste(waste: readonly Waste[]): void {
  for (const { path } of waste) rmSync(path, { recursive: true, force: true });
}

const isAtWork = ({ ended, beat }: { ended: boolean; beat: number }) => !ended && Date.now() - beat < day;

function wasteOfItem(
  { kind, key, path }: Item,
  sealed: ReadonlySet<string>,
  unused: (key: string) => boolean,
): Waste[] {
  if (kind === 'unknown') return [];
  if (unused(key)) return wasteOf('unused', [path]);
  if (kind === 'failure' && sealed.has(key)) return wasteOf('failure', [path]);
  // A record's times are written right after it.
  if (kind === 'sidecar' && !sealed.has(key) && ageOf(path) > hour) return wasteOf('note', [path]);
  return [];
}

function deadLeases(folder: string): string[] {
  const leases = listLeases(folder)
    .filter((lease) => !isAtWork(lease))
    .map(({ key }) => join(folder, 'leases', key));
  const holders = files(folder, 'holders').filter((path) => ageOf(path) > day || isGone(path));
  return [...leases, ...holders];
}

function isGone(path: string): boolean {
  try {
    return hasEnded(JSON.parse(readFileSync(path, 'utf8')) as ProcessName);
  } catch {
    return false;
  }
}

/** A sealed training may be repeated for what is measured along the way, and then has a young checkpoint. */
function oldCheckpoints(folder: string, sealed: ReadonlySet<string>): string[] {
  return listCheckpoints(folder)
    .map((key) => ({ path: join(folder, 'checkpoints', key), limit: sealed.has(key) ? day : month }))
    .filter(({ path, limit }) => ageOf(path) > limit)
    .map(({ path }) => path);
}

function isReplaced(path: string, sealed: ReadonlySet<string>): boolean {
  const [key] = path.split(/[\\/]/).at(-1)!.split(/[-.]/);
  return sealed.has(key) || ageOf(path) > month;
}

/** Logs and sources that no note of the store names. */
function unnamedOutput(folder: string, items: readonly Item[]): string[] {
  const old = [...files(folder, 'logs'), ...files(folder, 'sources')].filter((path) => ageOf(path) > month);
  if (old.length === 0) return [];
  const notes = items.filter(({ kind }) => kind === 'sidecar' || kind === 'failure');
  const named = new Set(notes.flatMap(({ path }) => namesIn(path)));
  return old.filter(
    (path) =>
      !named.has(
        path
          .split(/[\\/]/)
          .at(-1)!
          .replace(/\.\w+$/, ''),
      ),
  );
}

function namesIn(note: string): string[] {
  try {
    const { job, source } = JSON.parse(readFileSync(note, 'utf8')) as { job?: string; source?: string };
    return [job, source].filter((name) => name !== undefined);
  } catch {
    return [];
  }
}

function wasteOf(why: Waste['why'], paths: readonly string[]): Waste[] {
  return paths.map((path) => ({ path, why, bytes: bytesIn(path) }));
}

function files(folder: string, name: string): string[] {
  const place = join(folder, name);
  return existsSync(place) ? readdirSync(place).map((file) => join(place, file)) : [];
}

/** Milliseconds since something was changed; none where it has just gone. */
function ageOf(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

function bytesIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

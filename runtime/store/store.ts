import nodeFs, { existsSync, readdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Sealable } from '../job.ts';
import type { Origin } from '../provenance.ts';
import { listStore } from './contents.ts';
import { type FileSystem, placeFile, placeFolder } from './files.ts';
import { DamagedRecord, type Failure, readFailure, readNote, readSealed } from './read.ts';
import type { ReadRecord } from './record.ts';
import { sealedFiles } from './sealed.ts';

/** What may differ from run to run, kept beside a sealed folder. */
export interface Sidecar extends Origin {
  readonly started: string;
  readonly seconds: number;
  readonly host: string;
  readonly pid: number;
  /** What was done, `train` or the name of a measurement, and its cost as planned: for estimates. */
  readonly kind: string;
  readonly cost: number;
  /** Id of the job, whose output `logs.ts` finds. */
  readonly job: string;
  /** Hash of the experiment that asked for it first, which `sources.ts` finds. */
  readonly source: string;
}

export interface Store {
  readonly folder: string;
  readonly read: ReadRecord;
  /** Keeps a finished step for good; false where another process had sealed it already. */
  seal(step: Sealable, sidecar: Sidecar): boolean;
  /** Notes that a step was tried and failed; sealing it later removes the note. */
  fail(failure: Failure): void;
  /** When and where a sealed record was computed; undefined where that was not kept. */
  sidecar(key: string): Sidecar | undefined;
  /** Of every record, in the order of their keys; read one by one. */
  sidecars(): Iterable<Sidecar>;
  /** Removes what processes that were killed left half-written. */
  sweep(): void;
}

export interface StoreOptions {
  /** Told of each damaged record; `read` then answers as if it had never been there. */
  readonly onDamage?: (damage: DamagedRecord) => void;
  readonly fs?: FileSystem;
}

/** Where a store keeps what was sealed under a key. */
export const placeOf = (folder: string, key: string) => join(folder, 'store', key.slice(0, 2), key);

/** Nothing takes an hour to be written: older temporary files belong to processes that are gone. */
const staleAfter = 3600_000;

/**
 * The content-addressed store below `folder` (`.crease`): append-only, safe against crashes, and shared by
 * any number of processes. `store/ab/abcd…/` holds what was sealed under a key, `store/ab/abcd….sidecar.json`
 * when and where it was computed.
 */
export function openStore(folder: string, options: StoreOptions = {}): Store {
  const fs = options.fs ?? nodeFs;
  const place = (key: string) => placeOf(folder, key);
  const temporary = (key: string) =>
    join(folder, 'tmp', `${key}-${hostname()}-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

  /** Another run may have moved it since. */
  function damaged(key: string, problem: string): DamagedRecord {
    const aside = join(folder, 'damaged', `${key}-${Date.now()}`);
    fs.mkdirSync(join(folder, 'damaged'), { recursive: true });
    if (existsSync(place(key))) fs.renameSync(place(key), aside);
    const damage = new DamagedRecord(key, problem, aside);
    options.onDamage?.(damage);
    return damage;
  }

  return {
    folder,
    read(key) {
      try {
        const sealed = readSealed(place(key), key, (problem) => damaged(key, problem));
        return sealed ?? readFailure(`${place(key)}.failed.json`);
      } catch (error) {
        if (error instanceof DamagedRecord) return undefined;
        throw error;
      }
    },
    seal(step, sidecar) {
      const won = placeFolder(sealedFiles(step), temporary(step.key), place(step.key), fs);
      if (won) placeFile(json(sidecar), temporary(step.key), `${place(step.key)}.sidecar.json`, fs);
      fs.rmSync(`${place(step.key)}.failed.json`, { force: true });
      return won;
    },
    fail(failure) {
      placeFile(json(failure), temporary(failure.key), `${place(failure.key)}.failed.json`, fs);
    },
    sidecar(key) {
      return readNote<Sidecar>(`${place(key)}.sidecar.json`);
    },
    *sidecars() {
      for (const { kind, path } of listStore(folder)) {
        const found = kind === 'sidecar' ? readNote<Sidecar>(path) : undefined;
        if (found) yield found;
      }
    },
    sweep() {
      const tmp = join(folder, 'tmp');
      if (!existsSync(tmp)) return;
      for (const name of readdirSync(tmp)) {
        const age =
          Date.now() - (statSync(join(tmp, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
        if (age > staleAfter) fs.rmSync(join(tmp, name), { recursive: true, force: true });
      }
    },
  };
}

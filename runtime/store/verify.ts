import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '../../compiler/plan/canonical.ts';
import { listCheckpoints, readCheckpoint } from './checkpoints.ts';
import { listStore } from './contents.ts';
import { DamagedRecord } from './read.ts';
import type { StoredRecord } from './record.ts';
import { sha256 } from './sealed.ts';
import { openStore } from './store.ts';

/** What is wrong with something in the store, as a sentence. */
export interface Problem {
  readonly key: string;
  readonly message: string;
}

export interface Verification {
  /** Sealed records that were read, with all that belongs to them. */
  readonly records: number;
  readonly checkpoints: number;
  readonly problems: readonly Problem[];
}

/** Reads everything in the store below `folder` and checks its hashes; what is damaged is moved aside. */
export function verifyStore(folder: string): Verification {
  const problems: Problem[] = [];
  const store = openStore(folder, { onDamage: ({ key, message }) => problems.push({ key, message }) });
  let records = 0;
  for (const { kind, key, path } of listStore(folder)) {
    if (kind === 'unknown') problems.push({ key, message: `${path} is nothing that Crease keeps` });
    if (kind === 'sidecar' || kind === 'failure') problems.push(...problemsOfNote(key, path));
    if (kind !== 'record') continue;
    records++;
    problems.push(...problemsOfRecord(store.read(key)));
  }
  const checkpoints = listCheckpoints(folder);
  return {
    records,
    checkpoints: checkpoints.length,
    problems: [...problems, ...checkpoints.flatMap(problemsOfCheckpoint)],
  };

  function problemsOfCheckpoint(key: string): Problem[] {
    const problem = problemOf(() => readCheckpoint(join(folder, 'checkpoints', key), key));
    return problem === undefined
      ? []
      : [{ key, message: `the checkpoint of ${key.slice(0, 12)} is damaged: ${problem}` }];
  }
}

/** Damage that reading finds is reported by the store itself. */
function problemsOfRecord(record: StoredRecord | undefined): Problem[] {
  if (record === undefined) return [];
  try {
    for (const name of record.names) record.array(name);
    record.weights();
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error;
    return [];
  }
  const { key, preimage } = record;
  if (sha256(canonical(preimage)) === key) return [];
  return [{ key, message: `record ${key.slice(0, 12)} holds a preimage that gives another key` }];
}

function problemsOfNote(key: string, path: string): Problem[] {
  const problem = problemOf(() => JSON.parse(readFileSync(path, 'utf8')));
  return problem === undefined ? [] : [{ key, message: `${path} can't be read: ${problem}` }];
}

function problemOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

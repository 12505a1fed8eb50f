import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from '../../compiler/plan/plan.ts';
import { decodeNpy } from './npy.ts';
import type { NpyArray, StoredRecord } from './record.ts';
import { decodeSafetensors } from './safetensors.ts';
import {
  type ArrayEntry,
  type FileEntry,
  fromJson,
  type RecordFile,
  readRecordFile,
  sha256,
} from './sealed.ts';

/** Why a step has no result although it was tried. */
export interface Failure {
  readonly key: string;
  readonly preimage: Construct;
  readonly reason: string;
  /** Id of the job that failed, whose output `logs.ts` finds. */
  readonly job: string;
}

/** A record's bytes are not those that were sealed. It has been moved aside and will be computed again. */
export class DamagedRecord extends Error {
  readonly key: string;
  constructor(key: string, problem: string, place: string) {
    super(
      `record ${key.slice(0, 12)} is damaged: ${problem}; it was moved to ${place} and is computed again`,
    );
    this.name = 'DamagedRecord';
    this.key = key;
  }
}

/** Moves a record aside and gives the error to throw. */
type Damaged = (problem: string) => DamagedRecord;

/**
 * The record sealed in `folder`, its seal checked; arrays and weights are read and checked when asked for.
 * Undefined where there is no such folder.
 */
export function readSealed(folder: string, key: string, damaged: Damaged): StoredRecord | undefined {
  const text = readIfThere(join(folder, 'record.json'));
  if (text === undefined && !existsSync(folder)) return undefined;
  if (text === undefined) throw damaged('record.json is missing');
  const record = intact(damaged, () => readRecordFile(text, key));
  const load = <T>(entry: FileEntry, decode: (bytes: Uint8Array) => T): T =>
    intact(damaged, () => decode(readChecked(folder, entry)));
  return {
    key,
    preimage: record.preimage,
    outcome: record.outcome,
    reason: record.reason,
    certificate: certificateOf(record),
    names: Object.keys(record.arrays),
    array(name) {
      const entry = record.arrays[name];
      if (!entry) throw new Error(absent(record, name));
      return 'file' in entry ? load(entry, decodeNpy) : inlineArray(entry);
    },
    weights: () => record.weights && load(record.weights, decodeSafetensors),
  };
}

/** The note of a failure at `file`, as a record without arrays; undefined where there is none. */
export function readFailure(file: string): StoredRecord | undefined {
  const failure = readNote<Failure>(file);
  if (failure === undefined) return undefined;
  const { key, preimage, reason, job } = failure;
  const array = () => {
    throw new Error(`record ${key.slice(0, 12)} failed and has no arrays: ${reason}`);
  };
  return {
    key,
    preimage,
    outcome: 'failed',
    reason,
    job,
    certificate: {},
    names: [],
    array,
    weights: () => undefined,
  };
}

/** What a note beside a sealed folder says; one that is torn says nothing. */
export function readNote<Note>(file: string): Note | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Note;
  } catch {
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Wrong bytes and missing files are damage; a disk that cannot be read is an error of its own. */
function intact<T>(damaged: Damaged, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code && code !== 'ENOENT') throw error;
    throw damaged(message);
  }
}

function readChecked(folder: string, { file, sha256: expected }: FileEntry): Uint8Array {
  const bytes = readFileSync(join(folder, file));
  if (sha256(bytes) !== expected) throw new Error(`${file} does not have the hash that was sealed`);
  return bytes;
}

function inlineArray({ shape, type, values }: Extract<ArrayEntry, { values: unknown }>): NpyArray {
  const kinds = { f8: Float64Array, f4: Float32Array, i4: Int32Array };
  return { shape, data: new kinds[type](values.map(fromJson)) };
}

function certificateOf(record: RecordFile): Record<string, number> {
  return Object.fromEntries(
    Object.entries(record.certificate).map(([name, value]) => [name, fromJson(value)]),
  );
}

function absent(record: RecordFile, name: string): string {
  return `record ${record.key.slice(0, 12)} has no array "${name}"; it has ${Object.keys(record.arrays).join(', ') || 'none'}`;
}

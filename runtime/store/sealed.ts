import { createHash } from 'node:crypto';
import type { Construct } from '../../compiler/plan/plan.ts';
import type { Sealable } from '../job.ts';
import type { Files } from './files.ts';
import { encodeNpy } from './npy.ts';
import type { NpyArray } from './record.ts';
import { encodeSafetensors } from './safetensors.ts';

/** Arrays of up to this many numbers stand in `record.json` itself. */
const inlineLimit = 64;

/** Numbers that JSON does not have are written as text. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

export interface FileEntry {
  readonly file: string;
  readonly sha256: string;
}
export type ArrayEntry =
  | ({ readonly shape: readonly number[] } & FileEntry)
  | {
      readonly shape: readonly number[];
      readonly type: 'f8' | 'f4' | 'i4';
      readonly values: readonly JsonNumber[];
    };

/** What `record.json` says; `seal` is the SHA-256 of the same text without it. */
export interface RecordFile {
  readonly crease: 1;
  readonly key: string;
  readonly outcome: 'done' | 'diverged';
  readonly reason?: string;
  readonly certificate: Readonly<Record<string, JsonNumber>>;
  readonly arrays: Readonly<Record<string, ArrayEntry>>;
  readonly weights?: FileEntry;
  readonly preimage: Construct;
  readonly seal?: string;
}

/** The files of a sealed folder: they follow from what was computed alone, byte for byte. */
export function sealedFiles(step: Sealable): Files {
  const files: Record<string, Uint8Array | string> = {};
  const put = (file: string, content: Uint8Array): FileEntry => {
    files[file] = content;
    return { file, sha256: sha256(content) };
  };
  const arrays = sorted(step.arrays).map(([name, array]) => [
    name,
    array.data.length <= inlineLimit
      ? inline(array)
      : { shape: array.shape, ...put(`${name}.npy`, encodeNpy(array)) },
  ]);
  const record: RecordFile = {
    crease: 1,
    key: step.key,
    outcome: step.outcome,
    reason: step.reason,
    certificate: Object.fromEntries(sorted(step.certificate).map(([name, value]) => [name, toJson(value)])),
    arrays: Object.fromEntries(arrays),
    weights: step.weights && put('weights.safetensors', encodeSafetensors(step.weights)),
    preimage: step.preimage,
  };
  return { ...files, 'record.json': `${JSON.stringify({ ...record, seal: sealOf(record) }, null, 1)}\n` };
}

/** Reads `record.json` and checks its seal; throws with what is wrong. */
export function readRecordFile(text: string, key: string): RecordFile {
  const { seal, ...record } = JSON.parse(text) as RecordFile;
  if (sealOf(record) !== seal) throw new Error('record.json is not what was sealed');
  if (record.key !== key) throw new Error(`record.json belongs to ${record.key}`);
  return record;
}

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

export function fromJson(value: JsonNumber): number {
  return Number(value);
}

export function toJson(value: number): JsonNumber {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : ((Object.is(value, -0) ? '-0' : String(value)) as JsonNumber);
}

function inline({ shape, data }: NpyArray): ArrayEntry {
  const type = data instanceof Float64Array ? 'f8' : data instanceof Float32Array ? 'f4' : 'i4';
  return { shape, type, values: Array.from(data, toJson) };
}

const sealOf = (record: RecordFile) => sha256(JSON.stringify(record));

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

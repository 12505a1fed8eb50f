import nodeFs, { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, placeFile } from './files.ts';
import type { NpyArray } from './record.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { sha256 } from './sealed.ts';

/** How far a training has come: everything to go on from there. */
export interface SavedTraining {
  /** What is no array, as JSON. */
  readonly facts: unknown;
  readonly arrays: Readonly<Record<string, NpyArray>>;
}

/**
 * Unfinished trainings by content key, one file each, which is replaced at once or not at all. A file is a
 * line of JSON with the hash of the rest, and a `.safetensors` file.
 */
export interface CheckpointStore {
  /** Undefined where there is none, or none that can be used. */
  read(key: string): SavedTraining | undefined;
  write(key: string, saved: SavedTraining): void;
  remove(key: string): void;
}

export interface CheckpointOptions {
  /** A checkpoint of another version is not used: what is in it may mean something else. */
  readonly version: string;
  readonly onDamage?: (message: string) => void;
  readonly fs?: FileSystem;
}

interface Header {
  readonly key: string;
  readonly version: string;
  readonly sha256: string;
  readonly facts: unknown;
}

const placeOf = (folder: string, key: string) => join(folder, 'checkpoints', key);

export function openCheckpoints(
  folder: string,
  { version, onDamage = () => {}, fs = nodeFs }: CheckpointOptions,
): CheckpointStore {
  return {
    read(key) {
      const file = placeOf(folder, key);
      if (!existsSync(file)) return undefined;
      try {
        const found = readCheckpoint(file, key);
        return found.version === version ? found : undefined;
      } catch (error) {
        onDamage(setAside(folder, key, error as NodeJS.ErrnoException));
        return undefined;
      }
    },
    write(key, { facts, arrays }) {
      const body = encodeSafetensors(arrays);
      const header: Header = { key, version, sha256: bodyHash(facts, body), facts };
      const content = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
      placeFile(content, join(folder, 'tmp', `${key}-${process.pid}.checkpoint`), placeOf(folder, key), fs);
    },
    remove(key) {
      fs.rmSync(placeOf(folder, key), { force: true });
    },
  };
}

/** Keys of the trainings that have a checkpoint. */
export function listCheckpoints(folder: string): string[] {
  const place = join(folder, 'checkpoints');
  return existsSync(place) ? readdirSync(place) : [];
}

/** The checkpoint in `file`, its hash checked; throws with what is wrong. */
export function readCheckpoint(file: string, key: string): SavedTraining & { readonly version: string } {
  const bytes = readFileSync(file);
  const end = bytes.indexOf('\n');
  const header = JSON.parse(bytes.toString('utf8', 0, Math.max(end, 0))) as Header;
  const body = bytes.subarray(end + 1);
  if (header.key !== key) throw new Error(`it belongs to ${header.key}`);
  if (bodyHash(header.facts, body) !== header.sha256) throw new Error('it is not what was saved');
  return { version: header.version, facts: header.facts, arrays: decodeSafetensors(body) };
}

const bodyHash = (facts: unknown, body: Uint8Array) => sha256(JSON.stringify(facts) + sha256(body));

/** Moves a damaged checkpoint out of the way; a disk that cannot be read is an error of its own. */
function setAside(folder: string, key: string, error: NodeJS.ErrnoException): string {
  if (error.code) throw error;
  const aside = join(folder, 'damaged', `${key}-${Date.now()}.checkpoint`);
  mkdirSync(join(folder, 'damaged'), { recursive: true });
  renameSync(placeOf(folder, key), aside);
  return `the checkpoint of training ${key.slice(0, 12)} is damaged: ${error.message}; it was moved to ${aside} and the training starts again`;
}

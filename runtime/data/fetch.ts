import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PublishedFile } from '../../compiler/registry/datasets/published.ts';
import { DataFileError } from './problem.ts';

export interface FetchOptions {
  /** Asks for an address; the global `fetch` but for tests. */
  readonly ask: typeof fetch;
  /** Bytes that are there, and how many there will be where the server says so. */
  readonly onProgress: (have: number, all: number | undefined) => void;
}

/**
 * Fetches a published file into `folder`. What an interrupted attempt has brought stays beside it as `.part`, and
 * the next one goes on from there; the file gets its name when all of it is there and has the published hash.
 * @throws a `DataFileError` where the server cannot be reached or gives something else
 */
export async function fetchFile(file: PublishedFile, folder: string, options: FetchOptions): Promise<string> {
  const target = join(folder, file.name);
  const part = `${target}.part`;
  await bring(file, part, options);
  const found = await hashOf(part);
  if (found !== file.sha256) {
    rmSync(part);
    throw new DataFileError(
      `${file.url} gave another file than the published one: its SHA-256 is ${found}, not ${file.sha256}. Nothing was kept`,
    );
  }
  const handle = openSync(part, 'r');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(part, target);
  return target;
}

async function bring(
  { url, name }: PublishedFile,
  part: string,
  { ask, onProgress }: FetchOptions,
): Promise<void> {
  const have = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  const response = await answer(url, have, ask);
  mkdirSync(dirname(part), { recursive: true });
  // The whole file was there already: the server has nothing after its end.
  if (response.status === 416) return;
  if (!response.ok || !response.body)
    throw new DataFileError(
      `${url} cannot be had: the server answers ${response.status} ${response.statusText}`,
    );
  const resumed = response.status === 206 ? have : 0;
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const all = Number.isFinite(length) ? resumed + length : undefined;
  let count = resumed;
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on('data', (chunk: Buffer) => onProgress((count += chunk.length), all));
  try {
    await pipeline(body, createWriteStream(part, { flags: resumed > 0 ? 'a' : 'w' }));
  } catch (error) {
    throw new DataFileError(
      `${name} broke off after ${count} bytes (${(error as Error).message}): the same command goes on from there`,
    );
  }
}

async function answer(url: string, have: number, ask: typeof fetch): Promise<Response> {
  try {
    return await ask(url, have > 0 ? { headers: { range: `bytes=${have}-` } } : {});
  } catch (error) {
    const { cause, message } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    throw new DataFileError(`${url} cannot be reached (${reason}): there seems to be no internet here`);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

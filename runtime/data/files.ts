import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DataFileError } from './problem.ts';

/** Larger files are refused before they are read: a table takes some ten times its size in memory. */
export const mostBytes = { table: 2 ** 27, array: 2 ** 31 - 1, image: 2 ** 26 } as const;

/** The bytes of a data file of the project. */
export function readDataFile(path: string, kind: keyof typeof mostBytes): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat)
    throw new DataFileError(`there is no file ${path}: a path starts from the folder of the experiment`);
  if (!stat.isFile()) throw new DataFileError(`${path} is no file`);
  if (stat.size > mostBytes[kind])
    throw new DataFileError(
      `${path} has ${stat.size} bytes, and at most ${mostBytes[kind]} are read: ${kind === 'table' ? 'keep the numbers in a .npy file, which is read as it is, or take fewer lines' : 'take fewer examples'}`,
    );
  return readFileSync(path);
}

/** The content of a file that is packed where its bytes begin as gzip's do. */
export function unpacked(bytes: Buffer, path: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes.array });
  } catch (error) {
    throw new DataFileError(`${path} cannot be unpacked (${(error as Error).message}): was it cut short?`);
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Refuses what leads out of the folder through a link. */
export function insideFolder(folder: string, path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })) return;
  const way = relative(realpathSync(folder || '.'), realpathSync(path));
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new DataFileError(`${path} is a link out of the project: copy the data into it`);
}

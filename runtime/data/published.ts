import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetRecord } from '../../compiler/registry/datasets/dataset.ts';
import type { PublishedFile } from '../../compiler/registry/datasets/published.ts';
import { sha256 } from './files.ts';
import { DataFileError } from './problem.ts';

type Published = Pick<DatasetRecord, 'name' | 'published'>;

/** The folder that published data sets are fetched into: `$CREASE_DATA`, or `.crease/data` of the project. */
export const dataFolder = (): string => process.env.CREASE_DATA || join('.crease', 'data');

/** Folders that published data sets are looked for in, the own one first, then Debian's. */
export const dataFolders = (): readonly string[] => [dataFolder(), '/usr/share/datasets'];

/**
 * Where each file of a data set is; undefined for those that are on none of the places. A folder of the data set
 * is called by its name, with underscores or hyphens.
 */
export function findPublished(
  { name, published = [] }: Published,
  folders: readonly string[] = dataFolders(),
): readonly { readonly file: PublishedFile; readonly path?: string }[] {
  const places = folders.flatMap((folder) =>
    [name, name.replaceAll('_', '-')].map((called) => join(folder, called)),
  );
  return published.map((file) => ({
    file,
    path: places.map((place) => join(place, file.name)).find((path) => existsSync(path)),
  }));
}

/** The bytes of the files of a published data set, each checked. */
export function readPublished(record: Published, folders?: readonly string[]): Buffer[] {
  return findPublished(record, folders).map(({ file, path }) => {
    if (path === undefined)
      throw new DataFileError(
        `${file.name} of ${record.name} is not on this machine: run \`crease data get ${record.name}\``,
      );
    const bytes = readFileSync(path);
    const problem = wrongContent(bytes, file);
    if (problem)
      throw new DataFileError(`${path} ${problem}: remove it, and run \`crease data get ${record.name}\``);
    return bytes;
  });
}

/** Why bytes are not the file as published. */
export function wrongContent(bytes: Uint8Array, file: PublishedFile): string | undefined {
  const found = sha256(bytes);
  return found === file.sha256 || file.same?.includes(found)
    ? undefined
    : `is not the file as published: its SHA-256 is ${found}, not ${file.sha256}`;
}

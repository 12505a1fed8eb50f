import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { NetworkFileError, within } from './problem.ts';

/** Larger files are refused before they are read. */
export const mostBytes = { text: 2 ** 26, weights: 2 ** 30 } as const;

/** The bytes of a file. Throws a `NetworkFileError` if there is none, or it is larger than its kind may be. */
export function readBytes(path: string, kind: keyof typeof mostBytes): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new NetworkFileError(`there is no file ${path}.`);
  if (!stat.isFile())
    throw new NetworkFileError(`${path} is no file: name the network file itself, such as its model.json.`);
  if (stat.size > mostBytes[kind])
    throw new NetworkFileError(
      `${path} has ${stat.size} bytes; at most ${mostBytes[kind]} are read. Is it the right file?`,
    );
  return readFileSync(path);
}

export const readText = (path: string): string => new TextDecoder().decode(readBytes(path, 'text'));

/** The JSON of a file, as data. */
export function readJson(path: string): unknown {
  const text = readText(path);
  return within(path, () => {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new NetworkFileError(
        `it is not JSON (${(error as Error).message}). Was it cut short while it was copied?`,
      );
    }
  });
}

/** The path of a file that another file names, which must lie in `folder`; links are followed first. */
export function inside(folder: string, name: string): string {
  const refuse = () => {
    throw new NetworkFileError(
      `it names the file "${name}", which is outside ${folder}. Files are only read from inside it: copy it there.`,
    );
  };
  if (isAbsolute(name) || name.includes('\0')) refuse();
  const path = resolve(folder, name);
  if (leaves(folder, path)) refuse();
  if (statSync(path, { throwIfNoEntry: false }) && leaves(realpathSync(folder), realpathSync(path))) refuse();
  return path;
}

function leaves(folder: string, path: string): boolean {
  const way = relative(resolve(folder), path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

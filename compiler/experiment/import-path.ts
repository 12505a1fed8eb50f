import { badPath, outsideProject } from '../diagnostics/codes/imports.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { YamlScalar } from '../source/yaml-tree.ts';

const ending = '.crease.yaml';

/**
 * The file that a path names, seen from the file that imports it; undefined, and reported, where it names
 * none. A project is the folder that relative names start from, or that of an experiment outside of it.
 * @param main the experiment file
 */
export function importedFile(
  scalar: YamlScalar,
  importer: string,
  main: string,
  report: Report,
): string | undefined {
  const path = scalar.text.trim();
  const bad = badnessOfPath(path) ?? badEnding(path);
  if (bad) {
    report(diagnose(badPath, scalar.span, { path, ...bad }));
    return undefined;
  }
  const file = fileBeside(path, importer, main);
  if (file === undefined) report(diagnose(outsideProject, scalar.span, { path }));
  return file;
}

/** The file that a relative path names, seen from the file that it is written in; undefined outside the project. */
export function fileBeside(path: string, writtenIn: string, main: string): string | undefined {
  const file = normal(`${folderOf(writtenIn)}${path}`);
  const root = /^(\/|[A-Za-z]:|\.\.\/)/.test(normal(main)) ? folderOf(normal(main)) : '';
  return file.startsWith(root) && !file.slice(root.length).startsWith('../') ? file : undefined;
}

/** Why a text is no relative path, and what may be meant. */
export function badnessOfPath(path: string): { problem: string; fixed?: string } | undefined {
  if (path === '') return { problem: 'is no path' };
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return { problem: 'is an address, not a file of the project' };
  if (path.includes('\\')) return { problem: 'has backslashes', fixed: path.replaceAll('\\', '/') };
  return /^(\/|~|[A-Za-z]:)/.test(path) ? { problem: 'is an absolute path' } : undefined;
}

function badEnding(path: string): { problem: string; fixed: string } | undefined {
  if (path.endsWith(ending)) return undefined;
  const fixed = `${path.replace(/(\.crease)?(\.ya?ml)?$/, '')}${ending}`;
  return { problem: `does not end in ${ending}`, fixed };
}

const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/') + 1);

/** `a/./b/../c` → `a/c` */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && !['..', ''].includes(parts[parts.length - 1])) parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

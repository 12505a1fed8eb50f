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
  const bad = badness(path);
  if (bad) {
    report(diagnose(badPath, scalar.span, { path, ...bad }));
    return undefined;
  }
  const file = normal(`${folderOf(importer)}${path}`);
  const root = /^(\/|[A-Za-z]:|\.\.\/)/.test(normal(main)) ? folderOf(normal(main)) : '';
  if (file.startsWith(root) && !file.slice(root.length).startsWith('../')) return file;
  report(diagnose(outsideProject, scalar.span, { path }));
  return undefined;
}

function badness(path: string): { problem: string; fixed?: string } | undefined {
  if (path === '') return { problem: 'is no path' };
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return { problem: 'is an address, not a file of the project' };
  if (path.includes('\\')) return { problem: 'has backslashes', fixed: path.replaceAll('\\', '/') };
  if (/^(\/|~|[A-Za-z]:)/.test(path)) return { problem: 'is an absolute path' };
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

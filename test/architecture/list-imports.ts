import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Path from the repository's root. */
  readonly file: string;
  readonly specifier: string;
}

/** Every import, type import, re-export and `import()` of the sources that git knows or would add. */
export function listImports(root: string): Import[] {
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', listing, { cwd: root, encoding: 'utf8' }).split('\n');
  return files
    .filter((file) => /\.(ts|mts|mjs|js|astro)$/.test(file) && existsSync(join(root, file)))
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
}

export function importsOf(file: string, text: string): Import[] {
  const script = file.endsWith('.astro') ? scriptsOf(text) : text;
  return ts
    .preProcessFile(script, true, true)
    .importedFiles.map(({ fileName }) => ({ file, specifier: fileName }));
}

/** An Astro page's frontmatter and its client scripts. */
function scriptsOf(page: string): string {
  const frontmatter = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(page)?.[1] ?? '';
  const scripts = [...page.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, body]) => body);
  return [frontmatter, ...scripts].join('\n');
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFiles } from '../init/files.ts';
import { shellCommand } from '../text.ts';
import { parse } from '../usage.ts';

export const summary = 'Make a first experiment that works, in an empty folder';

export const help = `Usage: crease init [--dir FOLDER] [--ci]

Writes workflows/first.crease.yaml, a small experiment with every section of the language, and what an editor
needs to complete and check it: the JSON Schema and settings for VS Code. A .gitignore leaves out what running
makes. Nothing that exists is overwritten.

Options:
  --dir FOLDER   Where to make it, the current folder unless said; it is made if it is not there
  --ci           Also a workflow for GitHub that checks, runs the quick profile and keeps the website

Examples:
  crease init
  crease init --dir my-experiments --ci

Exit codes:
  0  made
  1  one of the files exists already, so nothing was written
  2  the command was not understood`;

/** Kept where it exists: a repository has one before it has experiments. */
const kept = '.gitignore';

export async function run(args: string[]): Promise<number> {
  const { values } = parse(
    args,
    { dir: { type: 'string', default: '.' }, ci: { type: 'boolean', default: false } },
    'no files',
  );
  const files = Object.entries(projectFiles({ ci: values.ci }));
  const existing = files.filter(([file]) => existsSync(join(values.dir, file))).map(([file]) => file);
  const inTheWay = existing.filter((file) => file !== kept);
  if (inTheWay.length > 0) {
    const where = values.dir === '.' ? 'this folder' : values.dir;
    process.stderr.write(
      `crease init: ${where} already has ${inTheWay.join(', ')}. Nothing was written; choose another folder with --dir.\n`,
    );
    return 1;
  }
  for (const [file, text] of files) {
    if (existing.includes(file)) continue;
    mkdirSync(dirname(join(values.dir, file)), { recursive: true });
    writeFileSync(join(values.dir, file), text);
    process.stdout.write(`${join(values.dir, file)}\n`);
  }
  if (existing.includes(kept))
    process.stdout.write(`${kept} was there already: see that it leaves out .crease/\n`);
  process.stdout.write(next(values.dir));
  return 0;
}

function next(folder: string): string {
  const lines = [
    folder !== '.' && `  ${shellCommand(['cd', folder])}`,
    '  crease check                 finds mistakes without running anything',
    '  crease run --profile quick   runs it small, in seconds',
    '  crease run                   runs it whole',
    '  crease build                 writes the website and prints where to open it',
  ];
  return `\nNext:\n${lines.filter(Boolean).join('\n')}\n`;
}

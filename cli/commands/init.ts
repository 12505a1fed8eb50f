import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFiles } from '../init/files.ts';
import { networkFiles, networkNames } from '../init/networks.ts';
import { shellCommand } from '../text.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Make a first experiment that works, in an empty folder';

export const help = `Usage: crease init [--dir FOLDER] [--ci]
       crease init --with NETWORK [--dir FOLDER]

Writes workflows/first.crease.yaml, a small experiment with every section of the language, and what an editor
needs to complete and check it: the JSON Schema and settings for VS Code. A .gitignore leaves out what running
makes. Nothing that exists is overwritten.

Options:
  --dir FOLDER     Where to make it, the current folder unless said; it is made if it is not there
  --with NETWORK   Only a ready-made network for a project that is there: mlp, cnn or resnet (8, 14 and 20 layers);
                   may be repeated. Its text is written to workflows/networks/, to be read, imported and changed
  --ci             Also a workflow for GitHub that checks, runs the quick profile and keeps the website

Examples:
  crease init
  crease init --dir my-experiments --ci
  crease init --with resnet --with mlp

Exit codes:
  0  made
  1  one of the files exists already, so nothing was written
  2  the command was not understood`;

/** Kept where it exists: a repository has one before it has experiments. */
const kept = '.gitignore';

export async function run(args: string[]): Promise<number> {
  const { values } = parse(
    args,
    {
      dir: { type: 'string', default: '.' },
      ci: { type: 'boolean', default: false },
      with: { type: 'string', multiple: true, default: [] },
    },
    'no files',
  );
  const networks = values.with.map((name) => oneOf('--with', name, networkNames));
  if (networks.length > 0 && values.ci)
    throw new UsageError('--ci makes a project, --with adds to one: give one of them.');
  const files = Object.entries(
    networks.length > 0 ? networkFiles(networks) : projectFiles({ ci: values.ci }),
  );
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
  process.stdout.write(networks.length > 0 ? useOf(networks) : next(values.dir));
  return 0;
}

function useOf(networks: readonly string[]): string {
  const imports = networks.map((name) => `  ${name}s: ./networks/${name}.crease.yaml`);
  return `\nIn an experiment of workflows/:\n\nimport:\n${imports.join('\n')}\n\nand among its layers a call, as the first lines of each file show it.\n`;
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

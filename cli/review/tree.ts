import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type ExperimentFiles, ending, search } from '../experiments.ts';
import { UsageError } from '../usage.ts';

/** The files below the current folder, as they are or as they were in a commit. Nothing is written to them. */
export interface Tree extends ExperimentFiles {
  /** `v1.2`, or "working tree". */
  readonly name: string;
  /** Whether it is a commit, of which all files are known. */
  readonly isCommit: boolean;
  /** Files by path, each with what is equal where its content is; of the working tree, experiments only. */
  readonly files: ReadonlyMap<string, string>;
  /** A message without the places of copies, which differ from call to call. */
  readonly plain: (message: string) => string;
}

/** Output of Git beyond this is refused by Node. */
const maxBuffer = 2 ** 30;

function git(...parameters: string[]): Buffer {
  return execFileSync('git', parameters, { maxBuffer, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The files of a commit below the current folder. Throws a `UsageError` for what is none. */
export function treeOf(revision: string): Tree {
  const commit = commitOf(revision);
  const lines = git('ls-tree', '-r', '-z', commit).toString().split('\0').filter(Boolean);
  const blobs = new Map(
    lines.flatMap((line): [string, string][] => {
      const tab = line.indexOf('\t');
      const [, type, id] = line.slice(0, tab).split(' ');
      return type === 'blob' ? [[line.slice(tab + 1), id]] : [];
    }),
  );
  const blob = (file: string) => git('cat-file', 'blob', blobs.get(file)!);
  const copies = new Copies(blobs.keys(), blob);
  return {
    name: revision,
    isCommit: true,
    files: blobs,
    read: (file) => (blobs.has(file) ? blob(file).toString() : undefined),
    place: (file) => copies.place(file),
    plain: (message) => copies.plain(message),
  };
}

/** Copies of files of a commit that are read by programs which want a path: data, and networks. */
class Copies {
  private readonly paths: readonly string[];
  private readonly read: (file: string) => Buffer;
  private folder?: string;

  constructor(paths: Iterable<string>, read: (file: string) => Buffer) {
    this.paths = [...paths].filter((path) => !path.split('/').includes('..'));
    this.read = read;
  }

  /**
   * Where a file is, or a folder of files, with what lies beside it, such as the weights of a network. Of an
   * experiment only the folder matters, which is that of the project.
   */
  place(path: string): string {
    this.folder ??= temporaryFolder();
    if (path.endsWith(ending)) return join(this.folder, basename(path));
    const wanted = (file: string) => dirname(file) === dirname(path) || file.startsWith(`${path}/`);
    for (const file of this.paths.filter(wanted)) {
      const target = join(this.folder, file);
      if (existsSync(target)) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, this.read(file));
    }
    return join(this.folder, path);
  }

  plain(message: string): string {
    return this.folder === undefined ? message : message.replaceAll(`${this.folder}/`, '');
  }
}

/** Folders that are removed when the process ends. */
const temporary: string[] = [];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crease-diff-'));
  const isFirst = temporary.push(folder) === 1;
  if (isFirst)
    process.on('exit', () => {
      for (const each of temporary) rmSync(each, { recursive: true, force: true });
    });
  return folder;
}

/** The files as they are now, committed or not. */
export function workingTree(): Tree {
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  return {
    name: 'working tree',
    isCommit: false,
    files: new Map(search('.', `**/*${ending}`).map((file) => [file, ''])),
    read,
    place: (file) => file,
    plain: (message) => message,
  };
}

/** The commit that two have in common, from which a branch of the second went on. */
export function mergeBase(base: string, head: string): string {
  const [from, to] = [commitOf(base), commitOf(head)];
  try {
    return git('merge-base', from, to).toString().trim();
  } catch {
    throw new UsageError(
      `${base} and ${head} have no commit in common here: fetch more of the history, as with \`git fetch --unshallow\`.`,
    );
  }
}

function commitOf(revision: string): string {
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
      .toString()
      .trim();
  } catch {
    throw new UsageError(
      isRepository()
        ? `there is no commit '${revision}': \`git log\` lists what is there, and \`git fetch\` brings more.`
        : 'this folder is in no Git repository: name two files of results instead.',
    );
  }
}

function isRepository(): boolean {
  try {
    git('rev-parse', '--git-dir');
    return true;
  } catch {
    return false;
  }
}

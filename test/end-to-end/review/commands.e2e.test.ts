import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run as check } from '../../../cli/commands/check.ts';
import { run as diff } from '../../../cli/commands/diff.ts';
import { run as report } from '../../../cli/commands/report.ts';
import { createProject, type Project, smallExperiment } from '../../cli/command.ts';

let project: Project;
const home = process.cwd();
beforeEach(() => {
  project = createProject();
  project.write('workflows/small.crease.yaml', smallExperiment);
  process.chdir(project.folder);
});
afterEach(() => {
  process.chdir(home);
  project.remove();
});

const beside = 'workflows/small.results.json';
const git = (...parameters: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
const runAll = (progress = 'none') =>
  project.crease(['run', '--backend', 'reference', '--jobs', '1', '--progress', progress]);

/** What a command prints in this process, and its exit code. */
async function call(command: (args: string[]) => Promise<number>, ...args: string[]) {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  try {
    const code = await command(args);
    return { code, out, first: out.split('\n')[0] };
  } finally {
    write.mockRestore();
  }
}

test('results stand beside an experiment in a repository, and are compared without the store', async () => {
  git('init', '-q', '-b', 'main');
  project.write('.gitignore', '.crease/\n');
  expect((await runAll()).code).toBe(0);
  const text = readFileSync(join(project.folder, beside), 'utf8');
  expect(text).not.toContain(project.folder);
  expect((await call(check)).out).toBe('1 experiment, no problems\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');

  project.write('workflows/small.crease.yaml', smallExperiment.replace('seed: 7', 'seed: 8'));
  expect((await call(check)).out).toContain(
    `${beside}: it is not of the experiment as it is written, in 4 cells: \`crease run\` brings it up to date`,
  );
  expect(JSON.parse((await call(check, '--format', 'json')).out).stale).toMatchObject([{ file: beside }]);
  expect(await call(diff, '--enforce')).toMatchObject({
    code: 1,
    first: 'Look closely: results of small are not those of the file; seed 7 → 8; 4 cells to compute',
  });
  expect((await runAll()).code).toBe(0);
  git('commit', '-q', '-a', '-m', 'second');

  const status = git('status', '--porcelain', '--branch');
  const as = async (format: string) => (await call(diff, 'HEAD~1..HEAD', '--format', format)).out;
  const said = 'Changed: seed 7 → 8; 1 claim with other effects; 4 cells measured anew';
  expect((await as('text')).split('\n')[0]).toBe(said);
  expect(JSON.parse(await as('json')).experiments[0].cells[0]).toMatchObject({
    ...{ kind: 'meaning', steps: ['nearest'] },
  });
  expect(await as('markdown')).toContain('| `seed` | `7` | `8` | 4 | meaning |');
  expect(await as('html')).toContain('<td><code>seed</code></td><td><code>7</code></td>');
  expect(git('status', '--porcelain', '--branch')).toBe(status);
  expect((await call(diff, 'HEAD~1...HEAD', '--enforce')).code).toBe(0);

  project.write('old.results.json', text);
  expect((await call(diff, 'old.results.json', beside)).first).toBe(said);
  await call(report, '--base', 'HEAD~1', '--output', 'comment.md');
  expect(readFileSync('comment.md', 'utf8')).toContain('**Changed:** seed 7 → 8');
});

test('results that cannot be put beside an experiment are no failure, and that is said', async () => {
  git('init', '-q', '-b', 'main');
  mkdirSync(join(project.folder, beside));
  expect(await runAll('plain')).toMatchObject({
    ...{ code: 0, err: expect.stringContaining(`${beside} could not be written`) },
  });
});

test('what cannot be compared is said', async () => {
  const none = 'this folder is in no Git repository: name two files of results instead.';
  await expect(call(diff)).rejects.toThrow(none);
  git('init', '-q', '-b', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'nothing');
  await expect(call(diff, 'v1..HEAD')).rejects.toThrow(
    "there is no commit 'v1': `git log` lists what is there, and `git fetch` brings more.",
  );
  await expect(call(diff, '--tolerance', 'some')).rejects.toThrow('must be a share from 0 to 1');
  await expect(call(diff, 'a', 'b', 'c')).rejects.toThrow('it compares two things');
  await expect(call(diff, 'a.results.json', beside)).rejects.toThrow('there is no file a.results.json');
  project.write('a.results.json', '{}');
  await expect(call(diff, 'a.results.json', 'a.results.json')).rejects.toThrow(
    "a.results.json can't be compared: it is not what `crease run` writes",
  );
  await expect(call(report)).rejects.toThrow('it needs --base');
  git('checkout', '-q', '--orphan', 'other');
  git('commit', '-q', '--allow-empty', '-m', 'another beginning');
  await expect(call(report, '--base', 'main')).rejects.toThrow('have no commit in common here');
});

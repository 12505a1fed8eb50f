import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProject, type Project, smallExperiment } from '../../cli/command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
  project.write('workflows/small.crease.yaml', smallExperiment);
});
afterEach(() => project.remove());

const beside = 'workflows/small.results.json';
const there = (file: string) => existsSync(join(project.folder, file));
const git = (...parameters: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...parameters], {
    cwd: project.folder,
    encoding: 'utf8',
  });
const runAll = (...more: string[]) =>
  project.crease(['run', '--backend', 'reference', '--jobs', '1', '--progress', 'none', ...more]);
const change = (before: string, after: string) =>
  project.write('workflows/small.crease.yaml', smallExperiment.replace(before, after));

test('results stand beside an experiment in a repository, and are compared without the store', async () => {
  git('init', '-q', '-b', 'main');
  project.write('.gitignore', '.crease/\n');
  expect((await runAll()).code).toBe(0);
  const text = readFileSync(join(project.folder, beside), 'utf8');
  expect(text).not.toContain(project.folder);
  expect((await runAll('--set', 'replicates=3')).code).toBe(0);
  expect((await runAll('--profile', 'few')).code).toBe(0);
  expect(readFileSync(join(project.folder, beside), 'utf8')).toBe(text);
  expect((await project.crease(['check'])).out).toBe('1 experiment, no problems\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');

  change('seed: 7', 'seed: 8');
  expect((await project.crease(['check'])).out).toContain(
    `${beside}: it is not of the experiment as it is written, in 4 cells`,
  );
  const stale = await project.crease(['diff', '--enforce']);
  expect(stale.code).toBe(1);
  expect(stale.out.split('\n')[0]).toBe(
    'Look closely: results of small are not those of the file; seed 7 → 8; 4 cells to compute',
  );
  expect((await runAll()).code).toBe(0);
  git('commit', '-q', '-a', '-m', 'second');

  const status = git('status', '--porcelain', '--branch');
  const outputs = await Promise.all(
    ['text', 'json', 'markdown', 'html'].map((format) =>
      project.crease(['diff', 'HEAD~1..HEAD', '--format', format]),
    ),
  );
  const [words, json, markdown, html] = outputs.map(({ out }) => out);
  expect(words.split('\n')[0]).toBe('Changed: seed 7 → 8; 1 claim with other effects; 4 cells measured anew');
  expect(JSON.parse(json).experiments[0].cells[0]).toMatchObject({ kind: 'meaning', steps: ['nearest'] });
  expect(markdown).toContain('| `seed` | `7` | `8` | 4 | meaning |');
  expect(html).toContain('<td><code>seed</code></td><td><code>7</code></td><td><code>8</code></td>');
  expect(git('status', '--porcelain', '--branch')).toBe(status);
  expect((await project.crease(['diff', 'HEAD~1..HEAD', '--enforce'])).code).toBe(0);

  project.write('old.results.json', text);
  const files = await project.crease(['diff', 'old.results.json', beside]);
  expect(files.out.split('\n')[0]).toBe(words.split('\n')[0]);
});

test('results are not put where nobody could commit them', async () => {
  expect((await runAll()).code).toBe(0);
  expect(there(beside)).toBe(false);
  git('init', '-q', '-b', 'main');
  project.write('.gitignore', '.crease/\n*.results.json\n');
  expect((await runAll()).code).toBe(0);
  expect(there(beside)).toBe(false);
  project.write('.gitignore', '.crease/\n');
  mkdirSync(join(project.folder, beside));
  const blocked = await project.crease(['run', '--backend', 'reference', '--progress', 'plain']);
  expect(blocked).toMatchObject({ code: 0, err: expect.stringContaining(`${beside} could not be written`) });
});

test('what cannot be compared is said', async () => {
  const say = async (...args: string[]) => {
    const { code, err } = await project.crease(args);
    return [code, err.split('\n')[0]];
  };
  expect(await say('diff')).toEqual([
    2,
    'crease diff: this folder is in no Git repository: name two files of results instead.',
  ]);
  git('init', '-q', '-b', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'nothing');
  expect(await say('diff', 'v1..HEAD')).toEqual([
    2,
    "crease diff: there is no commit 'v1': `git log` lists what is there, and `git fetch` brings more.",
  ]);
  expect(await say('diff', '--tolerance', 'some')).toEqual([
    2,
    "crease diff: --tolerance is 'some', but must be a share from 0 to 1, such as 0.01.",
  ]);
  project.write('a.results.json', '{}');
  expect((await say('diff', 'a.results.json', 'a.results.json'))[1]).toContain(
    "a.results.json can't be compared: it is not what `crease run` writes",
  );
  expect((await say('report'))[1]).toBe(
    'crease report: it needs --base, the branch that is merged into, such as --base origin/main.',
  );
  expect(await say('report', '--base', '--output=x')).toMatchObject([2, expect.any(String)]);
});

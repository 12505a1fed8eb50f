import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Project, smallExperiment } from './command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

const reference = ['--backend', 'reference', '--jobs', '2'];
const file = 'workflows/small.crease.yaml';
const commands = [
  'init',
  'check',
  'fmt',
  'plan',
  'run',
  'status',
  'logs',
  'verify',
  'slurm',
  'show',
  'matrix',
  'eval',
  'explain',
  'schema',
  'build',
  'serve',
  'doctor',
];
const withExperiment = () => project.write(file, smallExperiment);

describe('help', () => {
  it('lists every command, with --help, with help and with nothing', async () => {
    const [one, two, three] = await Promise.all(
      [['--help'], ['help'], []].map((args) => project.crease(args)),
    );
    expect(one.code).toBe(0);
    for (const name of commands) expect(one.out).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'));
    expect([two.out, three.out]).toEqual([one.out, one.out]);
  });

  for (const name of commands) {
    it(`of ${name} is the same both ways, and has options and exit codes`, async () => {
      const [one, two] = await Promise.all([
        project.crease([name, '--help']),
        project.crease(['help', name]),
      ]);
      expect(one).toEqual(two);
      expect(one.code).toBe(0);
      expect(one.out).toMatch(/^Usage: crease /);
      expect(one.out).toMatch(/^Options:$[\s\S]*^Exit codes:$/m);
      for (const line of one.out.split('\n')) expect(line.length).toBeLessThanOrEqual(112);
    });
  }

  it('has a version', async () => {
    expect((await project.crease(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command line that is not understood', () => {
  const mistakes: [string[], string][] = [
    [['rnu'], "there is no command 'rnu'. Did you mean 'run'?"],
    [['help', 'biuld'], "Did you mean 'build'?"],
    [['toString'], "there is no command 'toString'"],
    [['run', '--profil', 'quick'], 'there is no option --profil. Did you mean --profile?'],
    [['check', '--format', 'jsn'], "--format is 'jsn', but can be text, json, sarif. Did you mean json?"],
    [['run', '--jobs', 'many'], "--jobs is 'many', but must be a whole number from 1 to 1024"],
    [['run', '--jobs', '0'], "--jobs is '0'"],
    [['run', '--backend', 'cuda'], "--backend is 'cuda', but can be tensorflow, wasm, reference"],
    [['check', '--set', 'replicates'], "--set is 'replicates', but must be PATH=VALUE"],
    [['check', 'nothing.here'], "there is no file, folder or experiment 'nothing.here'"],
    [['check'], 'there is no *.crease.yaml file in this folder'],
    [['build', 'site'], 'it takes no files, but was given site'],
  ];
  for (const [args, message] of mistakes) {
    it(`is explained, with exit code 2: ${args.join(' ')}`, async () => {
      const { code, out, err } = await project.crease(args);
      expect(err).toContain(message);
      expect(err).toMatch(/See `crease.* --help`/);
      expect({ code, out }).toEqual({ code: 2, out: '' });
    });
  }

  it('names two experiments of one name', async () => {
    withExperiment();
    project.write('workflows/old/small.crease.yaml', smallExperiment);
    const { code, err } = await project.crease(['check']);
    expect(code).toBe(2);
    expect(err).toContain(`workflows/old/small.crease.yaml and ${file} are both experiment 'small'`);
  });
});

describe('check', () => {
  it('says that there is no problem', async () => {
    withExperiment();
    expect(await project.crease(['check'])).toEqual({ code: 0, out: '1 experiment, no problems\n', err: '' });
  });

  it('takes a file, a folder or a name', async () => {
    withExperiment();
    for (const target of [file, '.', 'small', './workflows/'])
      expect((await project.crease(['check', target])).out).toBe('1 experiment, no problems\n');
  });

  it('points at what is wrong, with exit code 1', async () => {
    project.write(file, smallExperiment.replace('leaky_relu', 'relu').replace('dense(4', 'dens(4'));
    const { code, out } = await project.crease(['check']);
    expect(code).toBe(1);
    expect(out).toContain(`--> ${file}:14:7`);
    const { problems } = JSON.parse((await project.crease(['check', '--format', 'json'])).out);
    expect(problems).toMatchObject([{ severity: 'error', file, start: { line: 14, column: 7 } }]);
  });
});

describe('run', () => {
  it('runs, then has nothing to do, and plan agrees before and after', async () => {
    withExperiment();
    const plan = () => project.crease(['plan', '--backend', 'reference', '--format', 'json']);
    const before = JSON.parse((await plan()).out).experiments[0];
    expect(before).toMatchObject({ experiment: 'small', cells: 4, steps: 4, cached: 0, failedBefore: 0 });
    expect(existsSync(join(project.folder, '.crease'))).toBe(false);

    const first = await project.crease(['run', ...reference]);
    expect(first.code).toBe(0);
    expect(first.out).toContain('4 steps run, 0 reused, 0 cells failed');
    expect(first.out).toMatch(/(supported|refuted|inconclusive) +Batch statistics bring boundaries closer\./);
    expect(first.err).toContain('small: 4 of 4 cells');

    const results = join(project.folder, '.crease/results/small/results.json');
    const bytes = readFileSync(results);
    const second = await project.crease(['run', ...reference, '--format', 'json', '--progress', 'none']);
    expect(JSON.parse(second.out)).toMatchObject({ executed: 0, reused: 4, failed: [], interrupted: false });
    expect(second.err).toBe('');
    expect(readFileSync(results)).toEqual(bytes);
    expect(JSON.parse((await plan()).out).experiments[0]).toMatchObject({ cached: 4, missing: [] });
  });

  it('does not run an experiment with an error, with exit code 1', async () => {
    project.write(file, smallExperiment.replace('dense(4', 'dens(4'));
    const { code, out, err } = await project.crease(['run', ...reference]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('dens');
    expect(existsSync(join(project.folder, '.crease'))).toBe(false);
  });

  it('reports cells that fail when they do and at the end, with exit code 3, and tries them again', async () => {
    withExperiment();
    const crash = { NODE_OPTIONS: `--import=${new URL('./crash-worker.ts', import.meta.url)}` };
    const { code, out, err } = await project.crease(['run', ...reference], crash);
    expect(code).toBe(3);
    expect(err).toMatch(/failed: small \S+: the worker process ended with exit code 9/);
    expect(out).toContain('4 cells failed:');
    const again = ['run', file, '--backend', 'reference', '--retry-failed'];
    expect(out).toContain(`Try just these again: crease ${again.join(' ')}\n`);
    const planned = await project.crease(['plan', '--backend', 'reference']);
    expect(planned.out).toContain('! 4 steps that failed before');
    const left = await project.crease(['run', ...reference]);
    expect(left).toMatchObject({ code: 3, out: expect.stringContaining('(in an earlier run)') });
    expect(await project.crease(again)).toMatchObject({
      code: 0,
      out: expect.stringContaining('4 steps run'),
    });
  });

  it('stops on Ctrl-C with exit code 130, says how to go on, and goes on', async () => {
    project.write(file, smallExperiment.replace('replicates: 2', 'replicates: 150'));
    let sent = false;
    const interrupted = await project.crease(['run', ...reference], {}, (child) => {
      if (!sent) child.kill('SIGINT');
      sent = true;
    });
    expect(interrupted.code).toBe(130);
    expect(interrupted.err).toContain('Ctrl-C again ends at once');
    expect(interrupted.out).toContain(`Go on with: crease run ${file} --backend reference\n`);
    const sealed = Number(/^(\d+) steps? run/m.exec(interrupted.out)![1]);
    const { out } = await project.crease(['run', ...reference]);
    expect(out).toContain(`${300 - sealed} steps run, ${sealed} reused, 0 cells failed`);
  });

  it('says that the store cannot be used where its folder cannot be made', async () => {
    withExperiment();
    project.write('.crease', 'a file where a folder has to be');
    const { code, err } = await project.crease(['run', ...reference]);
    expect(code).toBe(3);
    expect(err).toContain('.crease');
  });
});

describe('build', () => {
  it('says what to do where there are no results', async () => {
    const { code, err } = await project.crease(['build']);
    expect(code).toBe(1);
    expect(err).toContain('crease run');
    expect(readdirSync(project.folder)).toEqual([]);
  });
});

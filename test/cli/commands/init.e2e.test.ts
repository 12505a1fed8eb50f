import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createProject, type Project } from '../command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

const file = 'workflows/first.crease.yaml';
const read = (path: string) => readFileSync(join(project.folder, path), 'utf8');

it('makes a project that checks without a word, is formatted, runs and builds', async () => {
  const made = await project.crease(['init']);
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/first\.crease\.yaml[\s\S]*Next:\n {2}crease check/);
  expect(await project.crease(['check'])).toMatchObject({ code: 0, out: '1 experiment, no problems\n' });
  expect(await project.crease(['check', '--profile', 'quick'])).toMatchObject({ code: 0 });
  expect(await project.crease(['fmt', '--check'])).toMatchObject({ code: 0 });
  const run = await project.crease(['run', '--profile', 'quick', '--backend', 'reference', '--jobs', '2']);
  expect(run, run.err).toMatchObject({ code: 0 });
  expect(await project.crease(['build'])).toMatchObject({ code: 0 });
  expect(existsSync(join(project.folder, '.crease/site/experiments/first/index.html'))).toBe(true);
});

it('names a schema that is there and that the experiment satisfies', async () => {
  await project.crease(['init', '--ci']);
  const [, path] = /\$schema=(\S+)/.exec(read(file)) ?? [];
  const schema = JSON.parse(read(join('workflows', path)));
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(parse(read(file))), JSON.stringify(validate.errors)).toBe(true);
  expect(JSON.parse(read('.vscode/settings.json'))['yaml.schemas']).toEqual({
    '.vscode/crease.schema.json': '*.crease.yaml',
  });
  const steps = parse(read('.github/workflows/crease.yml')).jobs.crease.steps;
  expect(steps.map(({ run }: { run?: string }) => run).filter(Boolean)).toContain('crease fmt --check');
});

it('overwrites nothing', async () => {
  project.write('.vscode/settings.json', '{}');
  const refused = await project.crease(['init']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('already has .vscode/settings.json');
  expect(existsSync(join(project.folder, file))).toBe(false);
  project.write('new/.gitignore', 'mine\n');
  const made = await project.crease(['init', '--dir', 'new']);
  expect(made.out).toMatch(/\.gitignore was there already[\s\S]*cd new/);
  expect(read('new/.gitignore')).toBe('mine\n');
});

it('adds ready-made networks to a project, which experiments import', async () => {
  await project.crease(['init']);
  const added = await project.crease(['init', '--with', 'resnet', '--with', 'mlp']);
  expect(added).toMatchObject({ code: 0 });
  expect(added.out).toContain('mlps: ./networks/mlp.crease.yaml');
  const text = read(file)
    .replace('seed: 1', 'import: {mlps: ./networks/mlp.crease.yaml}\nseed: 1')
    .replace(/ {4}- repeat[\s\S]*?(?=\ntrain)/, '    - mlps.mlp(moons.classes, width = 16, norm = norm)\n');
  project.write('workflows/second.crease.yaml', text);
  expect(await project.crease(['check'])).toMatchObject({ code: 0, out: '2 experiments, no problems\n' });
  expect(await project.crease(['fmt', '--check', 'workflows/networks'])).toMatchObject({ code: 0 });
  const again = await project.crease(['init', '--with', 'mlp']);
  expect(again).toMatchObject({
    code: 1,
    err: expect.stringContaining('already has workflows/networks/mlp'),
  });
  const unknown = await project.crease(['init', '--with', 'resnt']);
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean resnet?') });
});

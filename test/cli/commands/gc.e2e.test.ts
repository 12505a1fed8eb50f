import { cpSync, existsSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProject, type Project, smallExperiment } from '../command.ts';

let project: Project;
const run = ['run', '--backend', 'reference', '--progress', 'none'];
const file = 'workflows/small.crease.yaml';
const records = () =>
  readdirSync(join(project.folder, '.crease/store'), { recursive: true }).filter((name) =>
    String(name).endsWith('record.json'),
  );
beforeAll(async () => {
  project = createProject();
  project.write(file, smallExperiment);
  expect((await project.crease(run)).code).toBe(0);
});
afterAll(() => project.remove());

it('verifies a store, and says what is damaged until it was computed again', async () => {
  expect(await project.crease(['store', 'verify'])).toMatchObject({
    code: 0,
    out: '4 records and 0 checkpoints: everything is as it was sealed.\n',
  });
  truncateSync(join(project.folder, '.crease/store', String(records()[0])), 50);
  const { code, out } = await project.crease(['store', 'verify', '--format', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    records: 4,
    problems: [{ message: expect.stringContaining('damaged') }],
  });
  expect((await project.crease(run)).code).toBe(0);
  expect((await project.crease(['store', 'verify'])).code).toBe(0);
});

it('removes unused records, and keeps what experiments, profiles and results need', async () => {
  // What only committed results name, and what nothing names.
  await project.crease([...run, '--set', 'seed=8']);
  cpSync(join(project.folder, '.crease/results/small'), join(project.folder, 'published'), {
    recursive: true,
  });
  await project.crease([...run, '--set', 'seed=9']);
  await project.crease(run);
  expect(records()).toHaveLength(12);
  const said = await project.crease(['gc', '--unused']);
  expect(said.out).toMatch(/8 items.*records that no experiment and no results name[\s\S]*add --yes/);
  expect(records()).toHaveLength(12);
  expect((await project.crease(['gc', '--unused', '--yes'])).out).toMatch(/^Removed .* items/m);
  expect(records()).toHaveLength(8);
  for (const folder of ['.crease/results/small', 'published']) {
    const { cells } = JSON.parse(readFileSync(join(project.folder, folder, 'results.json'), 'utf8'));
    for (const key of cells.flatMap(({ keys }: { keys: Record<string, string> }) => Object.values(keys)))
      expect(existsSync(join(project.folder, '.crease/store', key.slice(0, 2), key))).toBe(true);
  }
  expect((await project.crease(run)).out).toContain('Nothing to run');
});

it('removes nothing as unused where an experiment has errors', async () => {
  project.write('workflows/broken.crease.yaml', 'title: Broken\n');
  const { code, err } = await project.crease(['gc', '--unused', '--yes']);
  expect(code).toBe(1);
  expect(err).toContain('broken.crease.yaml');
  expect(records()).toHaveLength(8);
});

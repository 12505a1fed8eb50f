import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProject, type Project, smallExperiment } from '../command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

const importing = smallExperiment
  .replace('replicates: 2', 'import:\n  shared: ../parts/shared.crease.yaml\nreplicates: 3')
  .replace('relu()', 'leaky_relu(shared.slope)');

it('reads imported files, and takes fragments in a folder for what they are', async () => {
  project.write('workflows/small.crease.yaml', importing);
  project.write('workflows/more.crease.yaml', 'crease: 1\nlet: {half: 0.05}\n');
  project.write(
    'parts/shared.crease.yaml',
    'crease: 1\nimport: {more: ../workflows/more.crease.yaml}\nlet: {slope: 2 * more.half}\n',
  );
  const { code, out } = await project.crease(['check']);
  expect({ code, out }).toEqual({ code: 0, out: '1 experiment, no problems\n' });
});

it('shows a mistake in an imported file with its own lines', async () => {
  project.write('workflows/small.crease.yaml', importing);
  project.write('parts/shared.crease.yaml', 'crease: 1\nlet:\n  slope: 2 * half\n');
  const { code, out } = await project.crease(['check']);
  expect(code).toBe(1);
  expect(out).toMatch(/--> parts\/shared\.crease\.yaml:3:14[\s\S]*slope: 2 \* half[\s\S]*\^{4}/);
  expect(out).toMatch(/::: workflows\/small\.crease\.yaml:\d+:11[\s\S]*imported here/);
});

it('says where a file was looked for that is not there', async () => {
  project.write('workflows/small.crease.yaml', importing);
  const { code, out } = await project.crease(['check']);
  expect(code).toBe(1);
  expect(out).toContain('there is no file `../parts/shared.crease.yaml`');
});

it('shows a mistake of --set in its own text', async () => {
  project.write('workflows/small.crease.yaml', smallExperiment);
  const { code, out } = await project.crease(['check', '--set', 'replicates=too']);
  expect(code).toBe(1);
  expect(out).toMatch(/--> --set replicates:1:13[\s\S]*replicates: too[\s\S]*\^{3}/);
});

it('never mends --set, which is no file', async () => {
  project.write('workflows/small.crease.yaml', smallExperiment);
  const { code, out } = await project.crease(['check', '--fix', '--set', 'replicats=2']);
  expect(code).toBe(1);
  expect(out).toContain('replicates');
  expect(readdirSync(project.folder)).toEqual(['workflows']);
});

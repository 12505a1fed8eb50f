import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProject, type Project } from '../command.ts';

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

it('explains a code with a mistake and what is really said about it', async () => {
  const { code, out } = await project.crease(['explain', 'cr0309']);
  expect(code).toBe(0);
  expect(out).toMatch(/^CR0309: Unknown parameter\n=+\n/);
  expect(out).toMatch(
    /biass[\s\S]*error\[CR0309\]: dense\(\) has no parameter `biass`[\s\S]*\^{5}[\s\S]*Mended/,
  );
});

it('explains a name with its parameters', async () => {
  const { code, out } = await project.crease(['explain', 'batch_norm()']);
  expect(code).toBe(0);
  expect(out).toContain('batch_norm(epsilon = 0.00001, momentum = 0.9, gamma = ones(), beta = zeros(),');
  expect(out).toMatch(/`momentum`: a number, at least 0, at most 1; `0.9` unless said/);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(112);
});

it('gives a page as data', async () => {
  const { out } = await project.crease(['explain', 'train', '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject({ name: 'train', group: 'The file' });
});

it('lists everything, and says what was probably meant', async () => {
  const [list, slip] = await Promise.all([
    project.crease(['explain']),
    project.crease(['explain', 'batchnorm']),
  ]);
  expect(list.out).toMatch(/^Data sets:\n(?: {2}.*\n)* {2}two_moons {2}/m);
  expect(slip).toMatchObject({ code: 2, out: '' });
  expect(slip.err).toContain("nothing is named 'batchnorm'. Did you mean 'batch_norm'?");
});

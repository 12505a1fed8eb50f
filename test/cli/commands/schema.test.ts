import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProject, type Project } from '../command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

it('writes the schema to a file, or prints it', async () => {
  const printed = await project.crease(['schema']);
  const written = await project.crease(['schema', '--out', join('.vscode', 'crease.schema.json')]);
  expect(written).toMatchObject({ code: 0, out: `${join('.vscode', 'crease.schema.json')}\n` });
  expect(readFileSync(join(project.folder, '.vscode', 'crease.schema.json'), 'utf8')).toBe(printed.out);
  expect(JSON.parse(printed.out).definitions.train.required).toContain('loss');
});

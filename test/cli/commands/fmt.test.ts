import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Project, smallExperiment } from '../command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

const file = 'workflows/small.crease.yaml';
const text = () => readFileSync(join(project.folder, file), 'utf8');
const untidy = smallExperiment
  .replace('seed: 7', 'seed:   7   # lucky')
  .replace('dense(4, bias', 'dense( 4,bias');

describe('fmt', () => {
  it('writes files in canonical form, once', async () => {
    project.write(file, untidy);
    const first = await project.crease(['fmt']);
    expect(first).toMatchObject({
      code: 0,
      out: `${file}\n1 file written anew, 0 in canonical form already\n`,
    });
    expect(text()).toContain('seed: 7 # lucky\nreplicates: 2\n\ndata:\n');
    expect(text()).toContain('    - dense(4, bias = none)\n');
    const second = await project.crease(['fmt', '--check']);
    expect(second).toMatchObject({
      code: 0,
      out: '0 files would be written anew, 1 in canonical form already\n',
    });
  });

  it('changes nothing with --check', async () => {
    project.write(file, untidy);
    const { code, out } = await project.crease(['fmt', '--check', file]);
    expect({ code, text: text() }).toEqual({ code: 1, text: untidy });
    expect(out).toBe(`${file}\n1 file would be written anew, 0 in canonical form already\n`);
  });

  it('leaves a file with a mistake alone and shows the mistake', async () => {
    const broken = smallExperiment.replace('relu()', 'relu(');
    project.write(file, broken);
    const { code, out, err } = await project.crease(['fmt']);
    expect({ code, text: text() }).toEqual({ code: 1, text: broken });
    expect(err).toMatch(/error\[CR02\d\d\][\s\S]*small\.crease\.yaml:16/);
    expect(out).toContain('1 with mistakes left alone');
  });
});

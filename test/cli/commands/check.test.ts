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

describe('check --fix', () => {
  it('mends slips in the file, says which, and leaves the rest to its author', async () => {
    const slips = smallExperiment.replace('replicates:', 'replicats:').replace('bias = none', 'biass = none');
    project.write(file, slips.replace('relu()', 'frobnicate()'));
    const { code, out } = await project.crease(['check', '--fix']);
    expect(out).toContain(`${file}:4:1: \`replicats\` is now \`replicates\` (CR0301)`);
    expect(out).toContain('`biass` is now `bias` (CR0309)');
    expect(out).toMatch(/error\[CR0306\].*frobnicate[\s\S]*1 error/);
    expect(code).toBe(1);
    expect(text()).toContain('bias = none');
    expect(text()).toContain('replicates: 2');
  });

  it('changes nothing where nothing is certain', async () => {
    project.write(file, smallExperiment);
    const { code, out } = await project.crease(['check', '--fix']);
    expect({ code, out, text: text() }).toEqual({
      code: 0,
      out: '1 experiment, no problems\n',
      text: smallExperiment,
    });
  });
});

describe('check --format sarif', () => {
  it('is a log whose places are relative', async () => {
    project.write(file, smallExperiment.replace('relu()', 'rellu()'));
    const { code, out } = await project.crease(['check', '--format', 'sarif']);
    const { version, runs } = JSON.parse(out);
    expect({ code, version }).toEqual({ code: 1, version: '2.1.0' });
    const [{ physicalLocation }] = runs[0].results[0].locations;
    expect(physicalLocation.artifactLocation.uri).toBe(file);
    expect(physicalLocation.region).toEqual({ startLine: 16, startColumn: 7, endLine: 16, endColumn: 12 });
  });
});

describe('check --watch', () => {
  it('reports again after a change, until it is interrupted', async () => {
    project.write(file, smallExperiment);
    let [seen, step] = ['', 0];
    const { code, out } = await project.crease(['check', '--watch'], {}, undefined, (child, piece) => {
      seen += piece;
      const reports = seen.split('watching').length - 1;
      if (reports === 1 && step === 0) {
        step = 1;
        project.write(file, smallExperiment.replace('relu()', 'rellu()'));
      } else if (reports === 2 && step === 1) {
        step = 2;
        project.write(file, smallExperiment);
      } else if (reports === 3) child.kill('SIGINT');
    });
    expect(out).toMatch(/no problems[\s\S]*watching 1 file[\s\S]*CR0306[\s\S]*no problems/);
    expect(code).toBe(0);
  });

  it('goes with text and without --fix', async () => {
    project.write(file, smallExperiment);
    const [fix, json] = await Promise.all([
      project.crease(['check', '--watch', '--fix']),
      project.crease(['check', '--watch', '--format', 'json']),
    ]);
    expect([fix.code, json.code]).toEqual([2, 2]);
    expect(fix.err).toContain('--watch only reports');
    expect(json.err).toContain('--watch prints text');
  });
});

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../compiler/plan/results.ts';
import { createProject, type Project } from '../cli/command.ts';

const workflow = (name: string) =>
  readFileSync(new URL(`../../workflows/${name}.crease.yaml`, import.meta.url), 'utf8');

/** Both published experiments in an empty folder of their own. */
function published(): Project {
  const project = createProject();
  for (const name of ['moving-creases', 'smart-start']) {
    project.write(`workflows/${name}.crease.yaml`, workflow(name));
  }
  return project;
}

const quick = ['run', '--profile', 'quick', '--progress', 'none', '--format', 'json'];

/** SHA-256 of every file below a folder, by path. */
function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );
}
const sealed = ({ folder }: Project) =>
  Object.fromEntries(
    Object.entries(hashes(join(folder, '.crease/store'))).filter(([path]) => !path.includes('sidecar')),
  );
const resultsOf = ({ folder }: Project, name: string): Results =>
  JSON.parse(readFileSync(join(folder, '.crease/results', name, 'results.json'), 'utf8'));

describe('the published experiments, small', () => {
  const projects: Project[] = [];
  beforeAll(async () => {
    // One worker against two, so that neither the order of work nor the company of cells may matter.
    for (const jobs of ['1', '2']) {
      const project = published();
      projects.push(project);
      const { code, err } = await project.crease([...quick, '--jobs', jobs]);
      expect(err).not.toMatch(/error/i);
      expect(code).toBe(0);
    }
  });
  afterAll(() => {
    for (const project of projects) project.remove();
  });

  test('two runs in two empty folders seal the same bytes', () => {
    const [first, second] = projects.map(sealed);
    // 8 cells of five or six measurements, 20 trained cells of three and their training.
    expect(Object.keys(first).length).toBeGreaterThan(100);
    expect(second).toEqual(first);
  });

  test('results follow from the records alone', () => {
    for (const name of ['moving-creases', 'smart-start']) {
      expect(resultsOf(projects[1], name)).toEqual(resultsOf(projects[0], name));
    }
  });

  test('a second run does nothing and says so', async () => {
    const before = sealed(projects[0]);
    const { code, out } = await projects[0].crease(['run', '--profile', 'quick', '--progress', 'none']);
    expect(code).toBe(0);
    expect(out).toMatch(/Nothing to run/);
    expect(sealed(projects[0])).toEqual(before);
  });

  test('results that were deleted come back from the store without running', async () => {
    const before = resultsOf(projects[0], 'smart-start');
    rmSync(join(projects[0].folder, '.crease/results'), { recursive: true });
    const { out } = await projects[0].crease([...quick]);
    expect(resultsOf(projects[0], 'smart-start')).toEqual(before);
    expect(out).not.toBe('');
  });

  test('another epoch trains again, and what is not trained stays', async () => {
    const { out } = await projects[1].crease([
      'plan',
      '--profile',
      'quick',
      '--set',
      'replicates=3',
      '--format',
      'json',
    ]);
    const plans = JSON.stringify(JSON.parse(out));
    expect(plans).toContain('moving-creases');
    const { code } = await projects[1].crease([
      ...quick,
      '--set',
      'train.epochs=1',
      'workflows/smart-start.crease.yaml',
    ]);
    expect(code).toBe(0);
    const kept = sealed(projects[0]);
    expect(sealed(projects[1])).toMatchObject(kept);
  });

  test('the claims of six lines through one point hold exactly', () => {
    const claims = resultsOf(projects[0], 'moving-creases').claims;
    const exact = claims.filter((claim) => claim.exact);
    expect(exact.map(({ name }) => name).sort()).toEqual(['centred', 'fewer_in_all']);
    expect(exact.map(({ verdict }) => verdict)).toEqual(['supported', 'supported']);
  });

  test('networks learn digits even in two epochs', () => {
    const { cells } = resultsOf(projects[0], 'smart-start');
    const learned = cells.filter(({ id }) => id.includes('start=zero,rate=0.01'));
    // Chance is 0.1.
    for (const { values } of learned) expect(values.test_accuracy).toBeGreaterThan(0.6);
  });

  test('the site is built from them', async () => {
    const { code, out } = await projects[0].crease(['build', '--out', 'site']);
    expect(code).toBe(0);
    expect(out).toContain('index.html');
    for (const page of [
      'index.html',
      'experiments/moving-creases/index.html',
      'experiments/smart-start/index.html',
    ]) {
      expect(existsSync(join(projects[0].folder, 'site', page)), page).toBe(true);
    }
  });
});

test('without the native library the numbers come from elsewhere, and that is said', async () => {
  const project = published();
  const one = ['--set', 'replicates=1', '--set', 'train.epochs=1', 'workflows/smart-start.crease.yaml'];
  const accuracies = async (backend: string) => {
    const { code, out, err } = await project.crease([
      'run',
      '--backend',
      backend,
      '--progress',
      'plain',
      ...one,
    ]);
    expect(code, err).toBe(0);
    expect(out + err).toContain(backend);
    return resultsOf(project, 'smart-start').cells.map(({ values }) => values.test_accuracy as number);
  };
  const [wasm, reference] = [await accuracies('wasm'), await accuracies('reference')];
  // 539 test images; single precision may tip a few that lie on the decision boundary after 16 steps.
  for (const [i, value] of wasm.entries()) expect(Math.abs(value - reference[i])).toBeLessThan(0.02);
  project.remove();
});

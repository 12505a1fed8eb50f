import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Project, smallExperiment } from './command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
  project.write(file, smallExperiment);
});
afterEach(() => project.remove());

const file = 'workflows/small.crease.yaml';
const reference = ['--backend', 'reference'];
const quiet = [...reference, '--jobs', '2', '--progress', 'none'];
const run = (...args: string[]) => project.crease(['run', ...quiet, ...args]);
const json = async (...args: string[]) =>
  JSON.parse((await project.crease([...args, ...reference, '--format', 'json'])).out);
const cellsOf = (states: { cell: string; state: string }[]) =>
  states.map(({ cell, state }) => `${cell} ${state}`);
const status = async () => cellsOf((await json('status')).experiments[0].cells);
const crash = { NODE_OPTIONS: `--import=${new URL('./crash-worker.ts', import.meta.url)}` };
const [r1, r2, b1, b2] = ['random', 'batch'].flatMap((arm) =>
  [1, 2].map((replicate) => `offsets=${arm},replicate=${replicate}`),
);

describe('a part of a run', () => {
  it('is what --only selects, and the rest is missing in the results', async () => {
    expect(await run('--only', 'offsets=batch,replicate=2', '--detailed-exit')).toMatchObject({ code: 4 });
    expect(await status()).toEqual([`${r1} missing`, `${r2} missing`, `${b1} missing`, `${b2} done`]);
    const { code, err } = await run('--only', 'offsets=bach');
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining("Did you mean 'offsets=batch'?"),
    });
  });

  it('is a shard, and the last one writes the results', async () => {
    const results = join(project.folder, '.crease/results/small/results.json');
    expect((await run('--shard', '1/2')).out).toContain('This part is done');
    expect(existsSync(results)).toBe(false);
    expect(await run('--shard', '2/2')).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 steps run'),
    });
    expect(existsSync(results)).toBe(true);
  });

  it('ends when the budget is spent, and says how to go on', async () => {
    project.write(file, smallExperiment.replace('replicates: 2', 'replicates: 60'));
    const { code, out } = await run('--budget', '0.2s', '--detailed-exit');
    expect(code).toBe(4);
    expect(out).toContain(
      `The budget is spent; what was sealed is kept. Go on with: crease run ${file} --backend reference`,
    );
    const sealed = Number(/^(\d+) steps? run/m.exec(out)![1]);
    expect((await run()).out).toContain(`${120 - sealed} steps run, ${sealed} reused`);
  });

  it('ends at the first failure where that was asked for', async () => {
    const args = ['run', ...quiet, '--jobs', '1', '--fail-fast', '--format', 'json'];
    const { code, out } = await project.crease(args, crash);
    expect(code).toBe(3);
    const { failed, unfinished, stopped } = JSON.parse(out);
    expect({ stopped, cells: failed.length + unfinished }).toEqual({ stopped: 'failure', cells: 4 });
    expect(failed).toHaveLength(1);
  });
});

describe('what a run tells', () => {
  it('other programs, one object a line with stable fields, and keeps provenance beside each result', async () => {
    await run('--events', 'run.ndjson');
    const lines = readFileSync(join(project.folder, 'run.ndjson'), 'utf8').trim().split('\n');
    const events = lines.map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'begin', version: 1, jobs: 2 });
    expect(events[1]).toMatchObject({
      event: 'planned',
      experiment: 'small',
      cells: 4,
      steps: 4,
      missing: 4,
    });
    const sealed = events.filter(({ event }) => event === 'sealed');
    expect(sealed.map(({ cell }) => cell).sort()).toEqual([r1, r2, b1, b2].sort());
    expect(sealed[0]).toMatchObject({ experiment: 'small', step: 'nearest', outcome: 'done' });
    for (const { time } of events) expect(new Date(time).toISOString()).toBe(time);
    expect(events.at(-1)).toMatchObject({ event: 'end', executed: 4, failed: [] });

    const store = join(project.folder, '.crease/store');
    const name = readdirSync(store, { recursive: true }).find((each) =>
      String(each).endsWith('.sidecar.json'),
    );
    const sidecar = JSON.parse(readFileSync(join(store, String(name)), 'utf8'));
    expect(sidecar).toMatchObject({
      kind: 'boundary_distance',
      versions: { crease: expect.any(String), node: process.versions.node },
      numerics: expect.stringContaining('1 thread'),
      machine: { cores: expect.any(Number) },
    });
    expect(existsSync(join(project.folder, '.crease/sources', `${sidecar.source}.json`))).toBe(true);
  });

  it('whoever asks later: the outcome of a cell, where it ran, and what its worker wrote', async () => {
    await project.crease(['run', ...quiet, '--only', b1], crash);
    await run('--only', r1);
    expect(await status()).toEqual([`${r1} done`, `${r2} missing`, `${b1} failed`, `${b2} missing`]);
    const [failed] = (await json('logs', b1)).cells;
    expect(failed.steps).toMatchObject([
      { step: 'nearest', outcome: 'failed', reason: expect.stringContaining('exit code 9') },
    ]);
    expect(failed.steps[0].job).toMatch(/^\d{8}T/);
    const [done] = (await json('logs', r1)).cells;
    expect(done.steps).toMatchObject([
      { outcome: 'done', seconds: expect.any(Number), host: expect.any(String) },
    ]);
  });
});

describe('trust', () => {
  it('plan says which leaf changed, where it is written and was, and whether there is something to run', async () => {
    await run();
    project.write(
      file,
      `# A comment moves everything down.\n${smallExperiment.replace('dense(4', 'dense(5')}`,
    );
    const { code, out } = await project.crease(['plan', ...reference, '--detailed-exit']);
    expect(code).toBe(4);
    expect(out).toContain(
      `~ 4 steps changed: start.network.layers[0].layer.units 4 → 5 (${file}:15:7, before 14:7)`,
    );
    expect(out).toMatch(/about [\d.]+ s on 2 workers/);
    const explained = await project.crease(['explain', r1, ...reference]);
    expect(explained.out).toContain(`layers[0].layer.units 4 → 5 (${file}:15:7, before 14:7)`);
    expect(explained.out).toMatch(/to run it: about/);
  });

  it('plan tells damage from what is new', async () => {
    await run('--only', r1, '--only', r2);
    const store = join(project.folder, '.crease/store');
    const record = readdirSync(store, { recursive: true }).find((each) =>
      String(each).endsWith('record.json'),
    );
    writeFileSync(join(store, String(record)), '{}');
    const reasons = (await json('plan')).experiments[0].missing.map(
      ({ reason }: { reason: string }) => reason,
    );
    expect(reasons.sort()).toEqual(['damaged', 'new', 'new']);
  });

  it('cells that are computed again have the same bytes', async () => {
    await run();
    const again = await project.crease(['verify', '--replay', '2', ...reference]);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 of 2 steps gave the same bytes'),
    });
  });
});

const trained = `crease: 1
title: Trained
seed: 3
replicates: 2
data:
  moons: two_moons(count = 60, noise = 0.1, test = 30%)
network:
  input: moons
  layers: [dense(4), relu(), dense(moons.classes)]
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 20
  epochs: 2
measure:
  correct:
    value: accuracy(moons.test)
allow:
  CR0908: it is about the store
`;

it('results of other numerics are no hit, but are named, and taken where that is asked for', async () => {
  project.write(file, trained);
  await run();
  const plan = (...args: string[]) => project.crease(['plan', '--backend', 'wasm', ...args]);
  expect((await plan()).out).toContain(
    '# 4 steps computed by reference, double precision · 1 thread already; --accept-numerics takes them',
  );
  expect((await plan('--accept-numerics')).out).toContain('= 4 steps in the store');
  const taken = await project.crease(['run', '--backend', 'wasm', '--accept-numerics', '--progress', 'none']);
  expect(taken.out).toContain('Nothing to run');
  const provenance = readFileSync(join(project.folder, '.crease/results/small/provenance.json'), 'utf8');
  expect(JSON.parse(provenance).numerics).toBe('reference, double precision · 1 thread');
});

it('a renamed axis costs nothing, plan proposes the line, and the line is taken', async () => {
  await run();
  const renamed = smallExperiment.replaceAll('offsets', 'shift');
  project.write(file, renamed);
  const { out } = await project.crease(['plan', ...reference]);
  expect(out).toContain('= 4 steps in the store');
  expect(out).toContain('moved:\n        axes.offsets: axes.shift');
  rmSync(join(project.folder, file));
  project.write(
    'workflows/other.crease.yaml',
    `${renamed}moved:\n  axes.offsets: axes.shift\n  experiment.small: experiment.other\n`,
  );
  expect((await run()).out).toContain('Nothing to run');
  expect(readdirSync(join(project.folder, '.crease/results'))).toEqual(['other']);
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan, Step } from '../../compiler/plan/plan.ts';
import type { RunOptions } from '../../runtime/run.ts';
import { openLeases } from '../../runtime/store/leases.ts';
import type { Behaviour } from './fake-execute.ts';
import { fakeEngine, fakePlan } from './fake-plan.ts';
import { runHere, sealedBytes } from './run-here.ts';

let folders: string[] = [];
let root: string;
const newRoot = () => {
  const folder = mkdtempSync(join(tmpdir(), 'crease-run-'));
  folders.push(folder);
  return folder;
};
beforeEach(() => {
  root = newRoot();
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

const behave = (behaviour: Record<string, Behaviour>) =>
  writeFileSync(join(root, 'behaviour.json'), JSON.stringify(behaviour));
const executed = () => {
  const log = join(root, 'executed.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
};
const keyOf = (line: string) => line.split(' ')[2];

const runFake = (
  plans: Plan[] = [fakePlan()],
  options: Partial<RunOptions> = {},
  wanted?: (step: Step) => boolean,
) => runHere(root, { plans, options, wanted });

const outcomes = (results: { cells: readonly { id: string; outcome: string }[] }) =>
  results.cells.map(({ id, outcome }) => `${id} ${outcome}`);

describe('a run', () => {
  it('seals every step once and writes results and provenance', async () => {
    const { summary, of } = await runFake();
    expect(of('sealed')).toHaveLength(6);
    expect(new Set(executed().map(keyOf)).size).toBe(6);
    expect(executed()).toHaveLength(6);
    const { folder, results } = summary.results[0];
    expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))).toEqual(results);
    expect(new Set(results.cells.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
    const provenance = JSON.parse(readFileSync(join(folder, 'provenance.json'), 'utf8'));
    expect(provenance).toMatchObject({
      numerics: 'none',
      command: 'crease run fake',
      versions: { crease: '0.0.0' },
    });
  });

  it('does nothing the second time, and leaves the results as they are', async () => {
    const { summary } = await runFake();
    const provenance = readFileSync(join(summary.results[0].folder, 'provenance.json'), 'utf8');
    const again = await runFake();
    expect(again.of('planned')).toMatchObject([{ missing: [] }]);
    expect(again.of('started')).toEqual([]);
    expect(executed()).toHaveLength(6);
    expect(readFileSync(join(summary.results[0].folder, 'provenance.json'), 'utf8')).toBe(provenance);
  });

  it('gives byte-identical sealed folders in two empty folders, whatever the number of workers', async () => {
    const plans = [fakePlan(), fakePlan({ experiment: 'other', trained: false, cells: 4 })];
    await runFake(plans, { jobs: 1 });
    const first = sealedBytes(root);
    root = newRoot();
    await runFake(plans, { jobs: 3 });
    expect(sealedBytes(root)).toEqual(first);
    expect(Object.keys(first).length).toBeGreaterThan(10);
  });

  it('computes only what a new measurement or replicate adds', async () => {
    await runFake();
    const larger = fakePlan({ cells: 4, measurements: { width: ['final'], height: ['initial', 'final'] } });
    const { of } = await runFake([larger]);
    expect(of('sealed')).toHaveLength(3 + 3);
    const added = executed().slice(6);
    expect(added.filter((line) => line.includes(' train '))).toHaveLength(3);
    expect(added.filter((line) => line.includes(' measure '))).toHaveLength(3);
  });

  it('trains again for a measurement along the way, without sealing the training twice', async () => {
    await runFake();
    const curve = fakePlan({ measurements: { width: ['final'], curve: [{ every: 5 }] } });
    const { of } = await runFake([curve]);
    expect(of('started').map(({ task }) => task.job.kind)).toEqual(['train', 'train']);
    expect(of('sealed')).toHaveLength(3);
  });

  it('keeps a divergence as a result and does not try it again', async () => {
    behave({ c2: 'diverge' });
    const { summary } = await runFake();
    expect(outcomes(summary.results[0].results)).toContain('c2 diverged');
    expect((await runFake()).of('started')).toEqual([]);
  });
});

describe('a worker that is lost', () => {
  it('costs nothing but time when it happens once', async () => {
    behave({ c1: 'crash once' });
    const { summary, of } = await runFake();
    expect(of('retried')).toMatchObject([{ cells: ['c1', 'c2'] }]);
    expect(of('retried')[0].reason).toMatch(/SIGKILL/);
    expect(of('failed')).toEqual([]);
    expect(new Set(summary.results[0].results.cells.map(({ outcome }) => outcome))).toEqual(
      new Set(['done']),
    );
  });

  it('fails only the member of its cohort that does it again', async () => {
    behave({ c1: 'crash' });
    const { summary, of } = await runFake();
    expect(of('failed')).toMatchObject([
      { cell: 'c1', reason: expect.stringMatching(/fatal error: injected/) },
    ]);
    expect(outcomes(summary.results[0].results)).toEqual([
      ...['c1 failed', 'c1 failed', 'c2 done', 'c2 done', 'c3 done', 'c3 done'],
    ]);
  });

  it('is nobody’s failure where no worker can be started', async () => {
    const engine = { ...fakeEngine, module: 'file:///nowhere.ts' };
    await expect(runHere(root, { engine })).rejects.toThrow(/workers can't be started.*nowhere/);
    expect((await runFake()).of('sealed')).toHaveLength(6);
  });

  it('says so where memory ran out', async () => {
    behave({ c1: 'out of memory' });
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=60');
    const { of } = await runFake();
    vi.unstubAllEnvs();
    expect(of('failed')).toMatchObject([{ cell: 'c1', reason: expect.stringMatching(/heap out of memory/) }]);
    expect(of('sealed')).toHaveLength(4);
  });

  it('stays a recorded failure until it is asked for again, which clears it', async () => {
    behave({ c1: 'crash' });
    await runFake();
    behave({});
    const left = await runFake();
    expect(left.of('started')).toEqual([]);
    expect(left.of('planned')[0].failed.map(({ step, reason }) => [step.cell, reason])).toEqual([
      ['c1', expect.stringContaining('injected')],
      ['c1', expect.stringContaining('injected')],
    ]);
    const { summary, of } = await runFake(undefined, { retryFailed: true });
    expect(of('sealed')).toHaveLength(2);
    expect(new Set(summary.results[0].results.cells.map(({ outcome }) => outcome))).toEqual(
      new Set(['done']),
    );
    expect(Object.keys(sealedBytes(root)).filter((file) => file.includes('failed'))).toEqual([]);
  });

  it('counts a hang, an exception and a missing result as the same', async () => {
    behave({ c1: 'hang', c3: 'throw', c5: 'silent', c7: 'exit' });
    const { of } = await runFake([fakePlan({ cells: 8 })], { patience: 3000 });
    const reasons = Object.fromEntries(of('failed').map(({ cell, reason }) => [cell, reason]));
    expect(reasons).toEqual({
      c1: expect.stringMatching(/no sign of life/),
      c3: 'Error: the executor is out of its depth',
      c5: 'it ended without a result',
      c7: 'the worker process ended with exit code 7',
    });
  });

  it('is tried again, but an exception in a job of a single cell is not: it would come again', async () => {
    behave({ c3: 'throw', c5: 'crash' });
    const { of } = await runFake([fakePlan({ cells: 3 }), fakePlan({ experiment: 'other', cells: 5 })]);
    // Of `fake`, c3 has a job of its own; in `other` c3 has c4 beside it, and c5 a job of its own.
    expect(of('retried').map(({ experiment }) => experiment)).toEqual([1, 1]);
    expect(
      of('failed')
        .map(({ experiment, cell }) => `${experiment} ${cell}`)
        .sort(),
    ).toEqual(['0 c3', '1 c3', '1 c5']);
  });
});

describe('an interruption', () => {
  it('finishes what is in progress, hands out no more, and resumes to the same bytes', async () => {
    const plan = fakePlan({ cells: 6 });
    const stop = new AbortController();
    const first = await runFake([plan], {
      jobs: 1,
      stop: stop.signal,
      onEvent: ({ kind }) => kind === 'sealed' && stop.abort(),
    });
    expect(first.summary).toEqual({ interrupted: true, results: [] });
    expect(executed()).toHaveLength(4);
    await runFake([plan]);
    expect(executed()).toHaveLength(12);
    const resumed = sealedBytes(root);
    root = newRoot();
    await runFake([plan]);
    expect(sealedBytes(root)).toEqual(resumed);
  });

  it('ends at once when told to, keeps what was sealed, and notes no failure', async () => {
    behave({ c2: 'hang', c3: 'hang' });
    const both = new AbortController();
    const options = { stop: both.signal, kill: both.signal };
    const { summary, of } = await runFake([fakePlan()], {
      ...options,
      onEvent: ({ kind }) => kind === 'sealed' && both.abort(),
    });
    expect(summary.interrupted).toBe(true);
    expect(of('failed')).toEqual([]);
    expect(Object.keys(sealedBytes(root)).some((file) => file.includes('failed'))).toBe(false);
    behave({});
    expect((await runFake()).of('sealed').length).toBe(6 - of('sealed').length);
  });
});

describe('another run on the same store', () => {
  it('is waited for, and what it seals is found', async () => {
    const plan = fakePlan({ cells: 1 });
    const other = openLeases(join(root, '.crease'));
    for (const { key } of plan.steps) other.take(key);
    let second: Promise<unknown> | undefined;
    const { of } = await runFake([plan], {
      onEvent: ({ kind }) => {
        if (kind !== 'waiting') return;
        second = runFake([plan], {}, ({ kind: step }) => step === 'train');
        other.close();
      },
    });
    await second;
    expect(of('waiting')).toMatchObject([{ steps: 2, holders: [{ pid: process.pid }] }]);
    expect(of('found').length + of('sealed').length).toBe(2);
    expect(new Set(executed().map(keyOf)).size).toBe(2);
    expect(executed()).toHaveLength(2);
  });
});

describe('damage', () => {
  it('is moved aside, reported and computed again', async () => {
    await runFake();
    const before = sealedBytes(root);
    const array = Object.keys(before).find((file) => file.endsWith('value.npy'))!;
    const record = Object.keys(before).findLast((file) => file.endsWith('record.json'))!;
    writeFileSync(join(root, '.crease/store', array), 'torn');
    writeFileSync(
      join(root, '.crease/store', record),
      readFileSync(join(root, '.crease/store', record)).subarray(9),
    );
    const { of } = await runFake();
    expect(of('damaged')).toHaveLength(2);
    expect(sealedBytes(root)).toEqual(before);
    expect(readdirSync(join(root, '.crease/damaged'))).toHaveLength(2);
  });

  it('of the weights that a measurement needs trains that cell again', async () => {
    await runFake();
    const before = sealedBytes(root);
    const file = Object.keys(before).find((name) => name.endsWith('weights.safetensors'))!;
    writeFileSync(join(root, '.crease/store', file), 'torn');
    const { of } = await runFake([fakePlan({ measurements: { width: ['final'], depth: ['final'] } })]);
    expect(of('damaged')).toHaveLength(1);
    expect(of('failed')).toEqual([]);
    expect(sealedBytes(root)).toMatchObject(before);
  });
});

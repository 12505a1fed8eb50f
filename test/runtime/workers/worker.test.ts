import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Setup } from '../../../runtime/workers/messages.ts';
import { createWorker, type News, type Worker } from '../../../runtime/workers/worker.ts';
import type { Behaviour } from '../fake-execute.ts';
import { fakeEngine, fakePlan } from '../fake-plan.ts';

const plan = fakePlan({ trained: false });
const jobOf = (cell: string) => {
  const steps = plan.steps.filter((step) => step.cell === cell).map(({ key }) => key);
  return { kind: 'measure', cell, steps } as const;
};
const machine = { platform: 'p', cpu: 'c', cores: 1, memoryGB: 1 };
const origin = { versions: {}, numerics: 'none', machine };
let root: string;
let worker: Worker;

function setup(behaviour: Record<string, Behaviour> = {}, patience = 60_000): Setup {
  writeFileSync(join(root, 'behaviour.json'), JSON.stringify(behaviour));
  const setup: Setup = {
    ...{ plans: [plan], backend: 'reference', root, folder: join(root, '.crease'), origin, sources: [''] },
    module: fakeEngine.module,
    checkpointInterval: 50,
  };
  worker = createWorker(setup, patience);
  return setup;
}
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crease-worker-'));
});
afterEach(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});
const pids = () =>
  readFileSync(join(root, 'executed.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[0]));

it('keeps its process from job to job, and says what it sealed', async () => {
  setup();
  const news: News[] = [];
  for (const cell of ['c1', 'c2'])
    expect(await worker.run(0, jobOf(cell), (each) => news.push(each))).toMatchObject({ kind: 'finished' });
  expect(new Set(pids()).size).toBe(1);
  const sealed = news.filter((each) => each.kind === 'sealed');
  expect(sealed.map(({ key }) => key)).toEqual([...jobOf('c1').steps, ...jobOf('c2').steps]);
});

it('tells of an exception and lives on', async () => {
  setup({ c1: 'throw' });
  const ending = await worker.run(0, jobOf('c1'), () => {});
  expect(ending).toMatchObject({ kind: 'error', reason: expect.stringContaining('out of its depth') });
  expect(await worker.run(0, jobOf('c2'), () => {})).toMatchObject({ kind: 'finished' });
});

it('starts a new process after a crash, and says how the last one ended', async () => {
  setup({ c1: 'crash' });
  await worker.run(0, jobOf('c2'), () => {});
  const ending = await worker.run(0, jobOf('c1'), () => {});
  expect(ending).toMatchObject({
    kind: 'lost',
    reason: expect.stringMatching(/SIGKILL.*fatal error: injected/),
  });
  expect(await worker.run(0, jobOf('c3'), () => {})).toMatchObject({ kind: 'finished' });
  expect(new Set(pids()).size).toBe(2);
});

it('starts a new process where the last one died between two jobs', async () => {
  setup();
  await worker.run(0, jobOf('c1'), () => {});
  const [pid] = pids();
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await worker.run(0, jobOf('c2'), () => {})).toMatchObject({ kind: 'finished' });
});

it('is ended when it is silent for longer than the patience', async () => {
  setup({ c1: 'hang' }, 300);
  expect(await worker.run(0, jobOf('c1'), () => {})).toMatchObject({
    kind: 'lost',
    reason: expect.stringMatching(/no sign of life/),
  });
});

it('ends a job at once when it is stopped', async () => {
  setup({ c1: 'hang' });
  const ending = worker.run(0, jobOf('c1'), () => worker.stop());
  expect(await ending).toMatchObject({ kind: 'lost' });
});

it.each(['hang', 'busy'] as const)('ends when its parent dies, leaving no orphan: %s', async (how) => {
  const parent = fork(fileURLToPath(new URL('./parent.ts', import.meta.url)), [
    JSON.stringify(setup({ c2: how })),
    JSON.stringify([jobOf('c1'), jobOf('c2')]),
  ]);
  await once(parent, 'message');
  const [pid] = pids();
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill('SIGKILL');
  await gone(pid);
});

/** Waits until there is no process of that number; the test's own time limit bounds it. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../runtime/store/verify.ts';
import { killAtRandom } from '../kill/kill.ts';
import { sweeps } from '../kill/sweep.ts';
import { available } from '../runtime/experiments.ts';
import { sealedBytes } from '../runtime/run-here.ts';

const runner = fileURLToPath(new URL('../kill/runner.ts', import.meta.url));
const epochs = 20;
const keys = sweeps.moons(epochs).steps.map(({ key }) => key);
const folders: string[] = [];
const newRoot = () => {
  const root = mkdtempSync(join(tmpdir(), 'crease-runs-'));
  folders.push(root);
  return root;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A run of the sweep in a process of its own, with a log of its own. */
function start(root: string, log = 'log') {
  const child = spawn(process.execPath, [runner, root, String(epochs), 'reference', join(root, log)], {
    stdio: 'ignore',
  });
  return { child, ended: once(child, 'close').then(([code]) => code as number) };
}
const eventsIn = (root: string, log: string): { kind: string; key?: string; keys?: string[] }[] =>
  readFileSync(join(root, log), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

let whole: Record<string, string>;
beforeAll(async () => {
  const root = newRoot();
  expect(await start(root).ended).toBe(0);
  whole = sealedBytes(root);
});

describe.each([2, 4])('%d runs on one store at once', (count) => {
  test('begin and seal every step once, and the same bytes as one run', async () => {
    const root = newRoot();
    const logs = Array.from({ length: count }, (_, i) => `log${i}`);
    expect(await Promise.all(logs.map((log) => start(root, log).ended))).toEqual(logs.map(() => 0));
    const events = logs.filter((log) => existsSync(join(root, log))).flatMap((log) => eventsIn(root, log));
    const begun = events.flatMap(({ kind, keys = [] }) => (kind === 'started' ? keys : []));
    const sealed = events.flatMap(({ kind, key }) => (kind === 'sealed' ? key : []));
    expect(begun.sort()).toEqual([...new Set(keys)].sort());
    expect(sealed.sort()).toEqual([...new Set(keys)].sort());
    expect(sealedBytes(root)).toEqual(whole);
    expect(readdirSync(join(root, '.crease', 'leases'))).toEqual([]);
  });
});

test('a run that is interrupted keeps its trainings, and the next goes on from there', async () => {
  const root = newRoot();
  const { child, ended } = start(root);
  const checkpoints = join(root, '.crease', 'checkpoints');
  while (!existsSync(checkpoints) && child.exitCode === null) await pause(5);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  const kept = readdirSync(checkpoints);
  expect(kept.length).toBeGreaterThan(0);
  expect(verifyStore(join(root, '.crease'))).toMatchObject({ checkpoints: kept.length, problems: [] });
  expect(await start(root).ended).toBe(0);
  expect(sealedBytes(root)).toEqual(whole);
  expect(readdirSync(checkpoints)).toEqual([]);
});

const fastest = await available();
describe('runs and workers that are killed at random instants', () => {
  test.each([
    { sweep: 'moons', backend: fastest, epochs: 100, instants: 4 },
    { sweep: 'images', backend: fastest, epochs: 60, instants: 3 },
  ] as const)('lose nothing and repeat nothing sealed: $sweep on $backend', async (settings) => {
    const figures = await killAtRandom({ ...settings, seed: 3 });
    expect(figures.runsKilled + figures.workersKilled).toBe(settings.instants);
    expect(figures).toMatchObject({ runTwice: 0, different: 0, problems: 0 });
  });
});

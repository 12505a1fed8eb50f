import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sealable } from '../../../runtime/job.ts';
import { openCheckpoints } from '../../../runtime/store/checkpoints.ts';
import { openLeases } from '../../../runtime/store/leases.ts';
import { openStore, type Sidecar } from '../../../runtime/store/store.ts';
import { findWaste, isBusy, removeWaste } from '../../../runtime/store/waste.ts';

const keys = { a: 'aa'.repeat(32), b: 'bb'.repeat(32), c: 'cc'.repeat(32) };
const step = (key: string): Sealable => ({
  ...{ key, preimage: { is: 'train' }, outcome: 'done', arrays: {}, certificate: {} },
});
const note = { job: 'the-job', source: 'the-source' } as Sidecar;
const days = (count: number) => new Date(Date.now() - count * 24 * 3600_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-waste-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function seal(...of: string[]): void {
  for (const key of of) openStore(folder).seal(step(key), note);
}
/** Puts a file below the store's folder as it was so many days ago. */
function put(path: string, age: number): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), '{}');
  utimesSync(join(folder, path), days(age), days(age));
}
const found = (needed?: ReadonlySet<string>) =>
  findWaste(folder, needed)
    .map(({ path, why }) => `${why} ${path.slice(folder.length + 1)}`)
    .sort();

it('finds nothing in a store that was only used as it should be', () => {
  seal(keys.a);
  openCheckpoints(folder, { version: '1' }).write(keys.b, { facts: {}, arrays: {} });
  openStore(folder).fail({ key: keys.c, preimage: { is: 'train' }, reason: 'no memory', job: 'j' });
  const leases = openLeases(folder);
  leases.take(keys.b);
  expect(found()).toEqual([]);
  expect(isBusy(folder)).toBe(true);
  leases.close();
  expect(isBusy(folder)).toBe(false);
});

it('finds what nobody can use any more, by its age and what replaced it', () => {
  seal(keys.a);
  put(`tmp/${keys.a}-x`, 1);
  put(`tmp/${keys.b}-x`, 0);
  put(`checkpoints/${keys.a}`, 2);
  put(`checkpoints/${keys.b}`, 2);
  put(`checkpoints/${keys.c}`, 31);
  put(`store/aa/${keys.a}.failed.json`, 0);
  put(`store/bb/${keys.b}.failed.json`, 0);
  put(`store/cc/${keys.c}.sidecar.json`, 1);
  put(`damaged/${keys.a}-1`, 1);
  put(`damaged/${keys.b}-1`, 1);
  put('logs/the-job.log', 40);
  put('logs/other.log', 40);
  put('logs/young.log', 1);
  put('sources/the-source.json', 40);
  expect(found()).toEqual([
    `checkpoint checkpoints/${keys.a}`,
    `checkpoint checkpoints/${keys.c}`,
    `damaged damaged/${keys.a}-1`,
    `failure store/aa/${keys.a}.failed.json`,
    'log logs/other.log',
    `note store/cc/${keys.c}.sidecar.json`,
    `temporary tmp/${keys.a}-x`,
  ]);
});

it('finds leases of processes that are gone', () => {
  put(`leases/${keys.a}`, 2);
  put('holders/gone.json', 2);
  expect(found()).toEqual(['lease holders/gone.json', `lease leases/${keys.a}`]);
});

it('finds records that nobody needs where that is asked, never one that a run is at', () => {
  seal(keys.a, keys.b, keys.c);
  const leases = openLeases(folder);
  leases.take(keys.c);
  expect(found()).toEqual([]);
  expect(found(new Set([keys.a]))).toEqual([
    `unused store/bb/${keys.b}`,
    `unused store/bb/${keys.b}.sidecar.json`,
  ]);
  leases.close();
});

it('is gone once it is removed, and nothing else is', () => {
  seal(keys.a, keys.b);
  removeWaste(findWaste(folder, new Set([keys.a])));
  expect(openStore(folder).read(keys.a)?.outcome).toBe('done');
  expect(existsSync(join(folder, 'store/bb', keys.b))).toBe(false);
  expect(found(new Set([keys.a]))).toEqual([]);
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { canonical } from '../../../compiler/plan/canonical.ts';
import type { Sealable } from '../../../runtime/job.ts';
import { openCheckpoints } from '../../../runtime/store/checkpoints.ts';
import { sha256 } from '../../../runtime/store/sealed.ts';
import { openStore, type Sidecar } from '../../../runtime/store/store.ts';
import { verifyStore } from '../../../runtime/store/verify.ts';

const step = (rate: number): Sealable => {
  const preimage = { is: 'train', rate };
  return {
    ...{ key: sha256(canonical(preimage)), preimage, outcome: 'done', certificate: {} },
    arrays: { value: { shape: [100], data: new Float64Array(100).fill(rate) } },
    weights: { w: { shape: [2], data: Float32Array.of(rate, 1) } },
  };
};
const sidecar = { seconds: 1, host: 'h' } as Sidecar;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-verify-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = ({ key }: Sealable) => join(folder, 'store', key.slice(0, 2), key);
const problems = () => verifyStore(folder).problems.map(({ message }) => message);

it('finds nothing in a store as it was sealed, and in one that is not there', () => {
  for (const rate of [1, 2, 3]) openStore(folder).seal(step(rate), sidecar);
  openCheckpoints(folder, { version: '1' }).write(step(4).key, { facts: {}, arrays: {} });
  expect(verifyStore(folder)).toEqual({ records: 3, checkpoints: 1, problems: [] });
  expect(verifyStore(join(folder, 'nowhere'))).toEqual({ records: 0, checkpoints: 0, problems: [] });
});

it.each(['record.json', 'value.npy', 'weights.safetensors'])(
  'finds a torn %s and moves the record aside',
  (file) => {
    openStore(folder).seal(step(1), sidecar);
    openStore(folder).seal(step(2), sidecar);
    truncateSync(join(place(step(1)), file), 90);
    expect(problems()).toEqual([expect.stringMatching(`record ${step(1).key.slice(0, 12)} is damaged`)]);
    expect(readdirSync(join(folder, 'damaged'))).toHaveLength(1);
    expect(verifyStore(folder)).toEqual({ records: 1, checkpoints: 0, problems: [] });
  },
);

it('finds a record whose settings give another key', () => {
  openStore(folder).seal({ ...step(1), preimage: { is: 'train', rate: 7 } }, sidecar);
  expect(problems()).toEqual([expect.stringContaining('gives another key')]);
});

it('finds torn notes and checkpoints, and what is not ours', () => {
  openStore(folder).seal(step(1), sidecar);
  truncateSync(`${place(step(1))}.sidecar.json`, 5);
  openCheckpoints(folder, { version: '1' }).write(step(4).key, { facts: {}, arrays: {} });
  truncateSync(join(folder, 'checkpoints', step(4).key), 50);
  mkdirSync(join(folder, 'store', 'zz'), { recursive: true });
  writeFileSync(join(folder, 'store', 'zz', 'notes.txt'), 'mine');
  expect(problems()).toEqual([
    expect.stringMatching(/sidecar.json can't be read/),
    expect.stringMatching(/notes.txt is nothing that Crease keeps/),
    expect.stringMatching(/checkpoint of .* is damaged/),
  ]);
});

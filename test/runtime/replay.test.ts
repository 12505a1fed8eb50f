import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replay } from '../../runtime/replay.ts';
import { type RunOptions, run } from '../../runtime/run.ts';
import { openStore } from '../../runtime/store/store.ts';
import { fakeEngine, fakePlan } from './fake-plan.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crease-replay-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const experiment = {
  plan: fakePlan({ trained: false }),
  sources: [{ file: 'f', text: '' }],
  profile: '',
  set: {},
};
const options = (): RunOptions => {
  const never = new AbortController().signal;
  return {
    ...{ root, backend: 'reference', numerics: 'none', versions: {}, command: () => '', jobs: 1 },
    ...{ stop: never, kill: never, onEvent: () => {} },
  };
};

it('computes sealed cells again, in a store of their own, and finds the same', async () => {
  await run([experiment], fakeEngine, options());
  const found = await replay([experiment], 2, fakeEngine, options());
  expect(found).toMatchObject({ steps: 2, differences: [] });
  expect(found.cells).toHaveLength(2);
  expect(await replay([experiment], 2, fakeEngine, options())).toEqual(found);
});

it('finds out a record that is sound and still not what its key gives', async () => {
  const { key, preimage, cell } = experiment.plan.steps[0];
  const value = { shape: [2], data: Float64Array.of(1, 2) };
  openStore(join(root, '.crease')).seal(
    { key, preimage, outcome: 'done', arrays: { value }, certificate: {} },
    {
      ...{ started: '', seconds: 0, host: '', pid: 1, versions: {}, numerics: 'none', kind: '', cost: 1 },
      ...{ job: '', source: '', machine: { platform: '', cpu: '', cores: 1, memoryGB: 1 } },
    },
  );
  await run([experiment], fakeEngine, options());
  const { differences } = await replay([experiment], 3, fakeEngine, options());
  expect(differences).toMatchObject([{ cell, key, files: expect.arrayContaining(['record.json']) }]);
});

it('leaves out cells that are not wholly sealed', async () => {
  expect(await replay([experiment], 3, fakeEngine, options())).toMatchObject({ cells: [], steps: 0 });
});

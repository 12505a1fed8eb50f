import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../runtime/run.ts';
import { verifyStore } from '../../runtime/store/verify.ts';
import { type Fault, injectFault } from './faults.ts';
import { runHere, sealedBytes } from './run-here.ts';

let root: string;
let whole: Record<string, string>;
beforeAll(async () => {
  const undisturbed = mkdtempSync(join(tmpdir(), 'crease-faults-'));
  await runHere(undisturbed, {});
  whole = sealedBytes(undisturbed);
  rmSync(undisturbed, { recursive: true });
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crease-faults-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const messages: Record<string, RegExp> = {
  ENOSPC: /disk is full.*ENOSPC.*What was sealed is kept: free some space/,
  EROFS: /may not be written to.*EROFS.*make it writable/,
  EPERM: /may not be written to.*EPERM/,
  EIO: /the disk reports an error.*EIO/,
};

const everySoOften = { after: 3 };
const faults: Record<string, Fault> = {
  'the disk is full': { call: 'writeFileSync', code: 'ENOSPC', ...everySoOften },
  'the disk is broken': { call: 'fsyncSync', code: 'EIO', ...everySoOften },
  'a rename is refused': { call: 'renameSync', code: 'EPERM', after: 1 },
  'the store is read-only': { call: 'mkdirSync', code: 'EROFS', after: 0 },
};

describe.each(Object.entries(faults))('where %s', (_, fault) => {
  const expectCompletion = async () => {
    expect(verifyStore(join(root, '.crease')).problems).toEqual([]);
    const { of } = await runHere(root, {});
    expect(of('failed')).toEqual([]);
    expect(sealedBytes(root)).toEqual(whole);
  };

  it('for workers, the run says so, blames no cell, and goes on once that is mended', async () => {
    writeFileSync(join(root, 'fault.json'), JSON.stringify(fault));
    await expect(runHere(root, {})).rejects.toThrow(messages[fault.code]);
    rmSync(join(root, 'fault.json'));
    await expectCompletion();
  });

  it('for the run itself, it says so, and goes on once that is mended', async () => {
    const mend = injectFault({ ...fault, after: 0 });
    await expect(runHere(root, {}).finally(mend)).rejects.toThrow(messages[fault.code]);
    await expectCompletion();
  });
});

it('a write that was torn without a word is found, moved aside and done again', async () => {
  // The first write is a line of `executed.log`, the second one the first array.
  writeFileSync(join(root, 'fault.json'), JSON.stringify({ call: 'writeFileSync', code: 'torn', after: 1 }));
  const onEvent = ({ kind }: RunEvent) => kind === 'damaged' && rmSync(join(root, 'fault.json'));
  const { of } = await runHere(root, { options: { jobs: 1, onEvent } });
  expect(of('damaged')).toHaveLength(1);
  expect(of('failed')).toEqual([]);
  expect(verifyStore(join(root, '.crease')).problems).toEqual([]);
  expect(sealedBytes(root)).toEqual(whole);
});

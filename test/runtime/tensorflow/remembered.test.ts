import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { probeWasm } from '../../../runtime/tensorflow/probe.ts';
import { rememberedWasm } from '../../../runtime/tensorflow/remembered.ts';

let folder: string;
const file = () => join(folder, 'crease', 'probed-wasm.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const memory = () => JSON.parse(readFileSync(file(), 'utf8'));

it('says what the probe says, the second time from memory', async () => {
  const probed = await probeWasm();
  expect(probed.available).toBe(true);
  expect(await rememberedWasm()).toEqual(probed);
  // A version that no probe gives shows where the answer comes from.
  writeFileSync(file(), JSON.stringify({ ...memory(), facts: { version: 'remembered', simd: true } }));
  expect(await rememberedWasm()).toMatchObject({ available: true, version: 'remembered' });
});

it('forgets when a file, Node or the machine is another one, and what is damaged', async () => {
  const probed = await rememberedWasm();
  for (const text of [
    JSON.stringify({ ...memory(), facts: {}, identity: memory().identity.replace(/\d$/, 'x') }),
    '{"identity"',
    'null',
  ]) {
    writeFileSync(file(), text);
    expect(await rememberedWasm()).toEqual(probed);
  }
});

it('probes each time where nothing can be kept', async () => {
  writeFileSync(join(folder, 'crease'), 'no folder');
  expect((await rememberedWasm()).available).toBe(true);
});

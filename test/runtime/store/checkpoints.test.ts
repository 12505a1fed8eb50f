import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listCheckpoints, openCheckpoints, type SavedTraining } from '../../../runtime/store/checkpoints.ts';

const key = 'ab'.repeat(32);
const saved: SavedTraining = {
  facts: { step: 12, text: 'two\nlines and ü' },
  arrays: {
    'states/0.weights': { shape: [2, 2], data: Float32Array.of(0.1, -0, Infinity, NaN) },
    loss: { shape: [3], data: Float64Array.of(1 / 3, 1e300, 5e-324) },
  },
};

let folder: string;
let told: string[];
const open = (version = '1') =>
  openCheckpoints(folder, { version, onDamage: (message) => told.push(message) });
const file = () => join(folder, 'checkpoints', key);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-checkpoints-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('gives back what was written, bit for bit, and the last of several', () => {
  open().write(key, { facts: {}, arrays: {} });
  open().write(key, saved);
  expect(open().read(key)).toMatchObject(saved);
  expect(listCheckpoints(folder)).toEqual([key]);
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
});

it('is gone once it is removed', () => {
  open().write(key, saved);
  open().remove(key);
  open().remove(key);
  expect(open().read(key)).toBeUndefined();
});

it('of another version is left alone', () => {
  open('1').write(key, saved);
  expect(open('2').read(key)).toBeUndefined();
  expect(open('1').read(key)).toMatchObject(saved);
});

const damages: Record<string, () => void> = {
  torn: () => truncateSync(file(), readFileSync(file()).length - 5),
  'cut in its first line': () => truncateSync(file(), 20),
  empty: () => truncateSync(file(), 0),
  flipped: () => {
    const bytes = readFileSync(file());
    bytes[bytes.length - 3] ^= 4;
    writeFileSync(file(), bytes);
  },
  'with another step': () =>
    writeFileSync(file(), readFileSync(file(), 'latin1').replace('"step":12', '"step":13'), 'latin1'),
};
it.each(Object.keys(damages))('is not used and moved aside where it is %s', (how) => {
  open().write(key, saved);
  damages[how]();
  expect(open().read(key)).toBeUndefined();
  expect(told).toEqual([expect.stringMatching(/training abababababab is damaged.*starts again/)]);
  expect(readdirSync(join(folder, 'damaged'))).toHaveLength(1);
  expect(open().read(key)).toBeUndefined();
  expect(told).toHaveLength(1);
});

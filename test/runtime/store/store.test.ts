import fs, {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sealable } from '../../../runtime/job.ts';
import type { FileSystem } from '../../../runtime/store/files.ts';
import { DamagedRecord } from '../../../runtime/store/read.ts';
import { openStore, type Sidecar } from '../../../runtime/store/store.ts';

const key = 'ab'.repeat(32);
const step: Sealable = {
  key,
  preimage: { is: 'train', rate: 0.001 },
  outcome: 'done',
  arrays: {
    value: { shape: [10, 10], data: Float64Array.from({ length: 100 }, (_, i) => i / 7) },
    small: { shape: [2, 2], data: Float32Array.of(0.1, -0, Infinity, NaN) },
  },
  weights: { '0.kernel': { shape: [3], data: Float32Array.of(1, 2, 3) } },
  certificate: { residual: 1e-15, worst: Infinity },
};
const sidecar: Sidecar = {
  ...{ started: '2026-01-01T00:00:00.000Z', seconds: 2, host: 'h', pid: 1, versions: {}, numerics: 'none' },
  ...{ kind: 'train', cost: 100, job: 'j', source: 's' },
  machine: { platform: 'p', cpu: 'c', cores: 1, memoryGB: 1 },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = () => join(folder, 'store', 'ab', key);
const everything = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

describe('a sealed record', () => {
  it('gives back what was sealed, special values included', () => {
    openStore(folder).seal(step, sidecar);
    const record = openStore(folder).read(key)!;
    expect(record).toMatchObject({
      key,
      outcome: 'done',
      preimage: step.preimage,
      certificate: step.certificate,
    });
    expect(record.names).toEqual(['small', 'value']);
    for (const name of record.names) expect(record.array(name)).toEqual(step.arrays[name]);
    expect(record.weights()).toEqual(step.weights);
    expect(() => record.array('volume')).toThrow('no array "volume"; it has small, value');
  });

  it('is a folder of files that others can open, with its sidecar beside it', () => {
    openStore(folder).seal(step, sidecar);
    expect(everything()).toEqual(
      ['record.json', 'value.npy', 'weights.safetensors']
        .map((file) => `store/ab/${key}/${file}`)
        .concat(`store/ab/${key}.sidecar.json`)
        .sort(),
    );
    expect(openStore(folder).sidecar(key)).toEqual(sidecar);
  });

  it('belongs to the first that seals it', () => {
    expect(openStore(folder).seal(step, sidecar)).toBe(true);
    const bytes = readFileSync(join(place(), 'record.json'));
    const late = { ...step, certificate: { residual: 2 } };
    expect(openStore(folder).seal(late, { ...sidecar, seconds: 99 })).toBe(false);
    expect(readFileSync(join(place(), 'record.json'))).toEqual(bytes);
    expect(openStore(folder).sidecar(key)).toEqual(sidecar);
  });

  it('does not depend on the order in which its parts are given', () => {
    openStore(folder).seal(step, sidecar);
    const bytes = readFileSync(join(place(), 'record.json'));
    rmSync(folder, { recursive: true });
    const { small, value } = step.arrays;
    openStore(folder).seal(
      { ...step, arrays: { value, small }, certificate: { worst: Infinity, residual: 1e-15 } },
      sidecar,
    );
    expect(readFileSync(join(place(), 'record.json'))).toEqual(bytes);
  });

  it('takes the place of a failure, which is no sealed record', () => {
    const store = openStore(folder);
    store.fail({ key, preimage: step.preimage, reason: 'out of memory', job: 'j' });
    expect(store.read(key)).toMatchObject({ outcome: 'failed', reason: 'out of memory', names: [] });
    expect(existsSync(place())).toBe(false);
    store.seal(step, sidecar);
    expect(store.read(key)!.outcome).toBe('done');
    expect(everything().filter((file) => file.includes('failed'))).toEqual([]);
  });
});

describe('damage', () => {
  const damages: Record<string, () => void> = {
    'a torn record': () => fs.truncateSync(join(place(), 'record.json'), 100),
    'a changed number': () => {
      const file = join(place(), 'record.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('1e-15', '2e-15'));
    },
    'a missing record': () => rmSync(join(place(), 'record.json')),
    'a record of another key': () => {
      openStore(folder).seal({ ...step, key: 'cd'.repeat(32) }, sidecar);
      fs.copyFileSync(join(folder, 'store/cd', 'cd'.repeat(32), 'record.json'), join(place(), 'record.json'));
    },
  };
  for (const [name, damage] of Object.entries(damages)) {
    it(`is found when the record is read: ${name}`, () => {
      openStore(folder).seal(step, sidecar);
      damage();
      const found: DamagedRecord[] = [];
      const store = openStore(folder, { onDamage: (each) => found.push(each) });
      expect(store.read(key)).toBeUndefined();
      expect(found).toMatchObject([{ key, message: expect.stringContaining('moved to') }]);
      expect(readdirSync(join(folder, 'damaged'))).toHaveLength(1);
      expect(store.seal(step, sidecar)).toBe(true);
      expect(store.read(key)!.outcome).toBe('done');
    });
  }

  for (const file of ['value.npy', 'weights.safetensors']) {
    for (const [how, harm] of Object.entries({
      torn: (path: string) => fs.truncateSync(path, 70),
      gone: (path: string) => rmSync(path),
      flipped: (path: string) => {
        const bytes = readFileSync(path);
        bytes[bytes.length - 1] ^= 1;
        writeFileSync(path, bytes);
      },
    }))
      it(`is found when ${file} is read: ${how}`, () => {
        openStore(folder).seal(step, sidecar);
        harm(join(place(), file));
        const store = openStore(folder);
        const record = store.read(key)!;
        expect(() => (file === 'value.npy' ? record.array('value') : record.weights())).toThrow(
          DamagedRecord,
        );
        expect(store.read(key)).toBeUndefined();
        expect(readdirSync(join(folder, 'damaged'))).toHaveLength(1);
      });
  }
});

describe('a file system that fails', () => {
  const calls = [
    'mkdirSync',
    'openSync',
    'writeFileSync',
    'fsyncSync',
    'closeSync',
    'renameSync',
    'rmSync',
  ] as const;

  /** The real one, until the call that is number `at`; `after` says whether that one still takes effect. */
  function failing(at: number, after: boolean): { fs: FileSystem; made: () => number } {
    let made = 0;
    const wrap =
      (name: (typeof calls)[number]) =>
      (...parameters: unknown[]) => {
        const act = () => (fs[name] as (...all: unknown[]) => unknown)(...parameters);
        if (made++ !== at) return act();
        if (after) act();
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      };
    const wrapped = Object.fromEntries(calls.map((name) => [name, wrap(name)]));
    return { fs: wrapped as unknown as FileSystem, made: () => made };
  }

  it('never leaves a record that is there in part, whichever call fails, and the next try seals it', () => {
    const healthy = failing(-1, false);
    openStore(folder, { fs: healthy.fs }).seal(step, sidecar);
    expect(healthy.made()).toBeGreaterThan(15);
    for (const after of [false, true]) {
      for (let at = 0; at < healthy.made(); at++) {
        rmSync(folder, { recursive: true });
        expect(() => openStore(folder, { fs: failing(at, after).fs }).seal(step, sidecar)).toThrow('ENOSPC');
        const found: DamagedRecord[] = [];
        const store = openStore(folder, { onDamage: (damage) => found.push(damage) });
        const sealed = store.read(key);
        if (sealed) expect(sealed.array('value')).toEqual(step.arrays.value);
        expect(found).toEqual([]);
        expect(store.seal(step, sidecar)).toBe(sealed === undefined);
        expect(store.read(key)!.weights()).toEqual(step.weights);
      }
    }
  });

  it('is reported as it is when reading, and does not count as damage', () => {
    openStore(folder).seal(step, sidecar);
    rmSync(join(place(), 'value.npy'));
    fs.mkdirSync(join(place(), 'value.npy'));
    expect(() => openStore(folder).read(key)!.array('value')).toThrow('EISDIR');
    expect(existsSync(join(folder, 'damaged'))).toBe(false);
  });
});

describe('half-written files of a process that was killed', () => {
  it('are swept away when they are old, and only then', () => {
    for (const name of ['old', 'new']) {
      fs.mkdirSync(join(folder, 'tmp', name), { recursive: true });
      writeFileSync(join(folder, 'tmp', name, 'record.json'), '{');
    }
    utimesSync(join(folder, 'tmp', 'old'), 0, 0);
    openStore(folder).sweep();
    expect(readdirSync(join(folder, 'tmp'))).toEqual(['new']);
  });
});

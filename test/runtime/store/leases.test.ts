import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../runtime/store/files.ts';
import { type Holder, listLeases, openLeases } from '../../../runtime/store/leases.ts';
import { hasEnded, thisProcess } from '../../../runtime/store/process.ts';

const key = 'ab'.repeat(32);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-leases-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Puts a lease in place as another machine's run would have. */
function leaveLease(holder: Partial<Holder> = {}): { readonly file: string } {
  const other: Holder = { id: 'other', host: 'far', machine: 'far away', pid: 1, ...holder };
  mkdirSync(join(folder, 'holders'), { recursive: true });
  mkdirSync(join(folder, 'leases'), { recursive: true });
  const file = join(folder, 'holders', `${other.id}.json`);
  writeFileSync(file, JSON.stringify(other));
  fs.linkSync(file, join(folder, 'leases', key));
  return { file };
}

describe('a lease', () => {
  it('belongs to one holder until it is released', () => {
    const [first, second] = [openLeases(folder), openLeases(folder)];
    expect(first.take(key)).toBe(true);
    expect(second.take(key)).toBe(false);
    expect(first.take(key)).toBe(false);
    first.release(key);
    expect(second.take(key)).toBe(true);
    second.close();
    expect(readdirSync(join(folder, 'leases'))).toEqual([]);
  });

  it('leaves nothing behind when all is closed', () => {
    const leases = openLeases(folder);
    leases.take(key);
    leases.close();
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
    expect(left).toEqual([]);
  });

  it('says who computes what', () => {
    const leases = openLeases(folder);
    leases.take(key);
    expect(listLeases(folder)).toMatchObject([{ key, ended: false, holder: { pid: process.pid } }]);
    leases.close();
    expect(listLeases(folder)).toEqual([]);
  });

  it('works where the file system has no hard links', () => {
    const refuse = () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    };
    const plain = { ...fs, linkSync: refuse } as unknown as FileSystem;
    const [first, second] = [openLeases(folder, { fs: plain }), openLeases(folder, { fs: plain })];
    expect([first.take(key), second.take(key)]).toEqual([true, false]);
    first.close();
    expect(second.take(key)).toBe(true);
  });
});

describe('a holder that is gone', () => {
  it('loses its leases at once where its process on this machine has ended', async () => {
    const child = fork(fileURLToPath(new URL('./take-lease.ts', import.meta.url)), [folder, key]);
    expect((await once(child, 'message'))[0]).toBe(true);
    expect(openLeases(folder).take(key)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(listLeases(folder)).toMatchObject([{ ended: true }]);
    expect(openLeases(folder).take(key)).toBe(true);
  });

  it('is not taken for another process that was given its number', () => {
    const before = { ...thisProcess(), started: '1' };
    if (process.platform === 'linux') expect(hasEnded(before)).toBe(true);
    expect(hasEnded(thisProcess())).toBe(false);
    expect(hasEnded({ ...before, machine: 'far away' })).toBe(false);
  });

  it('of another machine loses them after its silence, whatever its clock says', async () => {
    const { file } = leaveLease();
    for (const clock of [new Date(0), new Date('2099-01-01')]) {
      fs.utimesSync(file, clock, clock);
      const leases = openLeases(folder, { silence: 60 });
      expect(leases.take(key)).toBe(false);
      expect(leases.take(key)).toBe(false);
    }
    const leases = openLeases(folder, { silence: 60 });
    expect(leases.take(key)).toBe(false);
    await pause(80);
    expect(leases.take(key)).toBe(true);
    expect(listLeases(folder)[0].holder?.pid).toBe(process.pid);
  });

  it('keeps them while it gives signs of life', async () => {
    const alive = openLeases(folder, { silence: 120 });
    alive.take(key);
    // As seen from another machine, where nothing is known of the process.
    const file = join(folder, 'leases', key);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(text), machine: 'far away' }));
    const other = openLeases(folder, { silence: 120 });
    for (let i = 0; i < 10; i++) {
      expect(other.take(key)).toBe(false);
      await pause(40);
    }
  });

  it('loses a lease that it left torn', async () => {
    mkdirSync(join(folder, 'leases'), { recursive: true });
    writeFileSync(join(folder, 'leases', key), '{"id"');
    const leases = openLeases(folder, { silence: 30 });
    expect(leases.take(key)).toBe(false);
    await pause(50);
    expect(leases.take(key)).toBe(true);
  });

  it('does not release what was taken over', async () => {
    const slow = openLeases(folder);
    slow.take(key);
    rmSync(join(folder, 'leases', key));
    leaveLease();
    slow.release(key);
    expect(existsSync(join(folder, 'leases', key))).toBe(true);
  });
});

it('gives each of many keys to one of several processes that all want them', async () => {
  const keys = Array.from({ length: 60 }, (_, i) => String(i).padStart(64, '0'));
  const script = fileURLToPath(new URL('./take-lease.ts', import.meta.url));
  const children = Array.from({ length: 4 }, () => fork(script, [folder, ...keys]));
  const taken = await Promise.all(
    children.map(
      (child) =>
        new Promise<string[]>((resolve) => {
          const own: string[] = [];
          child.on('message', (message) => {
            if (typeof message === 'string') own.push(message);
            if (message === 'all') resolve(own.slice(0, -1));
          });
        }),
    ),
  );
  for (const child of children) child.kill();
  expect(taken.flat().sort()).toEqual(keys);
});

import { randomUUID } from 'node:crypto';
import nodeFs from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, placeFile } from './files.ts';
import { hasEnded, type ProcessName, thisProcess } from './process.ts';

/** A run that computes steps. */
export interface Holder extends ProcessName {
  readonly id: string;
}

/** A step that somebody computes, or did when the process was killed. */
export interface Lease {
  readonly key: string;
  /** Missing where the lease is torn. */
  readonly holder?: Holder;
  /** Whether the holder is known to be gone: only for processes of this machine. */
  readonly ended: boolean;
  /** Its last sign of life by the clock of who gave it, in ms since 1970. */
  readonly beat: number;
}

/**
 * Which steps are being computed, so that of several runs on one store each computes others. A lease spares
 * work and guards nothing: where two runs compute one step all the same, the first that seals it wins.
 */
export interface Leases {
  /** Takes a step; false where somebody else is at it, or another job of this process. */
  take(key: string): boolean;
  release(key: string): void;
  /** Gives back everything. */
  close(): void;
}

export interface LeaseOptions {
  readonly fs?: FileSystem;
  /** Milliseconds without a sign of life after which a holder counts as gone. */
  readonly silence?: number;
}

/** Signs of life in the time after whose lack a holder counts as gone. */
const beats = 6;
/** What file systems without hard links answer. */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

const foldersOf = (folder: string) => ({
  leases: join(folder, 'leases'),
  holders: join(folder, 'holders'),
  tmp: join(folder, 'tmp'),
});

/**
 * The leases of this process on the store below `folder`. `leases/KEY` says who computes a step, and appears
 * at once, by a hard link to `holders/ID.json`, whose time of change is the holder's sign of life. Clocks of
 * different machines are never compared: a holder is gone when its time has not changed for a while here.
 */
export function openLeases(folder: string, { fs = nodeFs, silence = 30_000 }: LeaseOptions = {}): Leases {
  const { leases, holders, tmp } = foldersOf(folder);
  const self: Holder = { id: randomUUID(), ...thisProcess() };
  const text = `${JSON.stringify(self)}\n`;
  const file = join(holders, `${self.id}.json`);
  const held = new Set<string>();
  const lives = watchHolders(folder, silence);
  let heart: NodeJS.Timeout | undefined;

  function appear(): void {
    fs.mkdirSync(leases, { recursive: true });
    placeFile(text, join(tmp, `${self.id}.json`), file, fs);
    heart = setInterval(() => beat(file, fs), silence / beats).unref();
  }

  function take(key: string): boolean {
    if (held.has(key)) return false;
    if (heart === undefined) appear();
    const lease = join(leases, key);
    if (!create(lease, file, text, fs)) {
      const found = readLease(lease);
      // Over a network the answer to a link that was made may get lost: it then is there, and ours.
      const ours = found?.holder?.id === self.id;
      if (!ours && !(replaceable(lease, found) && create(lease, file, text, fs))) return false;
    }
    held.add(key);
    return true;
  }

  function replaceable(lease: string, found: Found | undefined): boolean {
    if (found === undefined) return true;
    return !lives(lease, found) && clear(lease, found, join(tmp, `lease-${self.id}`), fs);
  }

  function release(key: string): void {
    held.delete(key);
    const lease = join(leases, key);
    // It has been taken over where this process stood still for long.
    if (readLease(lease)?.holder?.id === self.id) fs.rmSync(lease, { force: true });
  }

  return {
    take,
    release,
    close() {
      for (const key of [...held]) release(key);
      clearInterval(heart);
      heart = undefined;
      fs.rmSync(file, { force: true });
    },
  };
}

/** Every lease on a store, whoever holds it. */
export function listLeases(folder: string): Lease[] {
  const { leases } = foldersOf(folder);
  if (!nodeFs.existsSync(leases)) return [];
  return nodeFs.readdirSync(leases).flatMap((key) => {
    const lease = readLease(join(leases, key));
    if (lease === undefined) return [];
    const beat = signOfLife(folder, join(leases, key), lease.holder);
    const ended = beat === undefined || (lease.holder !== undefined && hasEnded(lease.holder));
    return [{ key, holder: lease.holder, ended, beat: beat ?? 0 }];
  });
}

/** Tells whether the holder of a lease gives signs of life, going by how long they have been watched here. */
function watchHolders(folder: string, silence: number): (lease: string, found: Found) => boolean {
  const seen = new Map<string, { readonly beat: number; readonly since: number }>();
  return (lease, { holder }) => {
    if (holder && hasEnded(holder)) return false;
    const beat = signOfLife(folder, lease, holder);
    if (beat === undefined) return false;
    const who = holder?.id ?? lease;
    const before = seen.get(who);
    if (before?.beat === beat) return performance.now() - before.since < silence;
    seen.set(who, { beat, since: performance.now() });
    return true;
  };
}

/** When the holder's file, or a torn lease itself, was last changed; undefined where it is not there. */
function signOfLife(folder: string, lease: string, holder: Holder | undefined): number | undefined {
  const file = holder ? join(foldersOf(folder).holders, `${holder.id}.json`) : lease;
  try {
    // Opening asks the server, where a network file system would answer from what it remembers.
    const descriptor = nodeFs.openSync(file, 'r');
    try {
      return nodeFs.fstatSync(descriptor).mtimeMs;
    } finally {
      nodeFs.closeSync(descriptor);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A missed beat is no harm; what is wrong with the disk shows where something is sealed. */
function beat(file: string, fs: FileSystem): void {
  const now = new Date();
  try {
    fs.utimesSync(file, now, now);
  } catch {}
}

/** Makes a lease appear with its text; false where there is one. */
function create(lease: string, holder: string, text: string, fs: FileSystem): boolean {
  try {
    fs.linkSync(holder, lease);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    if (!noLinks.includes(code)) throw error;
  }
  return write(lease, text, fs);
}

function write(lease: string, text: string, fs: FileSystem): boolean {
  try {
    fs.writeFileSync(lease, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    fs.rmSync(lease, { force: true });
    throw error;
  }
}

/** What a lease says; no holder where it is torn. */
interface Found {
  readonly holder?: Holder;
}

/** The lease of that file; undefined where there is none. */
function readLease(file: string): Found | undefined {
  try {
    return { holder: JSON.parse(nodeFs.readFileSync(file, 'utf8')) as Holder };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Takes away a lease whose holder is gone. Another run may have done so and put its own in place since it was
 * looked at: what was taken by mistake is put back.
 */
function clear(lease: string, found: Found, aside: string, fs: FileSystem): boolean {
  try {
    fs.renameSync(lease, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  const mistaken = readLease(aside)?.holder?.id !== found.holder?.id;
  if (mistaken) create(lease, aside, nodeFs.readFileSync(aside, 'utf8'), fs);
  fs.rmSync(aside, { force: true });
  return !mistaken;
}

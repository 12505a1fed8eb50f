import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Backend } from '../../runtime/job.ts';
import { stream } from '../../runtime/random/stream.ts';
import { verifyStore } from '../../runtime/store/verify.ts';
import { sealedBytes } from '../runtime/run-here.ts';
import type { SweepName } from './sweep.ts';

export interface Settings {
  /** How many times a process is killed. */
  readonly instants: number;
  readonly seed: number;
  readonly backend: Backend;
  readonly epochs: number;
  /** What is run; `moons` unless said. */
  readonly sweep?: SweepName;
  readonly say?: (line: string) => void;
}

/** What happened; all but the first five must be 0. */
export interface Figures {
  readonly runsKilled: number;
  readonly workersKilled: number;
  /** Runs that ended by themselves, and stores that they brought to the end. */
  readonly runsEnded: number;
  readonly stores: number;
  /** Steps whose work was lost and done again, though another process sealed them at the same time. */
  readonly sealedMeanwhile: number;
  /** Steps that were begun although they had been sealed. */
  readonly runTwice: number;
  /** Stores whose sealed bytes differ from those of a run with a single worker that nobody disturbed. */
  readonly different: number;
  readonly problems: number;
}

const runner = fileURLToPath(new URL('./runner.ts', import.meta.url));
/** A record may be sealed by a worker that outlives its run for a moment: ms between looking and beginning. */
const grace = 250;

/** Kills a run and its workers at random instants, and resumes each time, until so many have been killed. */
export async function killAtRandom({
  instants,
  seed,
  backend,
  epochs,
  sweep = 'moons',
  say = () => {},
}: Settings): Promise<Figures> {
  const random = stream(seed, 0, 'kill');
  const figures = {
    runsKilled: 0,
    workersKilled: 0,
    runsEnded: 0,
    stores: 0,
    sealedMeanwhile: 0,
    runTwice: 0,
    different: 0,
    problems: 0,
  };
  const began = performance.now();
  const reference = await undisturbed();
  /** How long a run takes that nobody disturbs, in ms. */
  let length = performance.now() - began;
  while (figures.runsKilled + figures.workersKilled < instants) await oneStore();
  return figures;

  async function undisturbed(): Promise<Record<string, string>> {
    const root = newRoot();
    const { child } = start(root, 1);
    await once(child, 'close');
    if (child.exitCode !== 0)
      throw new Error(`the sweep itself failed: ${readFileSync(join(root, 'log'), 'utf8').slice(-1000)}`);
    return take(root);
  }

  /** From an empty store to a complete one, through as many deaths as it takes. */
  async function oneStore(): Promise<void> {
    const root = newRoot();
    let deaths = 0;
    for (;;) {
      const born = performance.now();
      const { child, ended } = start(root);
      const atWorker = random.uniform() < 0.5;
      if (atWorker) while (child.exitCode === null && workersOf(child).length === 0) await pause(10);
      await Promise.race([ended, pause(random.uniform() * length * (atWorker ? 0.5 : 1))]);
      if (child.exitCode === null && figures.runsKilled + figures.workersKilled < instants) {
        const worker = atWorker ? pick(workersOf(child)) : undefined;
        deaths++;
        if (worker === undefined) {
          figures.runsKilled++;
          child.kill('SIGKILL');
        } else {
          figures.workersKilled++;
          killNow(worker);
        }
      }
      await ended;
      if (child.exitCode === null) continue;
      figures.runsEnded++;
      if (deaths === 0) length = Math.min(length, performance.now() - born);
      if (child.exitCode === 0) break;
    }
    judge(root, deaths);
  }

  function judge(root: string, deaths: number): void {
    const { problems } = verifyStore(join(root, '.crease'));
    const events = eventsIn(root);
    figures.stores++;
    figures.problems += problems.length;
    figures.runTwice += begunAfterSealed(root, events);
    figures.sealedMeanwhile += events.filter(({ kind }) => kind === 'found').length;
    const left = ['checkpoints', 'leases'].flatMap((name) => filesIn(join(root, '.crease', name)));
    if (left.length > 0) say(`left over: ${left.join(', ')}`);
    const odd = differences(take(root), reference);
    if (odd.length > 0) figures.different++;
    if (odd.length > 0) say(`different: ${odd.join(', ')}`);
    say(
      `${figures.runsKilled + figures.workersKilled} of ${instants} instants: store ${figures.stores} done after ${deaths} deaths`,
    );
  }

  function start(root: string, jobs = 2): { child: ChildProcess; ended: Promise<unknown> } {
    const settings = [root, String(epochs), backend, join(root, 'log'), sweep, String(jobs)];
    const child = spawn(process.execPath, [runner, ...settings], { stdio: 'ignore' });
    return { child, ended: once(child, 'close') };
  }

  function pick(pids: readonly number[]): number | undefined {
    return pids[Math.floor(random.uniform() * pids.length)];
  }

  /** Steps that a run began later than they had been sealed. */
  function begunAfterSealed(root: string, events: readonly Event[]): number {
    return events
      .filter(({ kind }) => kind === 'started')
      .reduce(
        (sum, { at, keys = [] }) => sum + keys.filter((key) => sealedAt(root, key) < at - grace).length,
        0,
      );
  }

  /** All that was sealed; the folder is removed. */
  function take(root: string): Record<string, string> {
    const sealed = sealedBytes(root);
    rmSync(root, { recursive: true, force: true });
    return sealed;
  }
}

/** Files that only one of two stores has, or that do not hold the same. */
function differences(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((file) => a[file] !== b[file]);
}

interface Event {
  readonly at: number;
  readonly kind: string;
  readonly keys?: readonly string[];
}

const newRoot = () => mkdtempSync(join(tmpdir(), 'crease-kill-'));
const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

/** When a record's folder was given its name, in ms since 1970. */
function sealedAt(root: string, key: string): number {
  return statSync(join(root, '.crease', 'store', key.slice(0, 2), key)).ctimeMs;
}

function eventsIn(root: string): Event[] {
  const lines = readFileSync(join(root, 'log'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Event);
}

/** Children of a process, from Linux's `/proc`. */
function workersOf({ pid }: ChildProcess): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

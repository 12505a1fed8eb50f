/**
 * The program of a worker process. It seals what it computes itself, so that large arrays are written once
 * and never cross the pipe, and what is finished outlasts the parent.
 */
import { hostname } from 'node:os';
import { costOf } from '../history.ts';
import type { Execute } from '../job.ts';
import { type CheckpointStore, openCheckpoints } from '../store/checkpoints.ts';
import { openStore, type Store } from '../store/store.ts';
import { asUnusable, StoreUnusable } from '../store/unusable.ts';
import type { Reply, Request, Setup } from './messages.ts';
import { paced, Stopped } from './pace.ts';

/** Milliseconds between two messages about progress. */
const progressInterval = 100;

interface Ready {
  readonly setup: Setup;
  readonly store: Store;
  readonly checkpoints: CheckpointStore;
  readonly execute: Execute;
}
type JobRequest = Extract<Request, { kind: 'job' }>;
let ready: Promise<Ready> | undefined;
/** Whether the job shall end at its next checkpoint. */
let stopping = false;
const parent = process.ppid;

process.on('message', async (request: Request) => {
  if (request.kind === 'setup') ready = prepare(request.setup);
  else if (request.kind === 'finish') stopping = true;
  else await work(request);
});
// Without a parent nobody wants the results. What ends a run reaches its whole group, but only the parent decides.
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

async function prepare(setup: Setup): Promise<Ready> {
  const onDamage = (message: string) => say({ kind: 'damaged', message });
  const store = openStore(setup.folder, { onDamage: ({ message }) => onDamage(message) });
  const kept = openCheckpoints(setup.folder, { version: setup.origin.versions.crease, onDamage });
  const checkpoints = {
    ...kept,
    write: (...saved: Parameters<typeof kept.write>) => use(store, () => kept.write(...saved)),
  };
  const { execute } = (await import(setup.module)) as { execute: Execute };
  return { setup, store, checkpoints, execute };
}

async function work(request: JobRequest): Promise<void> {
  let own: Ready;
  try {
    own = await ready!;
  } catch (error) {
    return say({ kind: 'broken', reason: (error as Error).message });
  }
  try {
    await seal(own, request);
    say({ kind: 'finished' });
  } catch (error) {
    if (error instanceof Stopped) say({ kind: 'stopped' });
    else if (error instanceof StoreUnusable) say({ kind: 'unusable', reason: error.message });
    else say({ kind: 'error', reason: (error as Error).stack ?? String(error) });
  }
}

async function seal(
  { setup, store, checkpoints, execute }: Ready,
  { plan: index, job, id }: JobRequest,
): Promise<void> {
  const { backend, root, origin, sources } = setup;
  const plan = setup.plans[index];
  const planned = new Map(plan.steps.map((step) => [step.key, step]));
  const options = {
    ...{ backend, root, read: store.read, onProgress: progress() },
    checkpoints: paced(checkpoints, setup.checkpointInterval, () => stopping),
  };
  let since = Date.now();
  for await (const step of execute(plan, job, options)) {
    const started = new Date(since).toISOString();
    const seconds = step.seconds ?? (Date.now() - since) / 1000;
    const { kind, cost } = costOf(plan, planned.get(step.key)!);
    const place = { host: hostname(), pid: process.pid, job: id, source: sources[index] };
    const { key, outcome, reason } = step;
    const first = use(store, () => store.seal(step, { started, seconds, kind, cost, ...place, ...origin }));
    say(first ? { kind: 'sealed', key, outcome, reason } : { kind: 'found', key });
    since = Date.now();
  }
}

/** Does something to the store; what the disk refuses is not the job's fault. */
function use<T>({ folder }: Store, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asUnusable(error, folder);
  }
}

/** Passes a fraction on, but no more often than a reader could follow. */
function progress(): (fraction: number) => void {
  let next = 0;
  return (fraction) => {
    if (Date.now() < next) return;
    next = Date.now() + progressInterval;
    say({ kind: 'progress', fraction });
  };
}

/** While it computes without a pause a process hears nothing of its parent's end, but sees that it has another one. */
function say(reply: Reply): void {
  if (process.ppid !== parent) process.exit();
  if (process.connected) process.send!(reply);
}

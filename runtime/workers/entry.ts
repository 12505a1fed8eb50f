/**
 * The program of a worker process. It seals what it computes itself, so that large arrays are written once
 * and never cross the pipe, and what is finished outlasts the parent.
 */
import { hostname } from 'node:os';
import { costOf } from '../history.ts';
import type { Execute } from '../job.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Reply, Request, Setup } from './messages.ts';

/** Milliseconds between two messages about progress. */
const progressInterval = 100;

interface Ready {
  readonly setup: Setup;
  readonly store: Store;
  readonly execute: Execute;
}
type JobRequest = Extract<Request, { kind: 'job' }>;
let ready: Promise<Ready> | undefined;
const parent = process.ppid;

process.on('message', async (request: Request) => {
  if (request.kind === 'setup') ready = prepare(request.setup);
  else await work(request);
});
// Without a parent nobody wants the results. Ctrl-C reaches the whole group, but only the parent decides.
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});

async function prepare(setup: Setup): Promise<Ready> {
  const store = openStore(setup.folder, { onDamage: ({ message }) => say({ kind: 'damaged', message }) });
  const { execute } = (await import(setup.module)) as { execute: Execute };
  return { setup, store, execute };
}

async function work(request: JobRequest): Promise<void> {
  try {
    await seal(await ready!, request);
    say({ kind: 'finished' });
  } catch (error) {
    say({ kind: 'error', reason: (error as Error).stack ?? String(error) });
  }
}

async function seal({ setup, store, execute }: Ready, { plan: index, job, id }: JobRequest): Promise<void> {
  const { backend, root, origin, sources } = setup;
  const plan = setup.plans[index];
  const planned = new Map(plan.steps.map((step) => [step.key, step]));
  const options = { backend, root, read: store.read, onProgress: progress() };
  let since = Date.now();
  for await (const step of execute(plan, job, options)) {
    const started = new Date(since).toISOString();
    const seconds = step.seconds ?? (Date.now() - since) / 1000;
    const { kind, cost } = costOf(plan, planned.get(step.key)!);
    const place = { host: hostname(), pid: process.pid, job: id, source: sources[index] };
    store.seal(step, { started, seconds, kind, cost, ...place, ...origin });
    say({ kind: 'sealed', key: step.key, outcome: step.outcome, reason: step.reason });
    since = Date.now();
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

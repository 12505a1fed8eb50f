import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job } from '../job.ts';
import { newJobId } from '../store/logs.ts';
import { quietArguments, quietEnvironment } from '../tensorflow/quiet.ts';
import type { Reply, Request, Setup } from './messages.ts';

const entry = fileURLToPath(new URL(`entry${import.meta.url.slice(-3)}`, import.meta.url));

/**
 * One thread a process: fastest on small networks, and the last bits of larger products depend on the number
 * of threads. TensorFlow reads these when it is loaded.
 */
const oneThread = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: '1' };

type HowItEnded =
  | Extract<Reply, { kind: 'finished' | 'stopped' | 'error' | 'unusable' | 'broken' }>
  | { readonly kind: 'lost'; readonly reason: string };

/** How a job ended. After `lost` the process is gone: it crashed, was killed, or hung and was killed by us. */
export type Ending = HowItEnded & {
  /** Names the job in sidecars and logs. */
  readonly id: string;
  /** The end of what the process wrote while it had the job. */
  readonly output: string;
};

/** Anything that a worker says before its job has ended. */
export type News = Extract<Reply, { kind: 'progress' | 'sealed' | 'found' | 'damaged' }>;

export interface Worker {
  /** Runs a job in the worker's process, in a new one where the last was lost. Never rejects. */
  run(plan: number, job: Job, onNews: (news: News) => void): Promise<Ending>;
  /** Asks for an end of its job after a checkpoint, where it makes any. */
  finish(): void;
  /** Ends the process, at once; a job that it has is lost. */
  stop(): void;
}

/** A worker whose process starts with its first job. `patience` is how long, in ms, a job may say nothing. */
export function createWorker(setup: Setup, patience: number): Worker {
  let child: ChildProcess | undefined;
  return {
    async run(plan, job, onNews) {
      const id = newJobId();
      if (!child || ended(child)) child = start(setup);
      const ending = await converse(child, { kind: 'job', plan, job, id }, onNews, patience);
      if (ending.kind === 'lost') child = undefined;
      return { ...ending, id };
    },
    finish() {
      if (child) send(child, { kind: 'finish' });
    },
    stop() {
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}

const newsKinds = ['progress', 'sealed', 'found', 'damaged'];
const isNews = (reply: Reply): reply is News => newsKinds.includes(reply.kind);

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function start(setup: Setup): ChildProcess {
  const child = fork(entry, {
    execArgv: [...quietArguments],
    env: { ...process.env, ...quietEnvironment, ...oneThread },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr!.setEncoding('utf8');
  child.on('error', () => {});
  send(child, { kind: 'setup', setup });
  return child;
}

/** Characters of a job's output that are kept. */
const outputLimit = 100_000;

/** Sends a request and listens until the job has ended, one way or another. */
function converse(
  child: ChildProcess,
  request: Request,
  onNews: (news: News) => void,
  patience: number,
): Promise<HowItEnded & { readonly output: string }> {
  return new Promise((resolve) => {
    let output = '';
    let hung = false;
    const clock = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, patience);
    const end = (ending: HowItEnded) => {
      clearTimeout(clock);
      child.removeAllListeners('message').removeAllListeners('close').off('error', unable);
      child.stderr!.removeAllListeners('data');
      resolve({ ...ending, output });
    };
    const unable = (error: Error) => end({ kind: 'lost', reason: `no worker process: ${error.message}` });
    child.stderr!.on('data', (text: string) => {
      output = (output + text).slice(-outputLimit);
    });
    child.on('message', (reply: Reply) => {
      clock.refresh();
      if (isNews(reply)) onNews(reply);
      else end(reply);
    });
    child.on('error', unable);
    child.on('close', (code, killer) =>
      end({ kind: 'lost', reason: hung ? silence(patience) : farewell(code, killer, output) }),
    );
    send(child, request);
  });
}

/** A process that is gone cannot be sent anything; its `close` event tells. */
function send(child: ChildProcess, request: Request): void {
  child.send(request, () => {});
}

function silence(patience: number): string {
  return `the worker process gave no sign of life for ${Math.round(patience / 1000)} s and was ended`;
}

/** A line of the stack that Node prints when memory runs out: ` 3: 0x1245667 v8::…`. */
const stackFrame = /^\s*\d+: 0x/;

function farewell(code: number | null, killer: NodeJS.Signals | null, output: string): string {
  const how = killer
    ? `was ended by ${killer}${killer === 'SIGKILL' ? ', as systems do when memory runs out' : ''}`
    : `ended with exit code ${code}`;
  const why = output
    .trim()
    .split('\n')
    .filter((line) => !stackFrame.test(line))
    .findLast((line) => /error|abort|fatal|terminate/i.test(line));
  return `the worker process ${how}${why ? `: ${why.trim()}` : ''}`;
}

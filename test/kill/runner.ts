/**
 * A run in a process of its own, to be killed: node runner.ts ROOT EPOCHS BACKEND LOG [SWEEP] [JOBS]. Appends its
 * events to LOG, one line of JSON each, and ends with 0 when everything is sealed, 3 when cells failed.
 */
import { appendFileSync } from 'node:fs';
import { engine } from '../../runtime/engine.ts';
import type { Backend } from '../../runtime/job.ts';
import { runHere } from '../runtime/run-here.ts';
import { type SweepName, sweeps } from './sweep.ts';

const [root, epochs, backend, log, sweep = 'moons', jobs = '2'] = process.argv.slice(2);
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
const { summary, of } = await runHere(root, {
  plans: [sweeps[sweep as SweepName](Number(epochs))],
  engine,
  options: {
    backend: backend as Backend,
    jobs: Number(jobs),
    retryFailed: true,
    checkpointInterval: 50,
    stop: stop.signal,
    onEvent: (event) => {
      if (event.kind === 'planned' || event.kind === 'progress') return;
      const task = 'task' in event ? { keys: event.task.job.steps } : {};
      appendFileSync(
        log,
        `${JSON.stringify({ at: Date.now(), pid: process.pid, ...event, task: undefined, ...task })}\n`,
      );
    },
  },
});
process.exitCode = summary.interrupted ? 130 : of('failed').length > 0 ? 3 : 0;

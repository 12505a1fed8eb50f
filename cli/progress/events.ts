import { closeSync, openSync, writeSync } from 'node:fs';
import type { Plan } from '../../compiler/plan/plan.ts';
import { cellsOf } from '../../runtime/jobs.ts';
import type { RunEvent } from '../../runtime/run.ts';
import type { Task } from '../../runtime/work.ts';
import { UsageError } from '../usage.ts';

/** Writes what happens in a run for other programs: one JSON object a line. */
export interface EventLog {
  readonly write: (event: RunEvent) => void;
  /** The last line. */
  readonly close: (summary: object) => void;
}

/** Milliseconds between two signs of progress of one job. */
const interval = 1000;

/** Opens the file, and empties it. */
export function openEventLog(file: string, plans: readonly Plan[], begin: object): EventLog {
  const descriptor = open(file);
  const say = (event: string, fields: object) =>
    writeSync(descriptor, `${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
  const describe = describer(plans);
  say('begin', { version: 1, ...begin });
  return {
    write(event) {
      const fields = describe(event);
      if (fields) say(event.kind, fields);
    },
    close(summary) {
      say('end', summary);
      closeSync(descriptor);
    },
  };
}

function open(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new UsageError(`--events ${file} can't be written: ${(error as Error).message}.`);
  }
}

/** The documented fields of each event; undefined for what comes too often to be of use. */
export function describer(plans: readonly Plan[], now: () => number = Date.now) {
  const steps = plans.map((plan) => new Map(plan.steps.map((step) => [step.key, step])));
  const numbers = new Map<Task, number>();
  const heard = new Map<Task, number>();
  const number = (task: Task) => {
    if (!numbers.has(task)) numbers.set(task, numbers.size + 1);
    return numbers.get(task)!;
  };
  const name = (experiment: number) => plans[experiment].experiment;

  return (event: RunEvent): object | undefined => {
    switch (event.kind) {
      case 'planned': {
        const { wanted, missing, failed } = event;
        const counts = { steps: wanted.length, missing: missing.length, failed: failed.length };
        const cells = new Set(wanted.map(({ cell }) => cell)).size;
        return { experiment: name(event.experiment), cells, ...counts };
      }
      case 'started': {
        const { experiment, job, alone } = event.task;
        const what = { kind: job.kind, cells: cellsOf(job), steps: job.steps.length, alone };
        return { experiment: name(experiment), job: number(event.task), ...what };
      }
      case 'progress':
        if (now() - (heard.get(event.task) ?? -interval) < interval) return undefined;
        heard.set(event.task, now());
        return { job: number(event.task), fraction: event.fraction };
      case 'ended':
        return { job: number(event.task) };
      case 'sealed': {
        const { experiment, key, outcome, reason } = event;
        const step = steps[experiment].get(key);
        const what = step?.kind === 'measure' ? step.measurement : 'train';
        return { experiment: name(experiment), cell: step?.cell, step: what, key, outcome, reason };
      }
      case 'found': {
        const step = steps[event.experiment].get(event.key);
        return { experiment: name(event.experiment), cell: step?.cell, key: event.key };
      }
      case 'waiting':
        return { steps: event.steps };
      case 'retried':
        return { experiment: name(event.experiment), cells: event.cells, reason: event.reason };
      case 'failed':
        return { experiment: name(event.experiment), cell: event.cell, reason: event.reason };
      case 'damaged':
        return { message: event.message };
    }
  };
}

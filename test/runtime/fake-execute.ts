/**
 * An executor without science: numbers follow from the key alone. Files in the project's folder make it
 * misbehave: `behaviour.json` says for a cell how, `fault.json` what the worker's disk does wrong, and
 * `executed.log` collects what was computed.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execute, Sealable } from '../../runtime/job.ts';
import { cellsOf } from '../../runtime/jobs.ts';
import { injectFault } from './faults.ts';

export type Behaviour =
  | 'crash'
  | 'crash once'
  | 'exit'
  | 'out of memory'
  | 'throw'
  | 'hang'
  | 'busy'
  | 'silent'
  | 'diverge'
  | 'slow';

let faulty = false;

export const execute: Execute = async function* (plan, job, { root, read, onProgress }) {
  const fault = join(root, 'fault.json');
  if (existsSync(fault) && !faulty) injectFault(JSON.parse(readFileSync(fault, 'utf8')));
  faulty = true;
  const file = join(root, 'behaviour.json');
  const behaviour: Record<string, Behaviour> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const wanted = plan.steps.filter(({ cell, key }) => cellsOf(job).includes(cell) && job.steps.includes(key));
  for (const [i, step] of wanted.entries()) {
    onProgress(i / wanted.length);
    if (job.kind === 'measure' && step.kind === 'measure' && step.after && !read(step.after)?.weights())
      throw new Error(`no weights for ${step.cell}`);
    const how = behaviour[step.cell];
    if (how === 'busy') for (const end = Date.now() + 60_000; Date.now() < end; ) onProgress(0.5);
    await misbehave(how, join(root, `crashed-${step.cell}`));
    if (how === 'silent') continue;
    appendFileSync(join(root, 'executed.log'), `${process.pid} ${job.kind} ${step.key}\n`);
    yield result(step, how === 'diverge');
  }
};

async function misbehave(how: Behaviour | undefined, mark: string): Promise<void> {
  if (how === 'throw') throw new Error('the executor is out of its depth');
  if (how === 'hang') await new Promise((resolve) => setTimeout(resolve, 3600_000));
  if (how === 'exit') process.exit(7);
  if (how === 'out of memory') for (const kept: number[][] = []; ; ) kept.push(new Array(1e5).fill(0.5));
  if (how === 'slow') await new Promise((resolve) => setTimeout(resolve, 300));
  if (how === 'crash once' && existsSync(mark)) return;
  if (how === 'crash' || how === 'crash once') {
    writeFileSync(mark, '');
    process.stderr.write('fatal error: injected\n');
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => {});
  }
}

function result(
  step: { key: string; kind: string; preimage: Sealable['preimage'] },
  diverged: boolean,
): Sealable {
  const seed = Number.parseInt(step.key.slice(0, 6), 16);
  const value = { shape: [100], data: Float64Array.from({ length: 100 }, (_, i) => Math.sin(seed + i)) };
  const weights = { w: { shape: [2], data: Float32Array.of(seed, 1) } };
  return {
    key: step.key,
    preimage: step.preimage,
    ...(diverged
      ? { outcome: 'diverged', reason: 'the loss became infinite at step 3' }
      : { outcome: 'done' }),
    arrays: { value, small: { shape: [], data: Float64Array.of(seed) } },
    weights: step.kind === 'train' && !diverged ? weights : undefined,
    certificate: { residual: 1e-12 },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../compiler/plan/plan.ts';
import { execute } from '../../../runtime/execute.ts';
import type { Backend, JobCheckpoints } from '../../../runtime/job.ts';
import { listCheckpoints, openCheckpoints } from '../../../runtime/store/checkpoints.ts';
import { sealedFiles } from '../../../runtime/store/sealed.ts';
import { available, compiled, trainJob } from '../experiments.ts';

const text = (measure: string) => `
crease: 1
title: Moons
seed: 3
replicates: 3
data:
  moons: two_moons(count = 60, noise = 0.1, test = 30%)
network:
  input: moons
  layers:
    - dense(5, bias = none)
    - batch_norm()
    - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.02)
  batch: 14
  epochs: 4
measure:
  curve:
    value: accuracy(moons.test)
    every: 3 steps
  crowding:
    value: boundaries_within(moons.train, radius = 0.2)
    at: [initial, final]
    by: layer
${measure}`;
const plan = compiled(text(''));
const cells = plan.cells.map(({ id }) => id);
/** Three whole batches of 14 among 42 training points, four times. */
const steps = 12;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-resume-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Keeps every training after each step, and stops after so many; says how many steps were taken. */
function stoppingAfter(count: number): { checkpoints: JobCheckpoints; taken: () => number } {
  let taken = 0;
  const due = () => {
    taken++;
    return true;
  };
  const written = () => {
    if (taken === count) throw new Error('stopped');
  };
  return { checkpoints: { ...openCheckpoints(folder, { version: '1' }), due, written }, taken: () => taken };
}

/** The sealed bytes of a job, by key. */
async function seal(of: Plan, own: readonly string[], backend: Backend, checkpoints?: JobCheckpoints) {
  const sealed = new Map<string, unknown>();
  const options = { backend, root: '.', read: () => undefined, onProgress: () => {}, checkpoints };
  for await (const step of execute(of, trainJob(of, own), options)) sealed.set(step.key, sealedFiles(step));
  return sealed;
}

describe.each(['reference', await available()] as const)('a training on %s that was stopped', (backend) => {
  it('goes on to the same bytes, whenever that was', async () => {
    const whole = await seal(plan, cells, backend);
    for (const at of backend === 'reference' ? [1, 2, 3, 7, 11] : [6]) {
      await expect(seal(plan, cells, backend, stoppingAfter(at).checkpoints)).rejects.toThrow('stopped');
      expect(listCheckpoints(folder)).toHaveLength(3);
      const rest = stoppingAfter(Number.POSITIVE_INFINITY);
      expect(await seal(plan, cells, backend, rest.checkpoints)).toEqual(whole);
      expect(rest.taken()).toBe(steps - at);
      expect(listCheckpoints(folder)).toEqual([]);
    }
  });

  it('goes on in other company, with members that were kept at other steps', async () => {
    const whole = await seal(plan, cells, backend);
    await expect(seal(plan, cells.slice(0, 2), backend, stoppingAfter(4).checkpoints)).rejects.toThrow();
    await expect(seal(plan, cells.slice(0, 1), backend, stoppingAfter(5).checkpoints)).rejects.toThrow();
    const rest = stoppingAfter(Number.POSITIVE_INFINITY);
    expect(await seal(plan, cells, backend, rest.checkpoints)).toEqual(whole);
    // One member has three steps left, one eight, and one all.
    expect(rest.taken()).toBe(3 + 8 + 12);
  });
});

it('starts anew where a new measurement asks for a moment that has passed, and else goes on', async () => {
  const [later, earlier] = [
    compiled(text('  ends:\n    value: accuracy(moons.train)\n    at: [initial, final]\n')),
    compiled(text('  often:\n    value: accuracy(moons.train)\n    every: 2 steps\n')),
  ];
  for (const [changed, taken] of [
    [later, steps - 5],
    [earlier, steps],
  ] as const) {
    await expect(seal(plan, cells, 'reference', stoppingAfter(5).checkpoints)).rejects.toThrow('stopped');
    const rest = stoppingAfter(Number.POSITIVE_INFINITY);
    const resumed = await seal(changed, cells, 'reference', rest.checkpoints);
    expect(resumed).toEqual(await seal(changed, cells, 'reference'));
    expect(rest.taken()).toBe(taken);
  }
});

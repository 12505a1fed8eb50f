import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Construct } from '../../../compiler/plan/plan.ts';
import { Builder } from '../../../compiler/program/build.ts';
import { namedStates } from '../../../compiler/program/parameters.ts';
import type { Program } from '../../../compiler/program/program.ts';
import { trainingProgram } from '../../../compiler/program/training.ts';
import { type Backend, openSession, type Values } from '../../../runtime/tensorflow/executor.ts';
import { probeNative } from '../../../runtime/tensorflow/probe.ts';
import {
  adam,
  batches,
  batchNorm,
  dense,
  fed,
  leakyRelu,
  network,
  sgd,
  start,
  training,
  zeros,
} from '../../compiler/program/networks.ts';

const native = await probeNative();
if (!native.available) console.warn(`TensorFlow's native library is not tested: ${native.reason}`);
const backends: readonly Backend[] = [
  ...(native.available ? ['tensorflow' as const] : []),
  'wasm',
  'cpu',
  'reference',
];

const batch = 7;
const count = 40;
const layers = [
  dense(9),
  batchNorm(),
  leakyRelu(0),
  dense(7, zeros),
  leakyRelu(-1),
  dense(5),
  leakyRelu(0.1),
  dense(3, zeros),
];

function program(members: number, optimizer = sgd(0.05, { momentum: 0.9 })): Program {
  const examples = { count, shape: [2], classes: 3 };
  return trainingProgram(network(2, layers), training(batch, optimizer), members, examples);
}

const inputs = (members: number, optimizer: Construct, k: number) => ({
  indices: batches(members, batch, count, k),
  ...fed(optimizer, members, k + 1),
});

/** Losses of every step, and all states after the last. */
async function train(backend: Backend, members: number, optimizer: Construct, steps: number) {
  const of = program(members, optimizer);
  const session = await openSession(of, backend);
  session.write(start(of));
  const losses: number[][] = [];
  for (let k = 0; k < steps; k++) losses.push([...session.call('train', inputs(members, optimizer, k)).loss]);
  const states = session.read(Object.keys(namedStates(of)));
  session.dispose();
  return { losses, states };
}

/** The largest difference, relative to the largest number. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const pairs = Array.from(a, (value, i) => [value, b[i]]);
  return (
    Math.max(...pairs.map(([x, y]) => Math.abs(x - y))) / Math.max(1e-3, ...pairs.map(([x]) => Math.abs(x)))
  );
}

describe.each(backends)('%s', (backend) => {
  it('reads every state before it updates any', async () => {
    const build = new Builder();
    const [a, b] = [build.state('a', [2]), build.state('b', [2])];
    const updates = { a: b, b: build.add(a, b), c: b };
    build.state('c', [2]);
    const session = await openSession(
      build.program({
        swap: { inputs: {}, outputs: {}, updates },
        look: { inputs: {}, outputs: { a, twice: a }, updates: {} },
      }),
      backend,
    );
    session.write({ a: [1, 2], b: [3, 5] });
    const early = session.read(['a', 'b', 'c']);
    expect(session.call('swap', {})).toEqual({});
    const late = session.read(['a', 'b', 'c']);
    session.call('swap', {});
    const plain = (values: Record<string, Values>) => Object.values(values).map((one) => [...one]);
    expect(plain(early)).toEqual([
      [1, 2],
      [3, 5],
      [0, 0],
    ]);
    expect(plain(late)).toEqual([
      [3, 5],
      [4, 7],
      [3, 5],
    ]);
    expect(plain(session.read(['a', 'b', 'c']))).toEqual([
      [4, 7],
      [7, 12],
      [4, 7],
    ]);
    expect(plain(session.call('look', {}))).toEqual([
      [4, 7],
      [4, 7],
    ]);
    session.dispose();
  });

  it('copies what goes in and gives away what comes out', async () => {
    const build = new Builder();
    const session = await openSession(
      build.program({ look: { inputs: {}, outputs: { a: build.state('a', [2]) }, updates: {} } }),
      backend,
    );
    const given = new Float32Array([1, 2]);
    session.write({ a: given });
    given.fill(9);
    session.read(['a']).a.fill(9);
    session.call('look', {}).a.fill(9);
    expect([...session.read(['a']).a]).toEqual([1, 2]);
    session.dispose();
  });

  it('keeps whole numbers whole and lets NaN through', async () => {
    const build = new Builder();
    const [table, indices] = [build.state('table', [3, 1], 'int'), build.input('indices', [2], 'int')];
    const x = build.input('x', [2]);
    const outputs = {
      rows: build.gather(table, indices),
      relu: build.leakyRelu(x, 0),
      clipped: build.clip(x, -0.5, 2),
    };
    const session = await openSession(
      build.program({ call: { inputs: { indices, x }, outputs, updates: {} } }),
      backend,
    );
    session.write({ table: [2 ** 24 + 1, -5, 7] });
    const { rows, relu, clipped } = session.call('call', { indices: [0, 2], x: [Number.NaN, -1] });
    expect(rows).toEqual(Int32Array.of(2 ** 24 + 1, 7));
    expect(relu[0]).toBeNaN();
    expect(Math.abs(relu[1])).toBe(0);
    expect([...clipped]).toEqual([Number.NaN, -0.5]);
    session.dispose();
  });

  it.each([
    ['momentum', sgd(0.05, { momentum: 0.9 })],
    ['Adam', adam(0.01)],
  ])('agrees with double precision over 50 steps of %s', async (_, optimizer) => {
    const found = await train(backend, 3, optimizer, 50);
    const exact = await train('reference', 3, optimizer, 50);
    // Single precision rounds by 2⁻²⁴ = 6e-8; a step adds up some hundred numbers, and 50 steps carry that on:
    // 6e-8 · sqrt(100 · 50) = 4e-6, times 10 for cancellation in small numbers. A wrong term shows at 1e-2.
    const tolerance = backend === 'reference' ? 0 : 5e-5;
    expect(difference(exact.losses.flat(), found.losses.flat())).toBeLessThanOrEqual(tolerance);
    for (const [name, values] of Object.entries(exact.states))
      expect([name, difference(values, found.states[name]) <= 10 * tolerance]).toEqual([name, true]);
  });

  it('repeats bit for bit', async () => {
    expect(await train(backend, 2, adam(0.01), 20)).toEqual(await train(backend, 2, adam(0.01), 20));
  });

  it('gives a member the same bits in cohorts of 2, 3, 5 and 16', async () => {
    const alone = await train(backend, 2, adam(0.01), 20);
    for (const members of [3, 5, 16]) {
      const cohort = await train(backend, members, adam(0.01), 20);
      expect(cohort.losses.map((loss) => loss.slice(0, 2))).toEqual(alone.losses);
      for (const name of Object.keys(alone.states).filter((name) => name.includes('.')))
        expect([name, cohort.states[name].slice(0, alone.states[name].length)]).toEqual([
          name,
          alone.states[name],
        ]);
    }
  });

  it('keeps nothing from step to step, and nothing at all after dispose', async () => {
    const live = () => tf.memory().numTensors;
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('crease-graph-')).length;
    const [before, foldersBefore] = [live(), folders()];
    const of = program(2, adam(0.01));
    const session = await openSession(of, backend);
    session.write(start(of));
    const step = () => session.call('train', inputs(2, adam(0.01), 0));
    step();
    const once = live();
    for (let k = 0; k < 20; k++) step();
    expect(live()).toBe(once);
    session.dispose();
    expect([live(), folders()]).toEqual([before, foldersBefore]);
  });

  it('says what is wrong with a name or a count of numbers', async () => {
    const session = await openSession(program(2), backend);
    expect(() => session.write({ weights: [1] })).toThrow('no state weights; there are inputs, labels');
    expect(() => session.write({ '3.bias': [1] })).toThrow('3.bias is [2, 7], not 1 numbers');
    expect(() => session.read(['nothing'])).toThrow('no state nothing');
    expect(() => session.call('tarin', {})).toThrow('no entry tarin; there are train');
    expect(() => session.call('train', {})).toThrow('indices is [2, 7], not no numbers');
    session.dispose();
  });
});

it('lets sessions on different backends take turns', async () => {
  const of = program(2);
  const sessions = await Promise.all([...backends, ...backends].map((backend) => openSession(of, backend)));
  for (const session of sessions) session.write(start(of));
  const losses = sessions.map((session) => session.call('train', inputs(2, sgd(0.05), 0)).loss[0]);
  for (const loss of losses) expect(loss).toBeCloseTo(losses[0], 4);
  for (const session of sessions) session.dispose();
});

import { describe, expect, it } from 'vitest';
import type { Construct, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { cohortKey, predictProgram, trainingProgram } from '../../../compiler/program/training.ts';
import { losses } from '../../../compiler/registry/losses/index.ts';
import { openSession, type Session } from '../../../runtime/tensorflow/executor.ts';
import {
  adam,
  batches,
  batchNorm,
  crossEntropy,
  dense,
  leakyRelu,
  network,
  sgd,
  start,
  training,
  zeros,
} from './networks.ts';

const count = 20;
const batch = 6;
const smallNetwork = network(2, [dense(4), batchNorm(), leakyRelu(0), dense(2, zeros)]);

async function reference(net: NetworkSpec, optimizer: Construct, members = 2, loss = crossEntropy()) {
  const examples = { count, shape: net.shape, classes: 2 };
  const program = trainingProgram(net, training(batch, optimizer, loss), members, examples);
  const session = await openSession(program, 'reference');
  session.write(start(program, optimizer.rate as number));
  const step = (k: number) => session.call('train', { indices: batches(members, batch, count, k) }).loss;
  return { program, session, step };
}
const state = (session: Session, name: string) => [...session.read([name])[name]];
const close = (found: readonly number[], expected: readonly number[], digits = 12) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => void expect(value).toBeCloseTo(expected[i], digits));
};

describe('batch norm', () => {
  /** One unit over a batch, by the formulas of Ioffe & Szegedy 2015, section 3. */
  function direct(x: number[], scale: number, offset: number, out: number[], epsilon: number) {
    const mean = x.reduce((a, b) => a + b) / x.length;
    const variance = x.reduce((total, value) => total + (value - mean) ** 2, 0) / x.length;
    const sd = Math.sqrt(variance + epsilon);
    const normal = x.map((value) => (value - mean) / sd);
    const toNormal = out.map((slope) => slope * scale);
    const toVariance = x.reduce(
      (total, value, i) => total + toNormal[i] * (value - mean) * -0.5 * sd ** -3,
      0,
    );
    const toMean = -toNormal.reduce((a, b) => a + b) / sd;
    return {
      mean,
      variance,
      y: normal.map((value) => scale * value + offset),
      toX: x.map(
        (value, i) => toNormal[i] / sd + (toVariance * 2 * (value - mean)) / x.length + toMean / x.length,
      ),
      toScale: out.reduce((total, slope, i) => total + slope * normal[i], 0),
      toOffset: out.reduce((a, b) => a + b),
    };
  }

  it('agrees with a direct double loop, forward and backward', async () => {
    // Squared error makes the gradient by each output easy to write down: (y - one_hot) · 2 / (batch · classes).
    const net = network(3, [dense(2), batchNorm(1e-3, 0.8)]);
    const { session, step, program } = await reference(net, sgd(1), 1, { is: 'mean_squared_error' });
    const before = session.read(Object.keys(program.states));
    const rows = batches(1, batch, count, 0);
    const [loss] = step(0);

    let total = 0;
    const weights = [...before['0.weights']];
    for (const unit of [0, 1]) {
      const inputs = rows.map((row) => [...before.inputs.slice(row * 3, row * 3 + 3)]);
      const x = inputs.map((point) =>
        point.reduce((sum, value, i) => sum + value * weights[unit * 3 + i], 0),
      );
      const [scale, offset] = [before['1.scale'][unit], before['1.offset'][unit]];
      const misses = (y: number[]) => y.map((value, i) => value - Number(before.labels[rows[i]] === unit));
      const out = misses(direct(x, scale, offset, x, 1e-3).y).map((miss) => (2 * miss) / (batch * 2));
      const unitNow = direct(x, scale, offset, out, 1e-3);
      total += misses(unitNow.y).reduce((sum, miss) => sum + miss ** 2, 0) / (batch * 2);

      close([state(session, '1.scale')[unit]], [scale - unitNow.toScale]);
      close([state(session, '1.offset')[unit]], [offset - unitNow.toOffset]);
      close(
        [state(session, '1.running_mean')[unit]],
        [0.8 * before['1.running_mean'][unit] + 0.2 * unitNow.mean],
      );
      const runningVariance = 0.8 * before['1.running_variance'][unit] + 0.2 * unitNow.variance;
      close([state(session, '1.running_variance')[unit]], [runningVariance]);
      const slopes = [0, 1, 2].map((i) =>
        inputs.reduce((sum, point, k) => sum + point[i] * unitNow.toX[k], 0),
      );
      close(
        state(session, '0.weights').slice(unit * 3, unit * 3 + 3),
        slopes.map((slope, i) => weights[unit * 3 + i] - slope),
      );
    }
    close([loss], [total]);
  });

  it('only centres a constant unit when epsilon is 0', async () => {
    const { session, step, program } = await reference(network(2, [dense(2), batchNorm(0)]), sgd(0.1), 1);
    session.write({ '0.weights': [0, 0, 1, 1], '1.scale': [1, 1], '1.offset': [0, 0] });
    step(0);
    for (const [name, values] of Object.entries(session.read(Object.keys(program.states))))
      expect([name, [...values].every(Number.isFinite)]).toEqual([name, true]);
    expect(state(session, '1.running_mean')[0]).toBe(0.9 * start(program, 1)['1.running_mean'][0]);
  });

  it('uses its running statistics in evaluation', async () => {
    const net = network(1, [batchNorm(0.5)]);
    const session = await openSession(predictProgram(net, 2, 3), 'reference');
    session.write({
      '0.scale': [2, 1],
      '0.offset': [1, 0],
      '0.running_mean': [3, 0],
      '0.running_variance': [3.5, 0.5],
    });
    const { outputs } = session.call('predict', { inputs: [3, 4, 5] });
    close([...outputs], [1, 2, 3, 3, 4, 5]);
  });
});

describe('losses', () => {
  it('cross-entropy agrees with its definition, with and without label smoothing', async () => {
    for (const smoothing of [0, 0.2]) {
      const { session, step, program } = await reference(
        network(2, [dense(2)]),
        sgd(0),
        1,
        crossEntropy(smoothing),
      );
      const { inputs, labels, '0.weights': w } = session.read(Object.keys(program.states));
      const each = batches(1, batch, count, 0).map((row) => {
        const logits = [0, 1].map((k) => inputs[row * 2] * w[k * 2] + inputs[row * 2 + 1] * w[k * 2 + 1]);
        const total = Math.exp(logits[0]) + Math.exp(logits[1]);
        const target = [0, 1].map((k) => (1 - smoothing) * Number(labels[row] === k) + smoothing / 2);
        return -target.reduce((sum, q, k) => sum + q * Math.log(Math.exp(logits[k]) / total), 0);
      });
      close([...step(0)], [each.reduce((a, b) => a + b) / batch]);
    }
  });
});

describe('a loss that compares with labels', () => {
  const { refuses } = losses.cross_entropy;
  it('takes one output for each class, and says what to write otherwise', () => {
    expect(refuses([10], 10)).toBeUndefined();
    expect(refuses([3], 10)).toEqual({
      refused: 'the network ends in 3 outputs, but there are 10 classes',
      help: 'end it with dense(10)',
    });
    expect(refuses([3], undefined)?.refused).toContain('the examples have none');
  });
});

describe('optimizers', () => {
  /** The gradient that a step of plain descent with rate 1 would take off, at the session's present state. */
  async function gradientAt(session: Session, names: string[], k: number) {
    const plain = await reference(smallNetwork, sgd(1));
    const values = session.read(Object.keys(plain.program.states).filter((name) => name !== 'rate'));
    plain.session.write({ ...values, rate: [1, 1] });
    plain.step(k);
    return Object.fromEntries(
      names.map((name) => [name, state(plain.session, name).map((value, i) => values[name][i] - value)]),
    );
  }
  /** Moves each variable on by `formula` for three steps and compares. */
  async function compare(
    optimizer: Construct,
    formula: (w: number, g: number, rate: number, kept: number[], t: number) => number,
  ) {
    const { session, step, program } = await reference(smallNetwork, optimizer);
    const names = Object.keys(program.states).filter((name) => /(weights|bias|scale|offset)$/.test(name));
    const kept = new Map<string, number[]>();
    for (const t of [1, 2, 3]) {
      const [before, slopes] = [session.read(names), await gradientAt(session, names, t)];
      step(t);
      for (const name of names) {
        const perMember = before[name].length / 2;
        const expected = [...before[name]].map((w, i) => {
          const slots = kept.get(`${name} ${i}`) ?? [0, 0];
          kept.set(`${name} ${i}`, slots);
          // Member 1 has twice the rate of member 0.
          return formula(w, slopes[name][i], (optimizer.rate as number) * (i < perMember ? 1 : 2), slots, t);
        });
        // Gradients come as differences of variables near one, so with an error of about 1e-16.
        close(state(session, name), expected, 9);
      }
    }
  }

  it.each([0, 0.1])('adam agrees with algorithm 1 of Kingma & Ba (weight decay %f)', async (decay) => {
    const settings = { beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weight_decay: decay };
    await compare(adam(0.01, settings), (w, g, rate, slots, t) => {
      slots[0] = 0.8 * slots[0] + 0.2 * g;
      slots[1] = 0.95 * slots[1] + 0.05 * g * g;
      const [first, second] = [slots[0] / (1 - 0.8 ** t), slots[1] / (1 - 0.95 ** t)];
      return w - (rate * first) / (Math.sqrt(second) + 1e-3) - rate * decay * w;
    });
  });

  it.each([
    { momentum: 0, nesterov: false, weight_decay: 0.1 },
    { momentum: 0.9, nesterov: false, weight_decay: 0 },
    { momentum: 0.9, nesterov: true, weight_decay: 0.1 },
  ])('sgd agrees with its formula %o', async (settings) => {
    const { momentum, nesterov, weight_decay } = settings;
    await compare(sgd(0.1, settings), (w, g, rate, slots) => {
      const slope = g + weight_decay * w;
      slots[0] = momentum * slots[0] + slope;
      return w - rate * (nesterov ? slope + momentum * slots[0] : slots[0]);
    });
  });

  it('adam keeps its bias correction exact over many steps', async () => {
    const { session, step } = await reference(smallNetwork, adam(1e-3));
    for (let k = 0; k < 5; k++) step(k);
    expect(state(session, 'step')).toEqual([5]);
  });
});

describe('states', () => {
  it('are named by layer, variable and slot, with a leading axis for members', async () => {
    const { program } = await reference(smallNetwork, adam(0.1), 3);
    expect(
      Object.fromEntries(Object.entries(program.states).map(([name, { shape }]) => [name, shape])),
    ).toEqual({
      inputs: [20, 2],
      labels: [20],
      rate: [3],
      step: [],
      '0.weights': [3, 4, 2],
      '0.weights/first': [3, 4, 2],
      '0.weights/second': [3, 4, 2],
      '1.scale': [3, 4],
      '1.scale/first': [3, 4],
      '1.scale/second': [3, 4],
      '1.offset': [3, 4],
      '1.offset/first': [3, 4],
      '1.offset/second': [3, 4],
      '1.running_mean': [3, 4],
      '1.running_variance': [3, 4],
      '3.weights': [3, 2, 4],
      '3.weights/first': [3, 2, 4],
      '3.weights/second': [3, 2, 4],
      '3.bias': [3, 2],
      '3.bias/first': [3, 2],
      '3.bias/second': [3, 2],
    });
  });
});

describe('cohortKey', () => {
  const key = (net: NetworkSpec, optimizer: Construct, size = batch) =>
    cohortKey(net, training(size, optimizer));
  const mine = key(smallNetwork, adam(0.1));

  it('is the same where only numbers that are states differ', () => {
    const otherStart = network(2, [
      { ...dense(4), weights: { is: 'ones' } },
      batchNorm(),
      leakyRelu(0),
      dense(2, zeros),
    ]);
    expect(mine).toMatch(/^[0-9a-f]{64}$/);
    expect(key(smallNetwork, adam(0.2))).toBe(mine);
    expect(key(otherStart, adam(0.1))).toBe(mine);
  });

  it.each([
    ['width', () => key(network(2, [dense(5), batchNorm(), leakyRelu(0), dense(2, zeros)]), adam(0.1))],
    ['slope', () => key(network(2, [dense(4), batchNorm(), leakyRelu(0.1), dense(2, zeros)]), adam(0.1))],
    [
      'normalization',
      () => key(network(2, [dense(4), batchNorm(1e-3), leakyRelu(0), dense(2, zeros)]), adam(0.1)),
    ],
    ['optimizer', () => key(smallNetwork, sgd(0.1))],
    ['beta', () => key(smallNetwork, adam(0.1, { beta1: 0.8 }))],
    ['batch size', () => key(smallNetwork, adam(0.1), 7)],
    [
      'data set',
      () =>
        cohortKey(smallNetwork, { ...training(batch, adam(0.1)), data: { data: 'other', part: 'train' } }),
    ],
  ])('differs with the %s', (_, other) => {
    expect(other()).not.toBe(mine);
  });
});

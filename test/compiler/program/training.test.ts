import { describe, expect, it } from 'vitest';
import type { Construct, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { evaluationProgram } from '../../../compiler/program/evaluation.ts';
import { namedStates } from '../../../compiler/program/parameters.ts';
import { cohortKey, trainingProgram } from '../../../compiler/program/training.ts';
import { losses } from '../../../compiler/registry/losses/index.ts';
import { openSession, type Session } from '../../../runtime/tensorflow/executor.ts';
import {
  adam,
  batches,
  batchNorm,
  crossEntropy,
  dense,
  fed,
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

async function reference(
  net: NetworkSpec,
  optimizer: Construct,
  members = 2,
  loss: Construct = crossEntropy(),
) {
  const examples = { count, shape: net.shape, classes: 2 };
  const program = trainingProgram(net, training(batch, optimizer, loss), members, examples);
  const session = await openSession(program, 'reference');
  session.write(start(program));
  // Batches are counted from `k`, steps of the optimizer from 1.
  let taken = 0;
  const step = (k: number) =>
    session.call('train', {
      indices: batches(members, batch, count, k),
      ...fed(optimizer, members, ++taken),
    }).loss;
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
    const before = session.read(Object.keys(namedStates(program)));
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
    for (const [name, values] of Object.entries(session.read(Object.keys(namedStates(program)))))
      expect([name, [...values].every(Number.isFinite)]).toEqual([name, true]);
    expect(state(session, '1.running_mean')[0]).toBe(0.9 * start(program)['1.running_mean'][0]);
  });

  it('uses its running statistics in evaluation', async () => {
    const net = network(1, [batchNorm(0.5)]);
    const session = await openSession(evaluationProgram(net, 3), 'reference');
    session.write({
      '0.scale': [2],
      '0.offset': [1],
      '0.running_mean': [3],
      '0.running_variance': [3.5],
    });
    const { outputs } = session.call('predict', { inputs: [3, 4, 5] });
    close([...outputs], [1, 2, 3]);
  });
});

describe('losses', () => {
  it.each([1, 0.3])(
    'hinge agrees with its definition for margin %f, and so does its gradient',
    async (margin) => {
      const { session, step, program } = await reference(network(2, [dense(3)]), sgd(1), 1, {
        is: 'hinge',
        margin,
      });
      const { inputs, labels, '0.weights': start } = session.read(Object.keys(namedStates(program)));
      const [w, slopes] = [[...start], [0, 0, 0, 0, 0, 0]];
      let total = 0;
      for (const row of batches(1, batch, count, 0)) {
        const x = [inputs[2 * row], inputs[2 * row + 1]];
        const f = [0, 1, 2].map((k) => w[2 * k] * x[0] + w[2 * k + 1] * x[1]);
        const y = labels[row];
        for (const j of [0, 1, 2]) {
          const short = margin - (f[y] - f[j]);
          if (j === y || short <= 0) continue;
          total += short / batch;
          x.forEach((value, i) => {
            slopes[2 * j + i] += value / batch;
            slopes[2 * y + i] -= value / batch;
          });
        }
      }
      expect(total).toBeGreaterThan(0);
      close([...step(0)], [total]);
      close(
        state(session, '0.weights'),
        w.map((value, i) => value - slopes[i]),
      );
    },
  );

  it('cross-entropy agrees with its definition, with and without label smoothing', async () => {
    for (const smoothing of [0, 0.2]) {
      const { session, step, program } = await reference(
        network(2, [dense(2)]),
        sgd(0),
        1,
        crossEntropy(smoothing),
      );
      const { inputs, labels, '0.weights': w } = session.read(Object.keys(namedStates(program)));
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

/**
 * Published update rules, one number at a time and in double precision: each takes the step off `w` for gradient `g` in
 * step `t`, with what it keeps in `slots`.
 */
const rules: readonly {
  readonly name: string;
  readonly optimizer: Construct;
  readonly rule: (w: number, g: number, rate: number, slots: number[], t: number) => number;
}[] = [
  { name: 'sgd', optimizer: sgd(0.1), rule: (w, g, rate) => w - rate * g },
  {
    name: 'sgd with weight decay',
    optimizer: sgd(0.1, { weight_decay: 0.02 }),
    rule: (w, g, rate) => w - rate * (g + 0.02 * w),
  },
  {
    // Polyak's heavy ball in the form of Sutskever et al. 2013, eq. 1 and 2, with the rate outside.
    name: 'momentum',
    optimizer: sgd(0.05, { momentum: 0.9 }),
    rule: (w, g, rate, slots) => {
      slots[0] = 0.9 * slots[0] + g;
      return w - rate * slots[0];
    },
  },
  {
    name: "Nesterov's momentum with weight decay",
    optimizer: sgd(0.05, { momentum: 0.8, nesterov: true, weight_decay: 0.1 }),
    rule: (w, g, rate, slots) => {
      const slope = g + 0.1 * w;
      slots[0] = 0.8 * slots[0] + slope;
      return w - rate * (slope + 0.8 * slots[0]);
    },
  },
  {
    name: 'adam',
    optimizer: adam(0.01, { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
    rule: (w, g, rate, slots, t) => {
      slots[0] = 0.8 * slots[0] + (1 - 0.8) * g;
      slots[1] = 0.95 * slots[1] + (1 - 0.95) * g * g;
      return w - (rate * (slots[0] / (1 - 0.8 ** t))) / (Math.sqrt(slots[1] / (1 - 0.95 ** t)) + 1e-3);
    },
  },
  {
    name: 'adam with weight decay, which its averages see',
    optimizer: adam(0.01, { weight_decay: 0.1 }),
    rule: (w, g, rate, slots, t) => {
      const slope = g + 0.1 * w;
      slots[0] = 0.9 * slots[0] + 0.1 * slope;
      slots[1] = 0.999 * slots[1] + 0.001 * slope * slope;
      return w - (rate * (slots[0] / (1 - 0.9 ** t))) / (Math.sqrt(slots[1] / (1 - 0.999 ** t)) + 1e-8);
    },
  },
  {
    name: 'adam without memory',
    optimizer: adam(0.01, { beta1: 0, beta2: 0, epsilon: 0.1 }),
    rule: (w, g, rate) => w - (rate * g) / (Math.abs(g) + 0.1),
  },
  {
    name: 'adamw',
    optimizer: { ...adam(0.01), is: 'adamw', weight_decay: 0.2 },
    rule: (w, g, rate, slots, t) => {
      slots[0] = 0.9 * slots[0] + 0.1 * g;
      slots[1] = 0.999 * slots[1] + 0.001 * g * g;
      const [first, second] = [slots[0] / (1 - 0.9 ** t), slots[1] / (1 - 0.999 ** t)];
      return w - rate * (first / (Math.sqrt(second) + 1e-8) + 0.2 * w);
    },
  },
];

describe('optimizers', () => {
  /** d/dw of the mean over a batch and both outputs of `(W x - one_hot)²`. */
  function slopesOf(
    w: readonly number[],
    rows: readonly number[],
    inputs: ArrayLike<number>,
    labels: number[],
  ) {
    const slopes = w.map(() => 0);
    for (const row of rows)
      for (const k of [0, 1]) {
        const miss =
          w[2 * k] * inputs[2 * row] + w[2 * k + 1] * inputs[2 * row + 1] - Number(labels[row] === k);
        for (const i of [0, 1]) slopes[2 * k + i] += (2 * miss * inputs[2 * row + i]) / (2 * rows.length);
      }
    return slopes;
  }

  it.each(rules)('$name follows its published rule over 100 steps', async ({ optimizer, rule }) => {
    const { session, step, program } = await reference(network(2, [dense(2)]), optimizer, 2, {
      is: 'mean_squared_error',
    });
    const { inputs, labels } = start(program);
    const w = state(session, '0.weights');
    const slots = w.map(() => [0, 0]);
    for (let t = 1; t <= 100; t++) {
      step(t);
      const rows = batches(2, batch, count, t);
      for (const member of [0, 1]) {
        const own = w.slice(4 * member, 4 * member + 4);
        const slopes = slopesOf(own, rows.slice(member * batch, (member + 1) * batch), inputs, labels);
        // The second member has twice the rate of the first.
        const rate = (optimizer.rate as number) * (member + 1);
        slopes.forEach((g, i) => {
          const at = 4 * member + i;
          w[at] = rule(w[at], g, rate, slots[at], t);
        });
      }
    }
    // 100 steps of a few operations on numbers near one, each rounded by 1e-16, while the descent contracts errors;
    // the corrections 1 - βᵗ as powers lose three more digits. A wrong term shows at 1e-3.
    close(state(session, '0.weights'), w, 11);
  });
});

describe('states', () => {
  it('are named by layer, variable and slot, with a leading axis for members', async () => {
    const { program } = await reference(smallNetwork, adam(0.1), 3);
    expect(
      Object.fromEntries(Object.entries(namedStates(program)).map(([name, { shape }]) => [name, shape])),
    ).toEqual({
      inputs: [20, 2],
      labels: [20],
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
    const scheduled = {
      ...training(batch, adam(0.1)),
      schedule: { is: 'cosine', warmup: 3, final: 0 },
      steps: 9,
    };
    expect(cohortKey(smallNetwork, scheduled)).toBe(mine);
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
    ['last batch', () => cohortKey(smallNetwork, { ...training(batch, adam(0.1)), rest: 3 })],
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

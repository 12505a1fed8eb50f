import { describe, expect, it } from 'vitest';
import type { Construct, NetworkSpec, TrainingSpec } from '../../../compiler/plan/plan.ts';
import type { Law } from '../../../compiler/program/program.ts';
import { trainingProgram } from '../../../compiler/program/training.ts';
import type { Backend } from '../../../runtime/job.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { openSession } from '../../../runtime/tensorflow/executor.ts';
import type { Checkpoint } from '../../../runtime/train/checkpoint.ts';
import { drawsOf, seenWith } from '../../../runtime/train/draws.ts';
import { feedsOf } from '../../../runtime/train/feeds.ts';
import { initialVariables, inSinglePrecision } from '../../../runtime/train/initialize.ts';
import { type Member, trainCohort } from '../../../runtime/train/train.ts';
import { construct } from '../../support/construct.ts';
import { available } from '../experiments.ts';
import { dense, networkOf, normal, relu, somePoints } from '../networks.ts';

const data: Points = { ...somePoints(20, 2), labels: Int32Array.from({ length: 20 }, (_, i) => i % 2) };
const norm = (settings: Partial<Construct> = {}) => construct('batch_norm', settings as never);
const dropout = construct('dropout', { rate: 0.3 });

function member(network: NetworkSpec, replicate: number, steps = 8): Member {
  const training: TrainingSpec = {
    data: { data: 'points', part: 'all' },
    loss: construct('cross_entropy'),
    optimizer: construct('sgd', { rate: 0.1 }),
    batch: 6,
    rest: 2,
    epochs: steps / 4,
    steps,
  };
  const initial = inSinglePrecision(initialVariables(network, 1, replicate, data));
  return { network, training, replicate, initial, stops: [steps] };
}

/** Everything that a step draws, sees beside its batch, or does differently after some steps. */
const networks: Readonly<Record<string, NetworkSpec>> = {
  dropout: networkOf(2, dense(4), relu, dropout, dense(4), relu, dropout, dense(2, normal(1))),
  'noise and frozen statistics': networkOf(
    2,
    dense(4),
    norm({ rigid_noise: 5, independent_noise: 3 }),
    relu,
    dense(4),
    norm({ freeze_after: 4 }),
    dense(2, normal(1)),
  ),
  'statistics over more and fewer examples': networkOf(
    2,
    dense(4),
    norm({ batch: 12 }),
    relu,
    dense(4),
    norm({ batch: 2 }),
    relu,
    dense(4),
    norm(),
    dense(2, normal(1)),
  ),
  'batch renormalization and split weights': networkOf(
    2,
    { ...dense(4), weight_norm: true },
    construct('batch_renorm'),
    dense(2, normal(1)),
  ),
  'statistics of each example': networkOf(
    2,
    dense(4),
    construct('layer_norm'),
    relu,
    dense(4),
    construct('group_norm', { groups: 2 }),
    dense(2, normal(1)),
  ),
};

class Stopped extends Error {}

async function run(backend: Backend, members: readonly Member[], stop?: number) {
  const states: Record<string, unknown>[] = [];
  let saved: readonly Checkpoint[] = [];
  const options = {
    data,
    seed: 1,
    backend,
    onState: (m: number, _: number, state: Record<string, unknown>) => void (states[m] = state),
    onStep: () => {},
    checkpoints: {
      due: (step: number) => step === stop,
      save: (now: readonly Checkpoint[]) => {
        saved = structuredClone(now);
        throw new Stopped();
      },
    },
  };
  const trained = await trainCohort(members, options).catch((error) => {
    if (!(error instanceof Stopped)) throw error;
    return undefined;
  });
  return { trained, states, saved };
}

const native = await available();
const cases = [...new Set<Backend>([native, 'reference'])].flatMap((backend) =>
  Object.entries(networks).map(([name, network]) => ({ name, network, backend })),
);

describe.each(cases)('$name, on $backend', ({ network, backend }) => {
  const [one, two] = [member(network, 1), member(network, 2)];

  it('is bit for bit the same alone, in a cohort, and going on from a checkpoint', async () => {
    const together = await run(backend, [one, two]);
    expect(together.trained?.every(({ divergence }) => divergence === undefined)).toBe(true);
    expect(together.trained?.[0].loss).not.toEqual(together.trained?.[1].loss);
    const alone = await run(backend, [two]);
    expect(alone.trained?.[0]).toEqual(together.trained?.[1]);
    expect(alone.states[0]).toEqual(together.states[1]);
    const { saved } = await run(backend, [one, two], 5);
    const resumed = await run(backend, [{ ...two, from: saved[1] }]);
    expect(resumed.trained?.[0]).toEqual(together.trained?.[1]);
    expect(resumed.states[0]).toEqual(together.states[1]);
  });
});

describe('the gradient of a batch whose statistics see more', () => {
  it('is that of the loss over the batch alone, through the statistics of all', async () => {
    const network = networkOf(2, dense(3), norm({ batch: 10, epsilon: 0.1 }), relu, dense(2, normal(1)));
    const { training, initial } = member(network, 1);
    const program = trainingProgram(network, { ...training, rest: undefined }, 1, {
      count: 20,
      shape: [2],
      classes: 2,
    });
    const session = await openSession(program, 'reference');
    const indices = Array.from({ length: 10 }, (_, i) => (7 * i) % 20);
    const rate = 1e-3;
    const step = (variables: typeof initial, rows = indices) => {
      session.write({ inputs: data.inputs, labels: data.labels!, ...variables });
      const { loss } = session.call('train', { indices: rows, 'optimizer/rate': [rate] });
      return loss[0];
    };
    const before = step(initial);
    const weights = initial['0.weights'];
    const moved = session.read(['0.weights'])['0.weights'];
    weights.forEach((weight, i) => {
      const at = (value: number) => step({ ...initial, '0.weights': weights.with(i, value) });
      const slope = (at(weight + 1e-5) - at(weight - 1e-5)) / 2e-5;
      // The step divides a difference of some 1e-4 by the rate; creases are further away than 1e-5.
      expect((weight - moved[i]) / rate).toBeCloseTo(slope, 7);
    });
    // The labels of the others play no part, their inputs do.
    const labels = data.labels!.map((label, row) => (indices.slice(6).includes(row) ? 1 - label : label));
    session.write({ inputs: data.inputs, labels, ...initial });
    expect(session.call('train', { indices, 'optimizer/rate': [rate] }).loss[0]).toBe(before);
    expect(step(initial, [...indices.slice(0, 6), 1, 3, 5, 9])).not.toBe(before);
    session.dispose();
  });
});

describe('random numbers of a step', () => {
  const network = networks.dropout;
  const program = trainingProgram(network, { ...member(network, 1).training }, 2, {
    count: 20,
    shape: [2],
    classes: 2,
  });
  const drawn = (replicates: number[], step: number, seed = 1) =>
    drawsOf(program, program.entries.train, seed, replicates, step);

  it('follow from seed, replicate, layer and step alone', () => {
    const first = drawn([1, 2], 7)['draw/2/keep'];
    const half = first.length / 2;
    expect(drawn([1, 2], 7)['draw/2/keep']).toEqual(first);
    expect(drawn([2, 1], 7)['draw/2/keep'].subarray(half)).toEqual(first.subarray(0, half));
    const others = [
      drawn([1, 2], 8)['draw/2/keep'],
      drawn([1, 2], 7, 2)['draw/2/keep'],
      drawn([1, 2], 7)['draw/5/keep'],
      drawn([3, 2], 7)['draw/2/keep'],
    ];
    for (const other of others) expect(other.subarray(0, half)).not.toEqual(first.subarray(0, half));
  });

  it('have the shape that each entry needs', () => {
    expect(drawn([1, 2], 1)['draw/2/keep']).toHaveLength(2 * 6 * 4);
    const rest = drawsOf(program, program.entries.train_rest, 1, [1, 2], 4);
    expect(rest['draw/2/keep']).toHaveLength(2 * 2 * 4);
  });

  it.each<[Law, number, number, number]>([
    [{ is: 'normal' }, 0, 1, 3],
    [{ is: 'chi_square', degrees: 1 }, 1, 2, 15],
    [{ is: 'chi_square', degrees: 2 }, 2, 4, 9],
    [{ is: 'chi_square', degrees: 31 }, 31, 62, 3 + 12 / 31],
    [{ is: 'bernoulli', probability: 0.3 }, 0.3, 0.21, 3 + (1 - 6 * 0.21) / 0.21],
  ])('%j has its mean and variance', (law, mean, variance, kurtosis) => {
    const count = 40_000;
    const entry = {
      inputs: { x: 0 },
      draws: { x: { path: '0', purpose: 'test', law } },
      outputs: {},
      updates: {},
    };
    const node = { op: 'input', inputs: [], attributes: {}, shape: [1, count], dtype: 'float' } as const;
    const { x } = drawsOf({ nodes: [node], states: {}, entries: {} }, entry, 3, [1], 1);
    const found = x.reduce((sum, value) => sum + value / count, 0);
    const spread = x.reduce((sum, value) => sum + (value - found) ** 2 / count, 0);
    // Five standard errors.
    expect(Math.abs(found - mean)).toBeLessThan(5 * Math.sqrt(variance / count));
    const error = variance * Math.sqrt((kurtosis - 1) / count);
    expect(Math.abs(spread - variance)).toBeLessThan(5 * error);
  });
});

describe('what the statistics of a step see', () => {
  const batch = Int32Array.of(4, 9, 0);

  it('is the batch, then others once each, anew at every step', () => {
    const seen = seenWith(batch, 8, 12, 1, 1, 3);
    expect([...seen.subarray(0, 3)]).toEqual([...batch]);
    expect(new Set(seen).size).toBe(8);
    expect(seen.every((place) => place >= 0 && place < 12)).toBe(true);
    expect(seenWith(batch, 8, 12, 1, 1, 3)).toEqual(seen);
    expect(seenWith(batch, 8, 12, 1, 1, 4)).not.toEqual(seen);
    expect(seenWith(batch, 3, 12, 1, 1, 3)).toEqual(batch);
  });

  it('is everything where as many are wanted', () => {
    expect([...seenWith(batch, 12, 12, 1, 1, 1)].sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
  });

  it('draws every other example equally often', () => {
    const counts = new Array(12).fill(0);
    const steps = 3000;
    for (let step = 1; step <= steps; step++)
      for (const place of seenWith(batch, 6, 12, 1, 1, step).subarray(3)) counts[place] += 1;
    // Three of nine others a step: five standard errors of a share of a third.
    const bound = 5 * Math.sqrt((steps * 2) / 9);
    counts.forEach((count, place) => {
      if (!batch.includes(place)) expect(Math.abs(count - steps / 3)).toBeLessThan(bound);
    });
  });

  it('starts from the rows of each replicate', () => {
    const network = networks['statistics over more and fewer examples'];
    const rows = Int32Array.from({ length: 14 }, (_, i) => i + 3);
    const own = { ...member(network, 1), rows };
    const program = trainingProgram(network, own.training, 2, { count: 20, shape: [2], classes: 2 });
    const { indices } = feedsOf([own, own], program, { data, seed: 1 })(1).inputs;
    expect(indices).toHaveLength(24);
    expect(new Set([...indices].slice(0, 12)).size).toBe(12);
    expect([...indices].every((row) => rows.includes(row))).toBe(true);
  });
});

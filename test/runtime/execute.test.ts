import { describe, expect, it } from 'vitest';
import { forward } from '../../runtime/geometry/forward.ts';
import type { Backend, Sealable } from '../../runtime/job.ts';
import { affineForm } from '../../runtime/measure/affine.ts';
import { pointsOf } from '../../runtime/measure/points.ts';
import { withStatistics } from '../../runtime/measure/statistics.ts';
import { available, compiled, done, keyOf, readFrom, trainJob } from './experiments.ts';

const backend: Backend = await available();

const moons = compiled(`
crease: 1
title: Moons
seed: 3
replicates: 2
data:
  moons: two_moons(count = 100, noise = 0.1, test = 30%)
axes:
  offsets:
    zero: bias(zeros())
    batch: batch_norm()
network:
  input: moons
  layers:
    - repeat: 2
      layers:
        - dense(6, bias = none)
        - offsets
        - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.02)
  batch: 20
  epochs: 4
measure:
  correct:
    value: accuracy(moons.test)
  curve:
    value: accuracy(moons.test)
    every: 5 steps
  crowding:
    value: boundaries_within(moons.train, radius = 0.2)
    at: [initial, final]
    by: layer
`);
const zero = ['offsets=zero,replicate=1', 'offsets=zero,replicate=2'];
const batch = ['offsets=batch,replicate=1', 'offsets=batch,replicate=2'];
const [together, normalized] = [
  await done(moons, trainJob(moons, zero), backend),
  await done(moons, trainJob(moons, batch), backend),
];
const of = (sealed: ReadonlyMap<string, Sealable>, cell: string, what: string) =>
  sealed.get(keyOf(moons, cell, what))!;
const value = (step: Sealable) => step.arrays.value;

describe('a training job', () => {
  it('seals losses, final weights and every measurement of its cells', () => {
    expect([...together.keys()].sort()).toEqual([...trainJob(moons, zero).steps].sort());
    const train = of(together, zero[0], 'train');
    expect(train.outcome).toBe('done');
    // three whole batches of 20 among 70 training points, four times
    expect(train.arrays.loss.shape).toEqual([12]);
    expect(train.weights!['0.0.0.weights'].shape).toEqual([6, 2]);
    expect(Object.keys(of(normalized, batch[0], 'train').weights!)).toContain('0.0.1.running_mean');
  });

  it('measures at step 0, every so many steps, and at the last', () => {
    const curve = value(of(together, zero[0], 'curve'));
    expect(moons.measurements.curve.indices[0].values).toEqual([0, 5, 10, 12]);
    expect(curve.shape).toEqual([4]);
    expect(curve.data[3]).toBe(value(of(together, zero[0], 'correct')).data[0]);
    expect(value(of(together, zero[0], 'crowding')).shape).toEqual([2, 2]);
  });

  it('measures what the final weights compute, by batch statistics of all training data', () => {
    for (const [sealed, cell] of [
      [together, zero[1]],
      [normalized, batch[1]],
    ] as const) {
      const variant = moons.variants.find(({ id }) => cell.startsWith(id))!;
      const weights = Object.entries(of(sealed, cell, 'train').weights!);
      const variables = Object.fromEntries(
        weights.map(([name, { data }]) => [name, Float64Array.from(data)]),
      );
      const find = pointsOf(moons, 1);
      const train = find({ data: 'moons', part: 'train' });
      const form = affineForm(variant.network, withStatistics(variant.network, variables, train));
      const { inputs, labels, count } = find({ data: 'moons', part: 'test' });
      const outputs = forward(form, inputs);
      const right = labels!.filter(
        (label, p) => (outputs[2 * p + 1] > outputs[2 * p] ? 1 : 0) === label,
      ).length;
      expect(value(of(sealed, cell, 'correct')).data[0]).toBe(right / count);
    }
  });

  it('gives a cell the same bits alone as in company', async () => {
    const alone = await done(moons, trainJob(moons, [zero[1]]), backend);
    for (const [key, step] of alone) expect(step).toEqual(together.get(key));
  });

  it('vouches for the affine form', () => {
    for (const [key, { certificate }] of normalized)
      if (key !== keyOf(moons, batch[0], 'train') && key !== keyOf(moons, batch[1], 'train'))
        expect(certificate.forward_difference).toBeLessThan(1e-12);
  });

  it('reports progress up to the end', async () => {
    const fractions: number[] = [];
    await done(moons, trainJob(moons, [zero[0]]), backend, undefined, (fraction) => fractions.push(fraction));
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeCloseTo(1, 9);
  });
});

describe('training again for what happens along the way', () => {
  const curves = { kind: 'train' as const, cells: [zero[0]], steps: [keyOf(moons, zero[0], 'curve')] };

  it('finds the same and seals only what is wanted', async () => {
    const without = new Map([...together].filter(([key]) => !curves.steps.includes(key)));
    const again = await done(moons, curves, backend, readFrom(without));
    expect([...again.keys()]).toEqual(curves.steps);
    expect(again.get(curves.steps[0])).toEqual(together.get(curves.steps[0]));
  });

  it('refuses to go on where it ends elsewhere', async () => {
    const key = keyOf(moons, zero[0], 'train');
    const train = together.get(key)!;
    const weights = { ...train.weights, '1.bias': { shape: [2], data: Float32Array.of(1, 2) } };
    const other = new Map(together).set(key, { ...train, weights });
    await expect(done(moons, curves, backend, readFrom(other))).rejects.toThrow(/ended with other weights/);
  });
});

describe('a measuring job', () => {
  it('measures the start and the end of a training that is in the store', async () => {
    const steps = ['correct', 'crowding'].map((name) => keyOf(moons, batch[0], name));
    const found = await done(
      moons,
      { kind: 'measure', cell: batch[0], steps },
      backend,
      readFrom(normalized),
    );
    expect([...found.keys()]).toEqual(steps);
    for (const key of steps) expect(found.get(key)).toEqual(normalized.get(key));
  });

  it('says so where the training is missing', async () => {
    const steps = [keyOf(moons, batch[0], 'correct')];
    await expect(done(moons, { kind: 'measure', cell: batch[0], steps }, backend)).rejects.toThrow(
      /training is not in the store/,
    );
  });
});

describe('a training that diverges', () => {
  const wild = compiled(`
crease: 1
title: Wild
seed: 3
replicates: 2
data:
  moons: two_moons(count = 60, noise = 0.1, test = 30%)
axes:
  rate: [0.1, 1e30]
network:
  input: moons
  layers:
    - dense(4)
    - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: sgd(rate = rate)
  batch: 20
  epochs: 5
measure:
  correct:
    value: accuracy(moons.test)
  start:
    value: accuracy(moons.test)
    at: initial
`);

  const cells = wild.cells.map(({ id }) => id);
  const [tame, other, mad] = cells;

  it('is an outcome with step and reason, and leaves the others alone', async () => {
    const sealed = await done(wild, trainJob(wild, cells), 'reference');
    const found = (cell: string, what: string) => sealed.get(keyOf(wild, cell, what))!;
    expect(found(tame, 'train').outcome).toBe('done');
    expect(found(tame, 'correct').outcome).toBe('done');
    const train = found(mad, 'train');
    expect(train.outcome).toBe('diverged');
    expect(train.reason).toMatch(/^the loss became (NaN|infinite) at step \d+$/);
    expect(train.arrays.loss.shape[0]).toBe(Number(train.reason!.match(/\d+/)![0]));
    expect(train.weights).toBeUndefined();
    expect(found(mad, 'correct')).toMatchObject({ outcome: 'diverged', reason: train.reason });
    expect(found(mad, 'start').outcome).toBe('done');
  });

  it('began like the arm of the same replicate that did not: same weights, same batch', async () => {
    const sealed = await done(wild, trainJob(wild, cells), 'reference');
    const first = (cell: string) => sealed.get(keyOf(wild, cell, 'train'))!.arrays.loss.data[0];
    expect(first(mad)).toBe(first(tame));
    expect(first(other)).not.toBe(first(tame));
  });
});

describe('real data', () => {
  const digits = compiled(`
crease: 1
title: Digits
seed: 1
replicates: 1
data:
  images: digits(test = 30%)
network:
  input: images
  layers:
    - dense(32)
    - relu()
    - dense(images.classes)
train:
  data: images.train
  loss: cross_entropy()
  optimizer: adam(rate = 5e-3)
  batch: 64
  epochs: 6
measure:
  correct:
    value: accuracy(images.test)
`);

  it('is learned: a small network reads nine digits in ten', async () => {
    const cell = digits.cells[0].id;
    const sealed = await done(digits, trainJob(digits, [cell]), backend);
    expect(sealed.get(keyOf(digits, cell, 'correct'))!.arrays.value.data[0]).toBeGreaterThan(0.9);
  });
});

import { describe, expect, it } from 'vitest';
import { loadData } from '../../../runtime/data/load.ts';
import { pointsOf, rowsOf, statisticsPart } from '../../../runtime/measure/points.ts';
import { compiled } from '../experiments.ts';

const plan = compiled(`
crease: 1
title: Points
seed: 4
replicates: 1
data:
  moons: two_moons(count = 40, noise = 0.1, test = 25%)
  circle: circles(count = 30)
network:
  input: moons
  layers:
    - dense(3)
    - relu()
    - dense(2)
measure:
  nearest:
    value: boundary_distance(circle)
  correct:
    value: accuracy(moons.test)
`);

describe('pointsOf', () => {
  const find = pointsOf(plan, 1);
  const whole = loadData(plan.data.moons, plan.seed, () => {
    throw new Error('drawn around nothing');
  });

  it('takes the examples of a part, in order, with their labels', () => {
    const { count, inputs, labels } = find({ data: 'moons', part: 'test' });
    expect(count).toBe(10);
    const rows = [...whole.parts.test];
    expect([...inputs]).toEqual(rows.flatMap((row) => [whole.inputs[2 * row], whole.inputs[2 * row + 1]]));
    expect([...labels!]).toEqual(rows.map((row) => whole.labels![row]));
  });

  it('makes each data set once a plan', () => {
    expect(pointsOf(plan, 2)({ data: 'moons', part: 'train' })).toBe(find({ data: 'moons', part: 'train' }));
  });
});

describe('a split per replicate', () => {
  const split = { ...plan, split: 'per replicate' } as const;
  const test = { data: 'moons', part: 'test' };

  it('deals the same examples anew for each replicate, and each time in the same way', () => {
    const [one, two] = [1, 2].map((replicate) => [...rowsOf(split, replicate, test)]);
    expect(one).toHaveLength(10);
    expect(one).not.toEqual(two);
    expect([...rowsOf({ ...split }, 1, test)]).toEqual(one);
    expect(pointsOf(split, 1)({ data: 'moons', part: 'all' })).toEqual(
      pointsOf(plan, 1)({ data: 'moons', part: 'all' }),
    );
  });

  it('finds the examples at their places', () => {
    const { inputs } = pointsOf(split, 2)(test);
    const all = pointsOf(split, 2)({ data: 'moons', part: 'all' }).inputs;
    const rows = [...rowsOf(split, 2, test)];
    expect([...inputs]).toEqual(rows.flatMap((row) => [all[2 * row], all[2 * row + 1]]));
  });

  it('leaves no example in two parts', () => {
    const parts = ['train', 'test'].flatMap((part) => [...rowsOf(split, 3, { data: 'moons', part })]);
    expect(parts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });
});

describe('statisticsPart', () => {
  it('is the training part where there is one, else all', () => {
    expect(statisticsPart({ data: 'moons', part: 'test' }, plan)).toEqual({ data: 'moons', part: 'train' });
    expect(statisticsPart({ data: 'circle', part: 'all' }, plan)).toEqual({ data: 'circle', part: 'all' });
  });
});

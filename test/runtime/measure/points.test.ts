import { describe, expect, it } from 'vitest';
import { loadData } from '../../../runtime/data/load.ts';
import { pointsOf, statisticsPart } from '../../../runtime/measure/points.ts';
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
  const find = pointsOf(plan);
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
    expect(pointsOf(plan)({ data: 'moons', part: 'train' })).toBe(find({ data: 'moons', part: 'train' }));
  });
});

describe('statisticsPart', () => {
  it('is the training part where there is one, else all', () => {
    expect(statisticsPart({ data: 'moons', part: 'test' }, plan)).toEqual({ data: 'moons', part: 'train' });
    expect(statisticsPart({ data: 'circle', part: 'all' }, plan)).toEqual({ data: 'circle', part: 'all' });
  });
});

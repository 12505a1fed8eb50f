import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../compiler/plan/plan.ts';
import { cohorts } from '../../../runtime/train/cohorts.ts';
import { compiled } from '../experiments.ts';

const source = `
crease: 1
title: Groups
seed: 1
replicates: 12
data:
  moons: two_moons(count = 60, noise = 0.1, test = 30%)
axes:
  offsets:
    random: bias(normal(sd = 1))
    folded: fold_statistics()
    batch: batch_norm()
  rate: [1e-3, 1e-2]
network:
  input: moons
  layers:
    - dense(4, bias = none)
    - offsets
    - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = rate)
  batch: 10
  epochs: 1
measure:
  correct:
    value: accuracy(moons.test)
`;
const plan = compiled(source);
const ids = plan.cells.map(({ id }) => id);
const kind = (cell: string) => (cell.startsWith('offsets=batch') ? 'normalized' : 'plain');

describe('cohorts', () => {
  it('puts cells together that differ in numbers only, twenty at most', () => {
    const groups = cohorts(plan, ids);
    expect(groups.flat().sort()).toEqual([...ids].sort());
    for (const group of groups) {
      expect(new Set(group.map(kind)).size).toBe(1);
      expect(group.length).toBeLessThanOrEqual(20);
    }
    // 48 plain cells and 24 normalized ones
    expect(groups.map(({ length }) => length)).toEqual([16, 16, 16, 12, 12]);
  });

  it('takes only the cells that are asked for', () => {
    expect(cohorts(plan, [])).toEqual([]);
    expect(cohorts(plan, [ids[0]])).toEqual([[ids[0]]]);
    expect(cohorts(plan, ids.slice(0, 4))).toEqual([ids.slice(0, 2), ids.slice(2, 4)]);
  });

  it('keeps replicates apart whose own split changes the data themselves', () => {
    const text = source.replace('seed: 1\n', 'seed: 1\nsplit: per replicate\n');
    const scaled = text.replace('30%)\n', '30%)\n  scaled: standardize(moons)\n');
    const replicatesIn = (plan: Plan) =>
      cohorts(
        plan,
        plan.cells.map(({ id }) => id),
      ).map((group) => new Set(group.map((id) => /replicate=\d+/.exec(id)![0])).size);
    expect(Math.min(...replicatesIn(compiled(text)))).toBeGreaterThan(1);
    const own = compiled(
      scaled.replaceAll('input: moons', 'input: scaled').replaceAll('moons.t', 'scaled.t'),
    );
    expect(Math.max(...replicatesIn(own))).toBe(1);
  });
});

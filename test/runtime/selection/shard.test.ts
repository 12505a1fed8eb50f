import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shardOf } from '../../../runtime/selection/shard.ts';
import { fakePlan } from '../fake-plan.ts';

const all = () => true;

it('deals every cell to exactly one shard, whole', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 9 }), (cells, count) => {
      const plans = cells.map((n, i) => fakePlan({ cells: n, experiment: `e${i}` }));
      const shards = Array.from({ length: count }, (_, i) =>
        shardOf(
          plans,
          plans.map(() => all),
          { index: i + 1, count },
        ),
      );
      for (const [i, { steps, cells: own }] of plans.entries()) {
        for (const step of steps) expect(shards.filter((wanted) => wanted[i](step))).toHaveLength(1);
        for (const { id } of own) {
          const parts = shards.filter((wanted) => steps.some((step) => step.cell === id && wanted[i](step)));
          expect(parts).toHaveLength(1);
        }
      }
    }),
  );
});

it('cuts where the cost adds up to equal parts, and keeps neighbours together', () => {
  const plan = fakePlan({ cells: 6 });
  const steps = plan.steps.map((step) => (step.cell === 'c1' ? { ...step, cost: 500 } : step));
  const [first] = shardOf([{ ...plan, steps }], [all], { index: 1, count: 2 });
  // The first cell costs as much as all five others.
  expect(new Set(plan.steps.filter(first).map(({ cell }) => cell))).toEqual(new Set(['c1']));
});

it('counts only what is wanted', () => {
  const plan = fakePlan({ cells: 4 });
  const wanted = ({ cell }: { cell: string }) => cell === 'c1' || cell === 'c2';
  const cells = [1, 2].map((index) => {
    const [mine] = shardOf([plan], [wanted], { index, count: 2 });
    return [...new Set(plan.steps.filter(mine).map(({ cell }) => cell))];
  });
  expect(cells).toEqual([['c1'], ['c2']]);
});

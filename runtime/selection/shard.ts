import type { Plan } from '../../compiler/plan/plan.ts';
import type { Wanted } from './only.ts';

/** The `index`-th of `count` parts of a run, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * The cells of one shard, in each plan. Shards follow from the plans alone, so that all who take one agree
 * whatever the store holds: cells in the plan's order, which keeps those that train side by side together, cut where
 * the cost adds up to equal parts.
 */
export function shardOf(
  plans: readonly Plan[],
  wanted: readonly Wanted[],
  { index, count }: Shard,
): Wanted[] {
  const costs = plans.map((plan, i) => costOfCells(plan, wanted[i]));
  const total = costs.reduce((sum, cells) => sum + [...cells.values()].reduce((a, b) => a + b, 0), 0);
  let before = 0;
  return costs.map((cells, i) => {
    const mine = new Set<string>();
    for (const [cell, cost] of cells) {
      const middle = (before + cost / 2) / total;
      if (Math.min(Math.floor(middle * count), count - 1) === index - 1) mine.add(cell);
      before += cost;
    }
    return (step) => mine.has(step.cell) && wanted[i](step);
  });
}

/** Cost of the wanted steps by cell, in the order of the plan; never nothing, so that each cell counts. */
function costOfCells({ steps }: Plan, wanted: Wanted): Map<string, number> {
  const costs = new Map<string, number>();
  for (const step of steps)
    if (wanted(step)) costs.set(step.cell, (costs.get(step.cell) ?? 0) + Math.max(step.cost, 1));
  return costs;
}

import type { Plan, Step } from '../compiler/plan/plan.ts';
import { needsTraining } from './jobs.ts';
import type { ReadRecord } from './store/record.ts';

/**
 * The plan with what the store has of other numerics: a cell that was not trained takes the steps of the first
 * of `others` (the same plan for other numerics) by which all was done that needs its training. What is
 * measured at its ends only may still be missing, as it does not depend on what trained.
 */
export function acceptNumerics(plan: Plan, others: readonly Plan[], read: ReadRecord): Plan {
  const sealed = ({ key }: Step) => (read(key)?.outcome ?? 'failed') !== 'failed';
  const own = Map.groupBy(plan.steps, ({ cell }) => cell);
  const theirs = others.map((other) => ({
    plan: other,
    steps: Map.groupBy(other.steps, ({ cell }) => cell),
  }));
  const steps = [...own].flatMap(([cell, mine]) => {
    if (mine.every(sealed)) return mine;
    const found = theirs.find((other) => {
      const trained = other.steps.get(cell)?.filter((step) => needsTraining(other.plan, step)) ?? [];
      return trained.length > 0 && trained.every(sealed);
    });
    return found?.steps.get(cell) ?? mine;
  });
  return { ...plan, steps };
}

import type { Plan } from '../compiler/plan/plan.ts';

/** Adds up what is done and reports it as a fraction of what the steps of these keys cost together. */
export function account(
  plan: Plan,
  keys: readonly string[],
  onProgress: (fraction: number) => void,
): (cost: number) => void {
  const wanted = new Set(keys);
  const costs = new Map(
    plan.steps.map(({ key, cost }): [string, number] => [key, wanted.has(key) ? cost : 0]),
  );
  const total = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
  let done = 0;
  return (cost) => {
    done += cost;
    onProgress(Math.min(1, done / total));
  };
}

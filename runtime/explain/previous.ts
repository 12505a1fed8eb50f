import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renamingOf } from '../../compiler/plan/moved.ts';
import type { Plan, Step } from '../../compiler/plan/plan.ts';
import type { Results } from '../../compiler/plan/results.ts';

/** The results that were found last for an experiment, under the name that it has or had; undefined for none. */
export function previousOf(folder: string, { experiment, moved }: Plan): Results | undefined {
  const names = [experiment, ...renamingOf(moved).experiments];
  return names.reduce<Results | undefined>((found, name) => found ?? readResults(folder, name), undefined);
}

/** What stands in the results of that name. */
export function readResults(folder: string, experiment: string): Results | undefined {
  const file = join(folder, 'results', experiment, 'results.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch {
    return undefined;
  }
}

/** What a step is called within its cell: `train` or its measurement. */
export const nameOfStep = (step: Step) => (step.kind === 'train' ? 'train' : step.measurement);

/** Keys of the last results, by cell and step. */
export type KeysBefore = (cell: string, step: string) => string | undefined;

/** The keys of results that may have other names than the plan, which says how they were renamed. */
export function keysOf(results: Results | undefined, plan: Plan): KeysBefore {
  const { arms, measurement } = renamingOf(plan.moved);
  const variants = new Map(results?.variants.map((variant) => [variant.id, textOf(arms(variant.arms))]));
  const cells = new Map(
    results?.cells.map(({ variant, replicate, keys }) => [
      `${variants.get(variant)} ${replicate}`,
      Object.fromEntries(Object.entries(keys).map(([step, key]) => [measurement(step), key])),
    ]),
  );
  const own = new Map(plan.variants.map((variant) => [variant.id, textOf(variant.arms)]));
  const ids = new Map(
    plan.cells.map(({ id, variant, replicate }) => [id, `${own.get(variant)} ${replicate}`]),
  );
  return (cell, step) => cells.get(ids.get(cell) ?? '')?.[step];
}

const textOf = (arms: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(arms).sort());

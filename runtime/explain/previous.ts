import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../compiler/plan/plan.ts';
import type { Results } from '../../compiler/plan/results.ts';

/** The results that were found last for an experiment of that name; undefined where there are none. */
export function readPrevious(folder: string, experiment: string): Results | undefined {
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

export function keysOf(results: Results | undefined): KeysBefore {
  const cells = new Map(results?.cells.map(({ id, keys }) => [id, keys]));
  return (cell, step) => cells.get(cell)?.[step];
}

import type { Cell } from '../../compiler/plan/plan.ts';
import type { Sealable } from '../job.ts';
import type { NpyArray, StoredRecord } from '../store/record.ts';

/** A training that is in the store was repeated for what happens along the way: it must end where it did. */
export function checkReplay(cell: Cell, weights: Sealable['weights'], sealed: StoredRecord): void {
  const before = sealed.weights();
  const same = Object.keys(weights ?? before ?? {}).every((name) => equal(weights?.[name], before?.[name]));
  if (!same)
    throw new Error(
      `training ${cell.id} again ended with other weights than its record ${sealed.key.slice(0, 12)} holds, so what is measured along the way would not belong to it; remove that record to train it anew`,
    );
}

function equal(a: NpyArray | undefined, b: NpyArray | undefined): boolean {
  return a !== undefined && b !== undefined && a.data.every((value, i) => Object.is(value, b.data[i]));
}

import type { Outcome } from '../plan/results.ts';
import type { Side, SideCell } from './side.ts';

/**
 * What became of a cell.
 * - `meaning`: a setting of its own changed, so it is computed anew
 * - `inherited`: none did, but something that it is built on: a backend, a data file, a version of Crease
 * - `drift`: its inputs are the same, its results are not
 * - `computed`: its inputs are the same; it had no result before
 * - `cosmetic`: its inputs and results are the same, the text that they were written in is not
 */
export type CellKind =
  | 'added'
  | 'removed'
  | 'meaning'
  | 'inherited'
  | 'drift'
  | 'computed'
  | 'cosmetic'
  | 'same';

export interface CellChange {
  readonly id: string;
  readonly kind: CellKind;
  /** Of the side that has the cell; of the later one where both have. */
  readonly variant: string;
  readonly replicate: number;
  readonly before?: Outcome;
  readonly after?: Outcome;
  readonly reason?: string;
  /** Steps whose inputs changed: `train`, or measurements. */
  readonly steps: readonly string[];
  /** Results that moved with equal inputs. */
  readonly drift: readonly {
    readonly measurement: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
}

/**
 * @param hasOwnChange whether a setting of a variant of the later side changed
 * @param textChanged whether the text of the experiment did
 */
export function cellChanges(
  base: Side,
  head: Side,
  hasOwnChange: (variant: string) => boolean,
  textChanged: boolean,
): CellChange[] {
  const here = [...head.cells].map(([name, after]) => {
    const before = base.cells.get(name);
    return before === undefined
      ? alone(after, 'added')
      : compared(before, after, hasOwnChange(after.variant), textChanged);
  });
  const gone = [...base.cells]
    .filter(([name]) => !head.cells.has(name))
    .map(([, cell]) => alone(cell, 'removed'));
  return [...here, ...gone];
}

function alone(cell: SideCell, kind: 'added' | 'removed'): CellChange {
  const { id, variant, replicate, outcome, reason } = cell;
  const side = kind === 'added' ? { after: outcome, reason } : { before: outcome };
  return { id, kind, variant, replicate, ...side, steps: [], drift: [] };
}

function compared(before: SideCell, after: SideCell, ownChange: boolean, textChanged: boolean): CellChange {
  const names = [...new Set([...Object.keys(before.keys), ...Object.keys(after.keys)])];
  const changed = names.filter((name) => before.keys[name] !== after.keys[name]);
  const steps = [...changed.filter(isTraining), ...changed.filter((name) => !isTraining(name))];
  const drift = driftOf(before, after, steps);
  const newlyFound = isOpen(before.outcome) || isOpen(after.outcome);
  const differs = drift.length > 0 || (steps.length === 0 && before.outcome !== after.outcome);
  const kind = (): CellKind => {
    if (differs && !newlyFound) return 'drift';
    if (steps.length > 0) return ownChange ? 'meaning' : 'inherited';
    if (before.outcome !== after.outcome) return 'computed';
    return textChanged ? 'cosmetic' : 'same';
  };
  const { id, variant, replicate, outcome, reason } = after;
  const found = kind();
  return {
    ...{ id, kind: found, variant, replicate, before: before.outcome, after: outcome, reason, steps },
    drift: found === 'drift' ? drift : [],
  };
}

const isTraining = (step: string) => step === 'train';

/** What has no result yet, or may have one when it is tried again. */
const isOpen = (outcome: Outcome) => outcome === 'missing' || outcome === 'failed';

function driftOf(before: SideCell, after: SideCell, steps: readonly string[]): CellChange['drift'] {
  return Object.keys(after.values)
    .filter((name) => name in before.values && name in after.keys && !steps.includes(name))
    .map((measurement) => ({
      measurement,
      before: before.values[measurement],
      after: after.values[measurement],
    }))
    .filter((each) => each.before !== each.after);
}

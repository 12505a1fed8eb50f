import type { Quantity } from '../../compiler/plan/plan.ts';
import { type Arms, evaluateQuantity, type Lookup } from '../statistics/quantity.ts';
import { type Found, lookupIn } from './found.ts';

/** A quantity in one replicate: its number, or why there is none. */
export interface ReplicateResult {
  readonly replicate: number;
  readonly value: number | null;
  /** Missing where there is a number. */
  readonly reason?: string;
}

/**
 * A quantity of claims in each replicate, from what is sealed.
 * @param arms those that the quantity leaves open
 */
export function quantityResults(found: Found, quantity: Quantity, arms: Arms): readonly ReplicateResult[] {
  const replicates = [...new Set(found.plan.cells.map(({ replicate }) => replicate))];
  const lookup = lookupIn(found);
  return replicates.map((replicate) => {
    const reasons: string[] = [];
    const noting: Lookup = (measurement, where, of) => {
      const values = lookup(measurement, where, of);
      if (!values) reasons.push(whyMissing(found, where, of));
      return values;
    };
    const value = evaluateQuantity(quantity, arms, replicate, noting);
    if (typeof value === 'number') return { replicate, value };
    return { replicate, value: null, reason: value?.error ?? reasons[0] };
  });
}

/** A cell whose training is sealed may still lack a measurement. */
function whyMissing(found: Found, arms: Arms, replicate: number): string {
  const cell = found.cells(arms).find((each) => each.replicate === replicate);
  const { outcome, reason } = cell ? found.outcome(cell) : { outcome: 'missing' };
  return outcome === 'missing' ? 'not run yet' : (reason ?? outcome).split('\n')[0];
}

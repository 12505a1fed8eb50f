import type { Comparison, Quantity } from '../../../compiler/plan/plan.ts';
import type { Pair } from '../../../runtime/statistics/effect.ts';

export const measured = (name = 'accuracy'): Quantity => ({ op: 'measurement', name });
export const literal = (value: number): Quantity => ({ op: 'literal', value });

type Operator = Extract<Comparison, { kind: 'compare' }>['operator'];

export function compare(operator: Operator, right: Quantity = measured('other')): Comparison {
  return { kind: 'compare', operator, left: measured(), right };
}

export function within(tolerance: number, relative = false): Comparison {
  return { kind: 'within', left: measured(), right: measured('other'), tolerance, relative };
}

/** Replicates counted from 1, with these sides. */
export function pairs(left: (number | null)[], right: (number | null)[]): Pair[] {
  return left.map((value, i) => ({ replicate: i + 1, left: value, right: right[i] }));
}

import type { Documented } from '../construct.ts';
import type { Unit } from '../units.ts';

/**
 * The record of a statistic: what makes one number of the many along an index. Its call takes the
 * numbers first and the indices as `over`; `parameters` lists only what comes between.
 */
export interface StatisticRecord extends Documented {
  readonly kind: 'statistic';
  /** Unit of the result, from the unit of the numbers. */
  readonly unit: (of: Unit) => Unit;
}

/** The result means the same as each number. */
export const sameUnit = (of: Unit): Unit => of;

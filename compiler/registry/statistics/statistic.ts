import type { Documented, Parameter } from '../construct.ts';
import type { Unit } from '../units.ts';

/**
 * The record of a statistic: what makes one number of the many along an index. Its call takes the
 * numbers first and the indices as `over`; `parameters` lists only what comes between.
 */
export interface StatisticRecord extends Documented {
  readonly kind: 'statistic';
  readonly parameters: readonly StatisticParameter[];
  /** Unit of the result, from the unit of the numbers and that of the index. */
  readonly unit: (of: Unit, along: Unit) => Unit;
  /** Whether it follows the order of one index with values, such as `step`; `over` may be left out where that is `step`. */
  readonly ordered?: true;
}

export interface StatisticParameter extends Parameter {
  /** Whether it is measured in the unit of the numbers. */
  readonly sameUnit?: true;
}

/** The result means the same as each number. */
export const sameUnit = (of: Unit): Unit => of;

import type { Documented } from '../construct.ts';

/** The record of a trend: a claim that a quantity rises or falls along an axis of numbers or an index. */
export interface TrendRecord extends Documented {
  readonly kind: 'trend';
  /** What the slope must be. */
  readonly relation: '<' | '>';
}

/** How every trend is decided. */
export const rule = [
  'Within each replicate the least-squares slope against the places 0, 1, 2, … of the values of `along` in their order',
  '(see `slope`); over the replicates the t interval of the mean slope must lie wholly on one side of zero. The whole',
  'course need not be monotone. Replicates are what varies, so steps of one curve are not taken for independent.',
].join(' ');

export const source =
  'Matthews et al. 1990, "Analysis of serial measurements in medical research" (summary measures)';

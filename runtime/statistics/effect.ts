import type { Comparison } from '../../compiler/plan/plan.ts';

/** Both sides of an expectation in one replicate; `null` where a cell failed. */
export interface Pair {
  readonly replicate: number;
  readonly left: number | null;
  readonly right: number | null;
}

/**
 * What an expectation is about in one replicate: left − right; left alone where it is compared with a
 * number, which is then the threshold; (left − right) / |right| where it is relative. `null` where a
 * side is missing or not finite, or where a relative difference from 0 is asked for.
 */
export function effectOf(expectation: Comparison, { left, right }: Pair): number | null {
  if (left === null || right === null) return null;
  const effect = againstNumber(expectation) ? left : (left - right) / scale(expectation, right);
  return Number.isFinite(effect) && Number.isFinite(right) ? effect : null;
}

/** What the effect is held against. */
export function thresholdOf(expectation: Comparison): number {
  if (expectation.kind === 'within') return expectation.tolerance;
  return expectation.right.op === 'literal' ? expectation.right.value : 0;
}

/** Two numbers that are not counts are equal when they differ by less than this share of the larger. */
export const equality = 1e-9;

/** Whether the expectation holds in one replicate as it stands; counts are equal only when identical. */
export function holdsExactly(expectation: Comparison, pair: Pair, counts: boolean): boolean {
  const left = pair.left as number;
  const right = pair.right as number;
  if (expectation.kind === 'within')
    return Math.abs(effectOf(expectation, pair) as number) <= expectation.tolerance;
  switch (expectation.operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return Math.abs(left - right) <= (counts ? 0 : equality * Math.max(Math.abs(left), Math.abs(right)));
  }
}

function againstNumber(expectation: Comparison): boolean {
  return expectation.kind === 'compare' && expectation.right.op === 'literal';
}

function scale(expectation: Comparison, right: number): number {
  return expectation.kind === 'within' && expectation.relative ? Math.abs(right) : 1;
}

import type { Comparison, Expectation, Quantity } from './plan.ts';

/** The comparisons that must hold, one or several. */
export function comparisonsOf(expect: Expectation): readonly Comparison[] {
  return expect.kind === 'and' ? expect.parts.map((part) => part.expect) : [expect];
}

/** The quantity itself, without the selection of arms around it. */
export function withoutSelection(quantity: Quantity): Quantity {
  return quantity.op === 'select' ? withoutSelection(quantity.of) : quantity;
}

/** Whether a quantity is a difference, which probabilities have in points: `a - b`, or a slope. */
export function isDifference(quantity: Quantity): boolean {
  const inner = withoutSelection(quantity);
  switch (inner.op) {
    case 'slope':
      return true;
    case 'statistic':
      return inner.name === 'slope' || inner.name === 'sd' || isDifference(inner.of);
    case 'arithmetic':
      if (inner.operator === '-') return inner.left.op !== 'literal' && inner.right.op !== 'literal';
      return inner.operator !== '**' && (isDifference(inner.left) || isDifference(inner.right));
    default:
      return false;
  }
}

/** Whether a quantity is the ratio of two things that were measured. */
export function isRatio(quantity: Quantity): boolean {
  const inner = withoutSelection(quantity);
  return (
    inner.op === 'arithmetic' &&
    inner.operator === '/' &&
    inner.left.op !== 'literal' &&
    inner.right.op !== 'literal'
  );
}

/** Whether the effect of a comparison is a difference: of its two sides, or because its left side is one. */
export function comparesDifference({ left, right }: Comparison): boolean {
  return right.op !== 'literal' || isDifference(left);
}

/** Whether a measurement in it leaves open which arm of `axis` it is about. */
export function leavesOpen(quantity: Quantity, axis: string): boolean {
  switch (quantity.op) {
    case 'literal':
      return false;
    case 'measurement':
      return true;
    case 'select':
      return !Object.hasOwn(quantity.where, axis) && leavesOpen(quantity.of, axis);
    case 'slope':
      return quantity.along !== axis && leavesOpen(quantity.of, axis);
    case 'statistic':
      return leavesOpen(quantity.of, axis);
    case 'arithmetic':
      return leavesOpen(quantity.left, axis) || leavesOpen(quantity.right, axis);
  }
}

/** Every part of a quantity, from the outside in. */
export function* partsOf(quantity: Quantity): Generator<Quantity> {
  yield quantity;
  if (quantity.op === 'arithmetic') {
    yield* partsOf(quantity.left);
    yield* partsOf(quantity.right);
  } else if (quantity.op !== 'literal' && quantity.op !== 'measurement') yield* partsOf(quantity.of);
}

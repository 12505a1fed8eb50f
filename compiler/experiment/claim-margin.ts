import type { Comparison, Operator, Quantity } from '../plan/plan.ts';

const turned = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==' } as const;

/**
 * What was measured stands on the left and the margin on the right: `2 points < a - b` is turned round, and
 * `a > b + 2 points` becomes `a - b > 2 points`, so that the interval is that of the difference.
 */
export function order(operator: Operator, left: Quantity, right: Quantity): Comparison {
  if (left.op === 'literal') return order(turned[operator], right, left);
  if (operator === '==') return { kind: 'compare', operator, left, right };
  const margin = marginOf(right);
  if (!margin && right.op !== 'literal' && marginOf(left)) return order(turned[operator], right, left);
  return margin
    ? {
        kind: 'compare',
        operator,
        left: { op: 'arithmetic', operator: '-', left, right: margin.of },
        right: { op: 'literal', value: margin.value },
      }
    : { kind: 'compare', operator, left, right };
}

/** `b + 2 points`, `2 points + b`, `b - 2 points` */
function marginOf(quantity: Quantity): { of: Quantity; value: number } | undefined {
  if (quantity.op !== 'arithmetic') return undefined;
  const { operator, left, right } = quantity;
  if ((operator === '+' || operator === '-') && right.op === 'literal')
    return { of: left, value: operator === '+' ? right.value : -right.value };
  return operator === '+' && left.op === 'literal' ? { of: right, value: left.value } : undefined;
}

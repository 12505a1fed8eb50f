import type { Binary, Expression } from '../expression/tree.ts';
import type { ResolvedAxis } from './axes.ts';

/** For each number that a rule compares an axis with, the nearest value that the axis has: where a slip may be. */
export function nearestValues(rule: Expression, axes: readonly ResolvedAxis[]): string | undefined {
  const hints = comparisonsIn(rule).flatMap(({ left, right }) => {
    const [name, number] = left.kind === 'name' ? [left, right] : [right, left];
    const axis = name.kind === 'name' ? axes.find((candidate) => candidate.name === name.name) : undefined;
    const values = (axis?.arms ?? []).flatMap(({ value }) => (value.kind === 'number' ? [value.value] : []));
    if (number.kind !== 'number' || values.length === 0 || values.includes(number.value)) return [];
    const near = values.reduce((a, b) => (Math.abs(b - number.value) < Math.abs(a - number.value) ? b : a));
    return [`\`${axis?.name}\` is never ${number.value}; its nearest value is ${near}`];
  });
  return hints.length > 0 ? hints.join('; ') : undefined;
}

function comparisonsIn(rule: Expression): readonly Binary[] {
  if (rule.kind === 'unary') return comparisonsIn(rule.operand);
  if (rule.kind !== 'binary') return [];
  if (rule.operator === 'and' || rule.operator === 'or')
    return [...comparisonsIn(rule.left), ...comparisonsIn(rule.right)];
  return [rule];
}

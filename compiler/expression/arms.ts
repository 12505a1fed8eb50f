import { unknownArm } from '../diagnostics/codes/claims.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Scope } from './scope.ts';
import type { Expression, Name } from './tree.ts';

/**
 * Whether `norm == batch` holds here, where `norm` is an axis and `batch` the name of one of its arms.
 * Undefined where no arm is named, so that values are compared.
 */
export function armComparison(left: Expression, right: Expression, scope: Scope): boolean | undefined {
  return named(left, right, scope) ?? named(right, left, scope);
}

function named(axis: Expression, arm: Expression, scope: Scope): boolean | undefined {
  const here = axis.kind === 'name' && arm.kind === 'name' ? scope.arm(axis.name) : undefined;
  if (!here) return undefined;
  const { name, span } = arm as Name;
  if (here.arms.includes(name)) return here.name === name;
  if (scope.knows(name)) return undefined;
  const known = here.arms;
  const data = { arm: name, axis: (axis as Name).name, nearest: nearest(name, known), known };
  scope.report(diagnose(unknownArm, span, data));
  return false;
}

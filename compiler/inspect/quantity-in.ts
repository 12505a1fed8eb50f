import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { cellsAreKept } from '../experiment/claim-cells.ts';
import { resolveSide } from '../experiment/claim-comparison.ts';
import type { ClaimContext } from '../experiment/quantity.ts';
import { namesIn } from '../expression/names-in.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import type { Quantity } from '../plan/plan.ts';
import { leavesOpen } from '../plan/quantity.ts';
import type { Unit } from '../registry/units.ts';
import type { Opened } from './open.ts';

/** A quantity of claims, or a side of a comparison: one number of each replicate, from results. */
export interface AskedQuantity {
  readonly text: string;
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** Axes that it leaves open, so that it has a value for each of their arms. */
  readonly open: readonly string[];
}

/** Whether an expression is about something that is measured, so that its value is among results. */
export function isMeasured(expression: Expression, opened: Opened): boolean {
  const { measurements } = opened.quantitiesOf(() => {});
  return [...namesIn(expression)].some((name) => measurements.has(name));
}

/** The quantities of an expression: itself, or the sides of a claim's comparisons. None where one has a mistake. */
export function quantitiesIn(
  expression: Expression,
  opened: Opened,
): { readonly quantities: readonly AskedQuantity[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const context = opened.quantitiesOf((diagnostic) => void diagnostics.push(diagnostic));
  const quantities = sidesOf(expression).flatMap((side) => askedIn(side, context) ?? []);
  return diagnostics.length > 0 ? { quantities: [], diagnostics } : { quantities, diagnostics };
}

const comparing: readonly string[] = ['<', '<=', '>', '>=', '=='];

function sidesOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'within') return [expression.left, expression.right];
  if (expression.kind !== 'binary') return [expression];
  const { operator, left, right } = expression;
  if (operator === 'and') return [...sidesOf(left), ...sidesOf(right)];
  return comparing.includes(operator) ? [left, right] : [expression];
}

function askedIn(side: Expression, context: ClaimContext): AskedQuantity | undefined {
  const term = resolveSide(side, context);
  if (!term) return undefined;
  const { quantity, unit } = term;
  const open = context.axes
    .filter(({ name, tuned }) => !tuned && leavesOpen(quantity, name))
    .map(({ name }) => name);
  const text = printExpression(side);
  const alone = {
    kind: 'compare',
    operator: '==',
    left: quantity,
    right: { op: 'literal', value: 0 },
  } as const;
  const reachable = cellsAreKept(alone, open, context.kept, { span: side.span, text }, context.report);
  return reachable ? { text, quantity, unit, open } : undefined;
}

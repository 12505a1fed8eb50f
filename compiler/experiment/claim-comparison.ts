import {
  badTolerance,
  differenceInPercent,
  levelInPoints,
  notAComparison,
  notOneClaim,
  stillVaries,
  unknownTrend,
} from '../diagnostics/codes/claims.ts';
import { mixedUnits } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { unitName } from '../expression/arithmetic.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import { writtenOut } from '../expression/scope.ts';
import type { Expression, Within } from '../expression/tree.ts';
import type { Comparison, Operator } from '../plan/plan.ts';
import { isDifference } from '../plan/quantity.ts';
import { functions } from '../registry/functions/index.ts';
import { statistics } from '../registry/statistics/index.ts';
import { type TrendName, trends } from '../registry/trends/index.ts';
import type { Unit } from '../registry/units.ts';
import type { Span } from '../source/span.ts';
import { order } from './claim-margin.ts';
import { resolveTrend } from './claim-trend.ts';
import { type ClaimContext, isConstant, resolveQuantity, sharedUnit, type Term } from './quantity.ts';

/** One comparison of a claim, with its sides as written. */
export interface Compared {
  readonly sides: readonly { readonly expression: Expression; readonly term: Term }[];
  /** Missing where something else was wrong with it, and reported. */
  readonly expect?: Comparison;
  readonly unit?: Unit;
}

const comparisons: readonly string[] = ['<', '<=', '>', '>=', '=='] satisfies readonly Operator[];

/** A comparison or trend, typed and lowered; undefined, and reported, where it is none. */
export function resolveComparison(
  expect: Expression,
  per: readonly string[],
  context: ClaimContext,
): Compared | undefined {
  if (expect.kind === 'within')
    return compare(expect.left, expect.right, 'within', expect.tolerance.span, context, (left, right, unit) =>
      equivalence(expect, left, right, unit, context),
    );
  if (expect.kind === 'binary' && comparisons.includes(expect.operator)) {
    const operator = expect.operator as Operator;
    return compare(expect.left, expect.right, operator, expect.operatorSpan, context, (left, right) => {
      for (const [side, other] of [
        [expect.left, right],
        [expect.right, left],
      ] as const)
        checkShare(side, other, context);
      return order(operator, left.quantity, right.quantity);
    });
  }
  const call = expect.kind === 'select' ? expect.of : expect;
  if (call.kind === 'call' && call.callee.kind === 'name') {
    const { name, span } = call.callee;
    if (Object.hasOwn(trends, name)) return resolveTrend(expect, call, name as TrendName, per, context);
    if (!Object.hasOwn(statistics, name) && !Object.hasOwn(functions, name)) {
      const known = Object.keys(trends);
      context.report(diagnose(unknownTrend, span, { name, nearest: nearest(name, known), known }));
      return undefined;
    }
  }
  if (expect.kind === 'binary' && (expect.operator === 'or' || expect.operator === '!='))
    context.report(diagnose(notOneClaim, expect.operatorSpan, { operator: expect.operator }));
  else if (expect.kind === 'unary' && expect.operator === 'not')
    context.report(diagnose(notOneClaim, expect.span, { operator: 'not' }));
  else context.report(diagnose(notAComparison, expect.span, {}));
  return undefined;
}

function compare(
  leftAt: Expression,
  rightAt: Expression,
  operator: string,
  span: Span,
  context: ClaimContext,
  lower: (left: Term, right: Term, unit: Unit) => Comparison | undefined,
): Compared | undefined {
  const [left, right] = [resolveSide(leftAt, context), resolveSide(rightAt, context)];
  if (!left || !right) return undefined;
  const sides = [
    { expression: leftAt, term: left },
    { expression: rightAt, term: right },
  ];
  // What depends on no measurement is reported as such.
  if (isConstant(left) && isConstant(right)) return { sides };
  const unit = sharedUnit(left, right);
  if (unit) return { sides, unit, expect: lower(left, right, unit) };
  const data = { operator, left: unitName(left.unit), right: unitName(right.unit) };
  context.report(diagnose(mixedUnits, span, data));
  return undefined;
}

/** One side: it must be one number of each replicate. */
export function resolveSide(expression: Expression, context: ClaimContext): Term | undefined {
  const term = resolveQuantity(expression, context);
  if (!term || term.indices.length === 0) return term;
  const indices = term.indices.map((index) => index.name);
  const text = printExpression(expression);
  context.report(diagnose(stillVaries, expression.span, { text, indices }));
  return undefined;
}

/** A probability is held against percent, a difference of probabilities against points. */
function checkShare(side: Expression, other: Term, { report }: ClaimContext): void {
  if (side.kind !== 'number' || other.unit !== 'probability' || isConstant(other)) return;
  const difference = isDifference(other.quantity);
  const text = printExpression(side);
  const name = side.unit?.name;
  if (difference && name === '%') {
    const fixed = `${side.value} ${side.value === 1 ? 'point' : 'points'}`;
    const fix = [{ span: side.span, text: fixed }];
    report(diagnose(differenceInPercent, side.span, { text, fixed }, { fix }));
  }
  if (!difference && (name === 'points' || name === 'point')) {
    const fixed = `${side.value}%`;
    const fix = [{ span: side.span, text: fixed }];
    report(diagnose(levelInPoints, side.span, { text, fixed }, { fix }));
  }
}

/** `a within 2 points of b`, `a within 2% of b` */
function equivalence(
  { tolerance }: Within,
  left: Term,
  right: Term,
  unit: Unit,
  { scope, report }: ClaimContext,
): Comparison | undefined {
  const written = writtenOut(tolerance, scope);
  const relative = written.kind === 'number' && written.unit?.name === '%';
  const value = evaluate(tolerance, scope);
  if (value.kind === 'hole') return undefined;
  if (value.kind !== 'number' || value.value <= 0) {
    report(diagnose(badTolerance, tolerance.span, { text: printExpression(tolerance) }));
    return undefined;
  }
  if (!relative && value.unit !== unit && value.unit !== 'one') {
    const data = { operator: 'within', left: unitName(value.unit), right: unitName(unit) };
    report(diagnose(mixedUnits, tolerance.span, data));
    return undefined;
  }
  return {
    kind: 'within',
    left: left.quantity,
    right: right.quantity,
    tolerance: value.value,
    relative,
  };
}

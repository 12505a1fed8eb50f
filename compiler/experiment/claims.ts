import {
  badPer,
  badTolerance,
  notAComparison,
  nothingMeasured,
  openAxis,
  stillVaries,
} from '../diagnostics/codes/claims.ts';
import { mixedUnits } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { commonUnit, literal, unitName } from '../expression/arithmetic.ts';
import { printExpression } from '../expression/print.ts';
import { scopeOf } from '../expression/scope.ts';
import type { Binary, Expression, Within } from '../expression/tree.ts';
import type { Claim, Expectation } from '../plan/plan.ts';
import type { Unit } from '../registry/units.ts';
import type { Span } from '../source/span.ts';
import { type ClaimContext, resolveQuantity, type Term } from './quantity.ts';
import type { ClaimSyntax, Named } from './syntax.ts';

const comparisons: readonly string[] = ['<', '<=', '>', '>=', '=='];

/** The claims of an experiment as typed contrasts. */
export function resolveClaims(
  entries: readonly Named<ClaimSyntax>[],
  context: ClaimContext,
): Record<string, Claim> {
  return Object.fromEntries(
    entries.flatMap(({ name, value }) => {
      const claim = resolveClaim(value, context);
      return claim ? [[name, claim]] : [];
    }),
  );
}

function resolveClaim(syntax: ClaimSyntax, context: ClaimContext): Claim | undefined {
  const { expect } = syntax;
  const per = resolvePer(syntax.per, context);
  if (!expect || expect.kind === 'hole' || !per) return undefined;
  const sides = comparison(expect);
  if (!sides) {
    context.report(diagnose(notAComparison, expect.span, {}));
    return undefined;
  }
  const [left, right] = [resolveSide(sides.left, context), resolveSide(sides.right, context)];
  if (!left || !right) return undefined;
  const arms: [Expression, Term][] = [
    [sides.left, left],
    [sides.right, right],
  ];
  if (!saysArms(arms, per, context)) return undefined;
  if (left.selected.length + right.selected.length === 0) {
    context.report(diagnose(nothingMeasured, expect.span, { text: printExpression(expect) }));
    return undefined;
  }
  const unit = sharedUnit(left, right, sides.operator, sides.operatorSpan, context);
  const expectation = unit && expectationOf(expect as Binary | Within, left, right, unit, context);
  return (
    expectation && {
      says: syntax.says,
      text: printExpression(expect),
      expect: expectation,
      exact: syntax.exact || (expectation.kind === 'compare' && expectation.operator === '=='),
      per,
      unit,
    }
  );
}

function comparison(
  expect: Expression,
): { left: Expression; right: Expression; operator: string; operatorSpan: Span } | undefined {
  if (expect.kind === 'within') return { ...expect, operator: 'within', operatorSpan: expect.tolerance.span };
  return expect.kind === 'binary' && comparisons.includes(expect.operator) ? expect : undefined;
}

function resolvePer(
  per: readonly Expression[],
  { axes, report }: ClaimContext,
): readonly string[] | undefined {
  const known = axes.map((axis) => axis.name);
  const items = per.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
  const wrong = items.filter((item) => item.kind !== 'name' || !known.includes(item.name));
  for (const item of wrong) {
    const name = printExpression(item);
    report(diagnose(badPer, item.span, { name, nearest: nearest(name, known), known }));
  }
  return wrong.length === 0 ? items.map((item) => (item as { name: string }).name) : undefined;
}

/** One side: it must be one number of each replicate. */
function resolveSide(expression: Expression, context: ClaimContext): Term | undefined {
  const term = resolveQuantity(expression, context);
  if (!term) return undefined;
  const text = printExpression(expression);
  if (term.indices.length > 0) {
    const indices = term.indices.map((index) => index.name);
    context.report(diagnose(stillVaries, expression.span, { text, indices }));
    return undefined;
  }
  return term;
}

/** Whether every measurement says its arm of every axis that the claim is no family over. */
function saysArms(
  sides: readonly [Expression, Term][],
  per: readonly string[],
  context: ClaimContext,
): boolean {
  const several = context.axes.filter(({ name, arms }) => arms.length > 1 && !per.includes(name));
  const open = several.flatMap((axis) => {
    const side = sides.find(([, { selected }]) => selected.some((axes) => !axes.has(axis.name)));
    return side ? [{ axis, at: side[0] }] : [];
  });
  for (const { axis, at } of open) {
    const related = [{ span: axis.span, message: `\`${axis.name}\` has ${axis.arms.length} arms` }];
    context.report(diagnose(openAxis, at.span, { axis: axis.name, text: printExpression(at) }, { related }));
  }
  return open.length === 0;
}

function sharedUnit(
  left: Term,
  right: Term,
  operator: string,
  span: Span,
  { report }: ClaimContext,
): Unit | undefined {
  const unit = commonUnit(left.unit, right.unit);
  if (!unit)
    report(diagnose(mixedUnits, span, { operator, left: unitName(left.unit), right: unitName(right.unit) }));
  return unit;
}

function expectationOf(
  expect: Binary | Within,
  { quantity: left }: Term,
  { quantity: right }: Term,
  unit: Unit,
  context: ClaimContext,
): Expectation | undefined {
  if (expect.kind === 'binary') return { kind: 'compare', operator: expect.operator as '<', left, right };
  const { tolerance } = expect;
  const relative = tolerance.kind === 'number' && tolerance.unit?.name === '%';
  const value =
    tolerance.kind === 'number' ? literal(tolerance, scopeOf(new Map(), context.report)) : undefined;
  if (value?.kind === 'hole') return undefined;
  if (value?.kind !== 'number' || value.value <= 0) {
    context.report(diagnose(badTolerance, tolerance.span, {}));
    return undefined;
  }
  if (!relative && !commonUnit(value.unit, unit)) {
    context.report(
      diagnose(mixedUnits, tolerance.span, {
        operator: 'within',
        left: unitName(value.unit),
        right: unitName(unit),
      }),
    );
    return undefined;
  }
  return { kind: 'within', left, right, tolerance: value.value, relative };
}

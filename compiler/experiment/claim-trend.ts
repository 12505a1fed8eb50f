import { alreadySelected, stillVaries } from '../diagnostics/codes/claims.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { printExpression } from '../expression/print.ts';
import type { Call, Expression } from '../expression/tree.ts';
import type { Quantity } from '../plan/plan.ts';
import { partsOf } from '../plan/quantity.ts';
import { statistics } from '../registry/statistics/index.ts';
import { type TrendName, trends } from '../registry/trends/index.ts';
import type { Compared } from './claim-comparison.ts';
import type { ClaimContext } from './quantity.ts';
import { chooseAll } from './quantity-selection.ts';
import { statistic } from './quantity-statistic.ts';

/** `falls_with(error, along = width)`: the slope is below zero. `expect` is the call, or a selection of arms from it. */
export function resolveTrend(
  expect: Expression,
  call: Call,
  name: TrendName,
  per: readonly string[],
  context: ClaimContext,
): Compared | undefined {
  const whole = statistic(call, statistics.slope, context);
  const term = whole && expect.kind === 'select' ? chooseAll(whole, expect.where, context) : whole;
  if (!term) return undefined;
  if (term.indices.length > 0) {
    const [first] = call.arguments;
    const indices = term.indices.map((index) => index.name);
    const text = printExpression(first.value);
    context.report(diagnose(stillVaries, first.span, { text, indices }));
    return undefined;
  }
  for (const part of partsOf(term.quantity))
    if (part.op === 'slope' && per.includes(part.along)) {
      context.report(diagnose(alreadySelected, expect.span, { axis: part.along }));
      return undefined;
    }
  const zero: Quantity = { op: 'literal', value: 0 };
  return {
    sides: [{ expression: expect, term }],
    unit: term.unit,
    expect: { kind: 'compare', operator: trends[name].relation, left: term.quantity, right: zero },
  };
}

import { badPer, nothingMeasured, openAxis } from '../diagnostics/codes/claims.ts';
import { perTuned } from '../diagnostics/codes/tune.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import type { Claim, Part } from '../plan/plan.ts';
import { cellsAreKept } from './claim-cells.ts';
import { type Compared, resolveComparison } from './claim-comparison.ts';
import type { ClaimContext } from './quantity.ts';
import { isTooMuch } from './size.ts';
import type { ClaimSyntax, Named } from './syntax.ts';
import { renderText } from './text.ts';

/** The claims of an experiment as typed contrasts. */
export function resolveClaims(
  entries: readonly Named<ClaimSyntax>[],
  context: ClaimContext,
): Record<string, Claim> {
  let members = 0;
  const claims: Record<string, Claim> = {};
  for (const { name, span, value } of entries) {
    const claim = resolveClaim(value, context);
    if (!claim) continue;
    members += context.kept.of(claim.per).size;
    if (isTooMuch('arms that claims are repeated for, in all claims', members, span, context.report)) break;
    claims[name] = claim;
  }
  return claims;
}

function resolveClaim(syntax: ClaimSyntax, context: ClaimContext): Claim | undefined {
  const { expect } = syntax;
  const says = renderText(syntax.says, context.scope);
  const per = resolvePer(syntax.per, context);
  if (!expect || expect.kind === 'hole' || !per) return undefined;
  const parts = conjuncts(expect).map((each) => resolvePart(each, per, context));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const [{ unit, expect: first }] = parts;
  return {
    says,
    text: printExpression(expect),
    expect: parts.length === 1 ? first : { kind: 'and', parts },
    exact: syntax.exact || parts.every((part) => isExact(part)),
    per,
    unit,
  };
}

/** `a and b and c` as a list. */
function conjuncts(expect: Expression): readonly Expression[] {
  return expect.kind === 'binary' && expect.operator === 'and'
    ? [...conjuncts(expect.left), ...conjuncts(expect.right)]
    : [expect];
}

const isExact = ({ expect }: Part) => expect.kind === 'compare' && expect.operator === '==';

function resolvePart(
  expression: Expression,
  per: readonly string[],
  context: ClaimContext,
): Part | undefined {
  if (expression.kind === 'hole') return undefined;
  const compared = resolveComparison(expression, per, context);
  if (!compared || !saysArms(compared, per, context)) return undefined;
  const text = printExpression(expression);
  if (compared.sides.every(({ term }) => term.selected.length === 0)) {
    context.report(diagnose(nothingMeasured, expression.span, { text }));
    return undefined;
  }
  const { expect, unit } = compared;
  const at = { span: expression.span, text };
  const sound = expect && unit && cellsAreKept(expect, per, context.kept, at, context.report);
  return sound ? { text, expect, unit } : undefined;
}

function resolvePer(
  per: readonly Expression[],
  { axes, report }: ClaimContext,
): readonly string[] | undefined {
  const known = axes.filter(({ tuned }) => !tuned).map((axis) => axis.name);
  const items = per.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
  const wrong = items.filter((item) => item.kind !== 'name' || !known.includes(item.name));
  for (const item of wrong) {
    const name = printExpression(item);
    if (axes.some((axis) => axis.name === name)) report(diagnose(perTuned, item.span, { name }));
    else report(diagnose(badPer, item.span, { name, nearest: nearest(name, known), known }));
  }
  return wrong.length === 0 ? items.map((item) => (item as { name: string }).name) : undefined;
}

/** Whether every measurement says its arm of every axis that the claim is no family over, and that is not tuned. */
function saysArms({ sides }: Compared, per: readonly string[], context: ClaimContext): boolean {
  const several = context.axes.filter(
    ({ name, arms, tuned }) => !tuned && arms.length > 1 && !per.includes(name),
  );
  const open = several.flatMap((axis) => {
    const side = sides.find(({ term }) => term.selected.some((axes) => !axes.has(axis.name)));
    return side ? [{ axis, at: side.expression }] : [];
  });
  for (const { axis, at } of open) {
    const related = [{ span: axis.span, message: `\`${axis.name}\` has ${axis.arms.length} arms` }];
    context.report(diagnose(openAxis, at.span, { axis: axis.name, text: printExpression(at) }, { related }));
  }
  return open.length === 0;
}

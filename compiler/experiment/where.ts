import { removesEverything, removesNothing } from '../diagnostics/codes/definitions.ts';
import { wrongType } from '../diagnostics/codes/types.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import { namesIn } from '../expression/names-in.ts';
import { printExpression } from '../expression/print.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe } from '../expression/values.ts';
import { combinations, type ResolvedArm, type ResolvedAxis } from './axes.ts';
import { nearestValues } from './where-help.ts';

export type Arms = ReadonlyMap<string, ResolvedArm>;
/** The scope of one combination of arms. */
export type ScopeOfArms = (arms: Arms, report: Report) => Scope;

/** The combinations of arms for which every rule of `where` holds. A rule that removes none or all is reported. */
export function keptCombinations(
  rules: readonly Expression[],
  axes: readonly ResolvedAxis[],
  scopeOf: ScopeOfArms,
  report: Report,
): readonly Arms[] {
  const all = combinations(axes);
  if (all.length === 0) return [];
  const verdicts = rules.flatMap((rule) => {
    const holds = judge(rule, all, scopeOf, report);
    return holds ? [{ rule, holds }] : [];
  });
  const kept = all.filter((_, i) => verdicts.every(({ holds }) => holds[i]));
  const sound = verdicts.filter(({ rule, holds }) => !isUseless(rule, holds, axes, report));
  if (kept.length > 0) return kept;
  if (sound.length === verdicts.length) {
    const rule = sound.map((each) => printExpression(each.rule)).join('` and `');
    report(diagnose(removesEverything, sound[0].rule.span, { rule, count: all.length }));
  }
  // All of them, so that the rest of the file is checked all the same.
  return all;
}

/** Whether the rule holds, for each combination; undefined, and reported once, where it is no condition. */
function judge(
  rule: Expression,
  all: readonly Arms[],
  scopeOf: ScopeOfArms,
  report: Report,
): readonly boolean[] | undefined {
  const found: Diagnostic[] = [];
  const holds: boolean[] = [];
  for (const arms of all) {
    const value = evaluate(
      rule,
      scopeOf(arms, (diagnostic) => found.push(diagnostic)),
    );
    if (value.kind === 'truth') holds.push(value.value);
    else if (!broken(value)) {
      const data = { what: '`where`', wanted: 'a condition on arms', got: describe(value) };
      found.push(diagnose(wrongType, rule.span, data));
    }
    if (found.length > 0 || broken(value)) break;
  }
  for (const diagnostic of found) report(diagnostic);
  return holds.length === all.length && found.length === 0 ? holds : undefined;
}

function isUseless(
  rule: Expression,
  holds: readonly boolean[],
  axes: readonly ResolvedAxis[],
  report: Report,
): boolean {
  const text = printExpression(rule);
  const mentioned = namesIn(rule);
  const related = axes
    .filter(({ name }) => mentioned.has(name))
    .map(({ name, span, arms }) => ({
      span,
      message: `the arms of \`${name}\` are ${arms.map((arm) => arm.name).join(', ')}`,
    }));
  if (holds.every((kept) => kept))
    report(diagnose(removesNothing, rule.span, { rule: text, help: nearestValues(rule, axes) }, { related }));
  else if (!holds.includes(true))
    report(diagnose(removesEverything, rule.span, { rule: text, count: holds.length }, { related }));
  else return false;
  return true;
}

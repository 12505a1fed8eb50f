import { takenName, unusedAxis } from '../diagnostics/codes/names.ts';
import { tooBig, undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import { builtInNames, scopeOf } from '../expression/scope.ts';
import { describe, type Value } from '../expression/values.ts';
import type { Span } from '../source/span.ts';
import type { ArmSyntax, Named } from './syntax.ts';

/** One axis with the value of each of its arms. */
export interface ResolvedAxis {
  readonly name: string;
  readonly span: Span;
  readonly arms: readonly ResolvedArm[];
}
export interface ResolvedArm {
  readonly name: string;
  readonly span: Span;
  /** As its author would write it. */
  readonly text: string;
  readonly value: Value;
}

const mostCells = 100_000;

/** The axes of an experiment; an arm without a name is named by its value. */
export function resolveAxes(
  entries: readonly Named<readonly ArmSyntax[]>[],
  data: ReadonlyMap<string, Value>,
  report: Report,
): readonly ResolvedAxis[] {
  const axes = entries.flatMap(({ name, span, value: arms }) => {
    const by = data.has(name) ? 'a data set' : builtInNames.has(name) ? 'a built-in name' : undefined;
    if (by) report(diagnose(takenName, span, { name, by }));
    const resolved = unique(
      arms.flatMap((arm) => resolveArm(arm, data, report)),
      report,
    );
    return by ? [] : [{ name, span, arms: resolved }];
  });
  const count = axes.reduce((product, { arms }) => product * Math.max(1, arms.length), 1);
  if (count > mostCells)
    report(diagnose(tooBig, axes[0].span, { what: 'combinations of arms', count, most: mostCells }));
  return count > mostCells ? [] : axes;
}

function resolveArm(
  { name, span, value: expression }: ArmSyntax,
  data: ReadonlyMap<string, Value>,
  report: Report,
): ResolvedArm[] {
  const value = evaluate(expression, scopeOf(data, report));
  if (name !== undefined) return [{ name, span, text: printExpression(expression), value }];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    const own = nameOf(item);
    if (own !== undefined) return [{ name: own, span, text: own, value: item }];
    if (item.kind !== 'hole') {
      const wanted = 'numbers, texts or truths in a list; anything else as `name: value`';
      report(diagnose(wrongType, span, { what: 'an axis', wanted, got: describe(item) }));
    }
    return [];
  });
}

/** The canonical name of a plain value: `0.001`. */
export function nameOf(value: Value): string | undefined {
  return value.kind === 'number' || value.kind === 'truth' || value.kind === 'text'
    ? String(value.value)
    : undefined;
}

function unique(arms: readonly ResolvedArm[], report: Report): readonly ResolvedArm[] {
  const seen = new Map<string, ResolvedArm>();
  for (const arm of arms) {
    const first = seen.get(arm.name);
    if (!first) seen.set(arm.name, arm);
    else {
      const related = [{ span: first.span, message: 'first here' }];
      report(
        diagnose(undefinedValue, arm.span, { reason: `the arm \`${arm.name}\` is there twice` }, { related }),
      );
    }
  }
  return [...seen.values()];
}

/** Warns of axes that no expression looked up. */
export function reportUnread(axes: readonly ResolvedAxis[], read: ReadonlySet<string>, report: Report): void {
  for (const { name, span } of axes) if (!read.has(name)) report(diagnose(unusedAxis, span, { name }));
}

/** Every combination of arms, the last axis fastest. */
export function combinations(axes: readonly ResolvedAxis[]): readonly ReadonlyMap<string, ResolvedArm>[] {
  return axes.reduce<ReadonlyMap<string, ResolvedArm>[]>(
    (before, { name, arms }) =>
      before.flatMap((chosen) => arms.map((arm) => new Map([...chosen, [name, arm]]))),
    [new Map()],
  );
}

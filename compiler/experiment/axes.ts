import { unusedAxis } from '../diagnostics/codes/names.ts';
import { undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import type { Scope } from '../expression/scope.ts';
import { describe, type Value } from '../expression/values.ts';
import type { Span } from '../source/span.ts';
import { isTooMuch } from './size.ts';
import type { ArmSyntax, ExperimentSyntax, Named, RecordSyntax } from './syntax.ts';

/** One axis with the value of each of its arms. */
export interface ResolvedAxis {
  readonly name: string;
  readonly span: Span;
  readonly arms: readonly ResolvedArm[];
  /** Whether its arms are candidates, of which the others see the chosen one. */
  readonly tuned?: true;
  /** For each field of an arm that is a record, the arms that have it. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}
export interface ResolvedArm {
  readonly name: string;
  readonly span: Span;
  /** As its author would write it. */
  readonly text: string;
  readonly value: Value;
}

/** The axes of an experiment; an arm without a name is named by its value. */
export function resolveAxes(
  entries: readonly Named<readonly ArmSyntax[]>[],
  scope: Scope,
): readonly ResolvedAxis[] {
  const axes = entries.map(({ name, span, value }) => {
    const arms = unique(
      value.flatMap((arm) => resolveArm(arm, scope)),
      scope.report,
    );
    return { name, span, arms, fields: fieldsOf(arms) };
  });
  const count = combinationsOf(axes);
  const isTooBig = axes.length > 0 && isTooMuch('combinations of arms', count, axes[0].span, scope.report);
  return isTooBig ? [] : axes;
}

/** Whether what is computed for each combination, to see which are kept, is too much; reported at the axes. */
export function tooManyRules(
  axes: readonly ResolvedAxis[],
  { lets, where }: ExperimentSyntax,
  report: Report,
): boolean {
  if (axes.length === 0) return false;
  const count = combinationsOf(axes) * (where.length + 1) * (lets.length + 1);
  const what = 'combinations of arms times rules of `where` and values under `let`';
  return isTooMuch(what, count, axes[0].span, report);
}

/** Whether the cells of an experiment, or what is measured in all, are too many to plan; reported at the axes. */
export function tooManyCells(
  [axis]: readonly ResolvedAxis[],
  { measure }: ExperimentSyntax,
  combinations: number,
  replicates: number,
  report: Report,
): boolean {
  if (!axis) return false;
  const cells = combinations * replicates;
  return (
    isTooMuch('combinations of arms times replicates', cells, axis.span, report) ||
    isTooMuch(
      'combinations of arms times replicates times measurements',
      cells * measure.length,
      axis.span,
      report,
    )
  );
}

const combinationsOf = (axes: readonly ResolvedAxis[]) =>
  axes.reduce((product, { arms }) => product * Math.max(1, arms.length), 1);

function resolveArm({ name, span, value: written }: ArmSyntax, scope: Scope): ResolvedArm[] {
  if (written.kind === 'record') return name === undefined ? [] : [recordArm(name, span, written, scope)];
  const value = evaluate(written, scope);
  if (name !== undefined) return [{ name, span, text: printExpression(written), value }];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    const own = nameOf(item);
    if (own !== undefined) return [{ name: own, span, text: own, value: item }];
    if (item.kind !== 'hole') {
      const wanted = 'numbers, texts or truths in a list; anything else as `name: value`';
      scope.report(diagnose(wrongType, span, { what: 'an axis', wanted, got: describe(item) }));
    }
    return [];
  });
}

function recordArm(name: string, span: Span, { fields }: RecordSyntax, scope: Scope): ResolvedArm {
  const values = fields.map((field): [string, Value] => [field.name, evaluate(field.value, scope)]);
  const text = fields.map((field) => `${field.name} = ${printExpression(field.value)}`).join(', ');
  return { name, span, text, value: { kind: 'record', fields: new Map(values) } };
}

function fieldsOf(arms: readonly ResolvedArm[]): ReadonlyMap<string, readonly string[]> {
  const pairs = arms.flatMap(({ name, value }) =>
    value.kind === 'record' ? [...value.fields.keys()].map((field) => ({ field, name })) : [],
  );
  const byField = Map.groupBy(pairs, ({ field }) => field);
  return new Map([...byField].map(([field, having]) => [field, having.map(({ name }) => name)]));
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
  for (const { name, span, tuned } of axes)
    if (!tuned && !read.has(name)) report(diagnose(unusedAxis, span, { name }));
}

/** Every combination of arms, the last axis fastest. */
export function combinations(axes: readonly ResolvedAxis[]): readonly ReadonlyMap<string, ResolvedArm>[] {
  return axes.reduce<ReadonlyMap<string, ResolvedArm>[]>(
    (before, { name, arms }) =>
      before.flatMap((chosen) => arms.map((arm) => new Map([...chosen, [name, arm]]))),
    [new Map()],
  );
}

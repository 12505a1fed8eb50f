import { unusedAxis } from '../diagnostics/codes/names.ts';
import { tooBig, undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import type { Scope } from '../expression/scope.ts';
import { describe, type Value } from '../expression/values.ts';
import type { Span } from '../source/span.ts';
import type { ArmSyntax, Named, RecordSyntax } from './syntax.ts';

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

/** Of combinations of arms, and of these times replicates. */
const mostCells = 10_000;

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
  const count = axes.reduce((product, { arms }) => product * Math.max(1, arms.length), 1);
  if (count > mostCells) {
    const data = { what: 'combinations of arms', count, most: mostCells };
    scope.report(diagnose(tooBig, axes[0].span, data));
  }
  return count > mostCells ? [] : axes;
}

/** Whether the replicates of all combinations are too many to plan, which is reported at the axes. */
export function tooManyCells(
  axes: readonly ResolvedAxis[],
  combinations: number,
  replicates: number,
  report: Report,
): boolean {
  const count = combinations * replicates;
  if (count <= mostCells || axes.length === 0) return false;
  report(
    diagnose(tooBig, axes[0].span, { what: 'combinations of arms times replicates', count, most: mostCells }),
  );
  return true;
}

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

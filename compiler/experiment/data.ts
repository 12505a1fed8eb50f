import { unfitData } from '../diagnostics/codes/data-files.ts';
import { undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, hole, type Value } from '../expression/values.ts';
import type { DataSpec } from '../plan/plan.ts';
import { refused, settingsOf } from '../registry/construct.ts';
import type { DataFiles } from './data-files.ts';
import type { Named } from './syntax.ts';

/** The data set that an entry of `data` describes; `known` has those that it may use. */
export function resolveDataSet(
  { name, value: expression }: Named<Expression>,
  known: ReadonlyMap<string, Value>,
  files: DataFiles,
  scope: Scope,
): Value {
  const value = evaluate(expression, scope);
  if (broken(value)) return hole;
  if (value.kind !== 'construct' || value.record.kind !== 'dataset') {
    const data = { what: 'a data set', wanted: 'a call such as digits()', got: describe(value) };
    scope.report(diagnose(wrongType, expression.span, data));
    return hole;
  }
  const { span } = expression;
  const { record } = value;
  if (!files.arePresent(record, span, scope.report)) return hole;
  const spec = record.describe(settingsOf(value.value), {
    other: (other) => specOf(known.get(other)),
    file: files.finder(span, scope.report),
  });
  if (spec === undefined) return hole;
  if (!refused(spec)) return { kind: 'data', name, part: 'all', spec };
  const { refused: reason, help } = spec;
  const entry = record.parameters.some(({ type }) => type.kind === 'file') ? unfitData : undefinedValue;
  scope.report(diagnose(entry, span, { reason, help }));
  return hole;
}

function specOf(value: Value | undefined): DataSpec | undefined {
  return value?.kind === 'data' ? value.spec : undefined;
}

/** What the plan says of the data sets that have these names. */
export function dataSpecs(
  entries: readonly Named<unknown>[],
  values: ReadonlyMap<string, Value>,
): Record<string, DataSpec> {
  return Object.fromEntries(
    entries.flatMap(({ name }) => {
      const spec = specOf(values.get(name));
      return spec ? [[name, spec]] : [];
    }),
  );
}

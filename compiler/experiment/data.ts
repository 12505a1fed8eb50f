import { undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, hole, type Value } from '../expression/values.ts';
import type { DataSpec } from '../plan/plan.ts';
import { refused, settingsOf } from '../registry/construct.ts';
import type { Named } from './syntax.ts';

/** The data set that an entry of `data` describes; `known` has those that it may use. */
export function resolveDataSet(
  { name, value: expression }: Named<Expression>,
  known: ReadonlyMap<string, Value>,
  scope: Scope,
): Value {
  const value = evaluate(expression, scope);
  if (broken(value)) return hole;
  if (value.kind !== 'construct' || value.record.kind !== 'dataset') {
    const data = { what: 'a data set', wanted: 'a call such as digits()', got: describe(value) };
    scope.report(diagnose(wrongType, expression.span, data));
    return hole;
  }
  const spec = value.record.describe(settingsOf(value.value), (other) => specOf(known.get(other)));
  if (!refused(spec)) return { kind: 'data', name, part: 'all', spec };
  scope.report(diagnose(undefinedValue, expression.span, { reason: spec.refused, help: spec.help }));
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

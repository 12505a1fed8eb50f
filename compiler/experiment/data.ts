import { takenName } from '../diagnostics/codes/names.ts';
import { undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import { builtInNames, scopeOf } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, type Value } from '../expression/values.ts';
import type { DataSpec } from '../plan/plan.ts';
import { refused, settingsOf } from '../registry/construct.ts';
import type { Named } from './syntax.ts';

/** The data sets of an experiment, in the order of the file; each may use those before it. */
export function resolveData(
  entries: readonly Named<Expression>[],
  report: Report,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, span, value: expression } of entries) {
    if (builtInNames.has(name)) report(diagnose(takenName, span, { name, by: 'a built-in name' }));
    const value = evaluate(expression, scopeOf(values, report));
    values.set(name, dataSet(name, expression, value, values, report));
  }
  return values;
}

function dataSet(
  name: string,
  at: Expression,
  value: Value,
  before: ReadonlyMap<string, Value>,
  report: Report,
): Value {
  if (broken(value)) return { kind: 'hole' };
  if (value.kind !== 'construct' || value.record.kind !== 'dataset') {
    const data = { what: 'a data set', wanted: 'a call such as digits()', got: describe(value) };
    report(diagnose(wrongType, at.span, data));
    return { kind: 'hole' };
  }
  const spec = value.record.describe(settingsOf(value.value), (other) => specOf(before.get(other)));
  if (!refused(spec)) return { kind: 'data', name, part: 'all', spec };
  report(diagnose(undefinedValue, at.span, { reason: spec.refused, help: spec.help }));
  return { kind: 'hole' };
}

function specOf(value: Value | undefined): DataSpec | undefined {
  return value?.kind === 'data' ? value.spec : undefined;
}

/** What the plan says of the data sets. */
export function dataSpecs(values: ReadonlyMap<string, Value>): Record<string, DataSpec> {
  return Object.fromEntries(
    [...values].flatMap(([name, value]) => (value.kind === 'data' ? [[name, value.spec]] : [])),
  );
}

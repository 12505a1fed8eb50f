import type { Value } from '../expression/values.ts';
import { measurements } from '../registry/measurements/index.ts';
import type { MeasurementRecord } from '../registry/measurements/measurement.ts';
import type { Analysis } from './analysis.ts';
import { type Completion, completionOfSymbol } from './completion.ts';
import { describeValue, sharedValues } from './shared-values.ts';
import { measuredBy, type NamedSymbol } from './symbols.ts';

/** One part of something that a file names: `images.train`, `cells.regions`. */
export interface Part {
  readonly name: string;
  readonly about: string;
}

/** What can follow the dot behind `path`. */
export function membersOf(path: readonly string[], analysis: Analysis): Completion[] {
  const [name, ...rest] = path;
  const symbol = name === undefined ? undefined : analysis.symbols.named(name);
  if (!symbol) return [];
  if (symbol.kind === 'axis') return analysis.symbols.fieldsOf(symbol.name).map(completionOfSymbol);
  return partsOf(symbol, rest, analysis).map(({ name: label, about }) => ({
    label,
    kind: 'member',
    detail: about,
  }));
}

/** The parts of what a name means, and of its parts. */
export function partsOf(symbol: NamedSymbol, rest: readonly string[], analysis: Analysis): readonly Part[] {
  if (symbol.kind === 'measurement') {
    const record = measurementRecord(symbol);
    return Object.entries(record?.members ?? {}).map(([name, { about }]) => ({ name, about }));
  }
  const whole = sharedValues(analysis).get(symbol.name);
  const value = rest.reduce<Value | undefined>((inner, name) => inner && valuesOf(inner).get(name), whole);
  return value ? [...valuesOf(value)].map(([name, part]) => ({ name, about: describeValue(part) })) : [];
}

export function measurementRecord(symbol: NamedSymbol): MeasurementRecord | undefined {
  const name = measuredBy(symbol) ?? '';
  return Object.hasOwn(measurements, name) ? measurements[name as keyof typeof measurements] : undefined;
}

function valuesOf(value: Value): ReadonlyMap<string, Value> {
  if (value.kind === 'namespace') return value.members;
  if (value.kind === 'record') return value.fields;
  if (value.kind !== 'data' || value.part !== 'all') return new Map();
  const count = (count: number): Value => ({ kind: 'number', value: count, unit: 'count' });
  const { parts, classes } = value.spec;
  return new Map<string, Value>([
    ...Object.keys(parts).map((part): [string, Value] => [part, { ...value, part }]),
    ['count', count(parts.all)],
    ...(classes === undefined ? [] : [['classes', count(classes)] as [string, Value]]),
  ]);
}

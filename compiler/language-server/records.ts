import type { Documented, Parameter, ParameterType } from '../registry/construct.ts';
import type { FunctionRecord } from '../registry/functions/function.ts';
import { functions } from '../registry/functions/index.ts';
import { registry } from '../registry/index.ts';
import { statistics } from '../registry/statistics/index.ts';
import { trends } from '../registry/trends/index.ts';
import type { Wanted } from './fields.ts';

export type AnyRecord = Documented & { readonly kind: string };

/** Everything that can be called, claims included; a name means one thing in settings and may mean another in claims. */
export function recordNamed(name: string, inClaim: boolean): AnyRecord | undefined {
  const tables: Readonly<Record<string, AnyRecord>> = { ...statistics, ...trends };
  const inClaims = Object.hasOwn(tables, name) ? tables[name] : undefined;
  return inClaim ? (inClaims ?? registry.get(name)) : (registry.get(name) ?? inClaims);
}

const layer = ['layer', 'activation', 'normalization'];
const kinds: Partial<Record<Wanted, readonly string[]>> = {
  'data set': ['dataset'],
  arm: [...layer, 'initializer', 'loss', 'optimizer', 'schedule', 'augmentation', 'function'],
  layer,
  loss: ['loss'],
  optimizer: ['optimizer'],
  schedule: ['schedule'],
  augmentation: ['augmentation'],
  measurement: ['measurement'],
  initializer: ['initializer'],
  anything: [...layer, 'initializer', 'loss', 'optimizer', 'schedule', 'augmentation', 'function'],
};

/** The records whose calls can stand where something is wanted. */
export function recordsFor(wanted: Wanted): readonly AnyRecord[] {
  const all = [...registry.values()];
  if (wanted === 'window' || wanted === 'slice')
    return computed.filter(({ result }) => result.kind === wanted);
  if (wanted === 'number' || wanted === 'condition') return numeric;
  if (wanted === 'quantity') return [...Object.values<AnyRecord>(statistics), ...numeric];
  if (wanted === 'claim')
    return [...Object.values<AnyRecord>(statistics), ...Object.values<AnyRecord>(trends), ...numeric];
  return all.filter(({ kind }) => kinds[wanted]?.includes(kind));
}

const computed: readonly FunctionRecord[] = Object.values(functions);
const numeric = computed.filter(({ result }) => result.kind === 'number' || result.kind === 'numbers');

/** What a parameter takes, as a place of the file says it. */
export function wantedBy({ type }: Parameter): Wanted {
  const wanted: Partial<Record<ParameterType['kind'], Wanted>> = {
    number: 'number',
    numbers: 'number',
    truth: 'truth',
    initializer: 'initializer',
    window: 'window',
    slice: 'slice',
    points: 'points',
    duration: 'number',
  };
  return wanted[type.kind] ?? 'anything';
}

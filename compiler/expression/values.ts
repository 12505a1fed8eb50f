import type { Construct, DataSpec, Setting } from '../plan/plan.ts';
import type { RegistryRecord } from '../registry/index.ts';
import { type Unit, units } from '../registry/units.ts';
import type { Span } from '../source/span.ts';
import type { SubNetwork } from './sub-network.ts';

/** What an expression outside of claims is worth. */
export type Value =
  | { readonly kind: 'number'; readonly value: number; readonly unit: Unit }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'window' | 'slice'; readonly value: Construct }
  | { readonly kind: 'data'; readonly name: string; readonly part: string; readonly spec: DataSpec }
  | { readonly kind: 'construct'; readonly record: RegistryRecord; readonly value: Construct }
  /** An arm with settings of its own, `{kind: batch_norm(), rate: 1e-3}`. */
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Value> }
  /** What another file defines, by the name that it was imported under. */
  | { readonly kind: 'namespace'; readonly name: string; readonly members: ReadonlyMap<string, Value> }
  /** A part of a network that the file names; it stands among the layers once it is called. */
  | { readonly kind: 'network'; readonly network: SubNetwork }
  /** A call of one, with its arguments by name. Which layers it makes is worked out where it stands. */
  | {
      readonly kind: 'copy';
      readonly network: SubNetwork;
      /** What was called, as it is written: `blocks.residual`. */
      readonly called: string;
      readonly given: ReadonlyMap<string, Given>;
      readonly span: Span;
    }
  /** Something wrong that has been reported already. */
  | { readonly kind: 'hole' };

/** An argument of a call, with its place. */
export interface Given {
  readonly value: Value;
  readonly span: Span;
}

export const hole: Value = { kind: 'hole' };
export const none: Value = { kind: 'none' };
export const number = (value: number, unit: Unit = 'one'): Value => ({ kind: 'number', value, unit });

/** Whether anything inside was reported already, so that what uses it stays silent. */
export function broken(value: Value): boolean {
  return value.kind === 'hole' || (value.kind === 'list' && value.items.some(broken));
}

/** The value as it stands in the plan. */
export function toSetting(value: Value): Setting {
  switch (value.kind) {
    case 'list':
      return value.items.map(toSetting);
    case 'none':
    case 'hole':
    case 'record':
    case 'namespace':
    case 'network':
    case 'copy':
      return null;
    case 'data':
      return { is: 'data', name: value.name, part: value.part };
    default:
      return value.value;
  }
}

/** A value in words: "a layer", "the number 0.5", "a list of 3". */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'number':
      return value.unit === 'one' || value.unit === 'count'
        ? `the number ${value.value}`
        : `${value.value} (${units[value.unit].title})`;
    case 'truth':
      return String(value.value);
    case 'text':
      return `the text "${value.value}"`;
    case 'list':
      return `a list of ${value.items.length}`;
    case 'window':
    case 'slice':
      return `a ${value.kind}`;
    case 'data':
      return value.part === 'all' ? `the data set ${value.name}` : `the ${value.part} part of ${value.name}`;
    case 'record':
      return `a record with ${[...value.fields.keys()].map((field) => `\`${field}\``).join(' and ')}`;
    case 'namespace':
      return `the imported \`${value.name}\``;
    case 'network':
      return `the network ${value.network.name}`;
    case 'copy':
      return `a copy of the network ${value.network.name}`;
    case 'construct':
      return `${article(value.record.kind)} (${value.record.name})`;
    default:
      return 'none';
  }
}

/** "a layer", "an optimizer" */
export function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun === 'dataset' ? 'data set' : noun}`;
}

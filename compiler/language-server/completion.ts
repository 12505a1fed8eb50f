import type { Documented } from '../registry/construct.ts';
import type { Span } from '../source/span.ts';
import { documentRecord, signature } from './documentation.ts';
import type { NamedSymbol } from './symbols.ts';

/** One thing that can be typed. */
export interface Completion {
  readonly label: string;
  readonly kind:
    | 'key'
    | 'function'
    | 'name'
    | 'parameter'
    | 'member'
    | 'arm'
    | 'unit'
    | 'constant'
    | 'keyword';
  /** One line. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is typed where it is not the label; `$0` is where the cursor goes. */
  readonly insert?: string;
  /** Whether it replaces the whole key before the cursor, dots and all. */
  readonly wholeKey?: boolean;
  /** What it replaces. */
  readonly span?: Span;
}

export function completionOfRecord(record: Documented & { readonly kind: string }): Completion {
  const insert =
    record.parameters.length > 0 || takesMore(record) ? `${record.name}($0)` : `${record.name}()`;
  return {
    label: record.name,
    kind: 'function',
    detail: signature(record),
    documentation: documentRecord(record),
    insert,
  };
}

/** Statistics and trends take the quantity itself, which is no parameter of theirs. */
const takesMore = ({ kind }: { readonly kind: string }) => kind === 'statistic' || kind === 'trend';

export function completionOfSymbol({ name, kind, of }: NamedSymbol): Completion {
  if (kind === 'network')
    return { label: name, kind: 'function', detail: 'a network of this file', insert: `${name}($0)` };
  const detail =
    of === undefined ? `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} of this file` : `${kind} of ${of}`;
  return { label: name, kind: kind === 'arm' ? 'arm' : 'name', detail };
}

export const constant = (label: string, detail: string): Completion => ({ label, kind: 'constant', detail });

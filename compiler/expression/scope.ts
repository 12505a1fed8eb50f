import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../source/span.ts';
import type { SubNetwork } from './sub-network.ts';
import type { Value } from './values.ts';

/** What names mean where an expression stands, and where its mistakes go. */
export interface Scope {
  readonly lookup: (name: string, span: Span) => Value | undefined;
  /** Names that `lookup` knows, for suggestions. */
  readonly names: () => readonly string[];
  readonly report: Report;
  /** The scope of the file, where this is one of names inside it, such as the parameters of a network. */
  readonly file?: Scope;
  /** The networks whose layers the expression stands in, outermost first: none of them can be called here. */
  readonly inside?: readonly SubNetwork[];
}

const constants: Readonly<Record<string, Value>> = {
  none: { kind: 'none' },
  pi: { kind: 'number', value: Math.PI, unit: 'one' },
};

/** Names that mean something in every file and cannot be taken. */
export const builtInNames: ReadonlySet<string> = new Set([
  ...Object.keys(constants),
  ...[
    'initial',
    'final',
    'all',
    'train',
    'validation',
    'test',
    'at',
    'step',
    'layer',
    'unit',
    'sample',
    'radius',
  ],
  ...['replicate', 'kind', 'value', 'low', 'high', 'n', 'cell', 'key', 'x', 'y', 'x2', 'y2'],
]);

/** A scope of the given names over the built-in constants. */
export function scopeOf(
  values: ReadonlyMap<string, Value>,
  report: Report,
  read?: (name: string) => void,
): Scope {
  return {
    report,
    names: () => [...values.keys(), ...Object.keys(constants)],
    lookup: (name) => {
      const found = values.get(name);
      if (found) read?.(name);
      return found ?? (Object.hasOwn(constants, name) ? constants[name] : undefined);
    },
  };
}

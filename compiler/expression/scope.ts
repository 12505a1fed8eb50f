import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../source/span.ts';
import type { SubNetwork } from './sub-network.ts';
import type { Expression } from './tree.ts';
import type { Value } from './values.ts';

/** What names mean where an expression stands, and where its mistakes go. */
export interface Scope {
  /**
   * The value of a name that is used at `span`. Undefined where nothing has the name; a hole where what
   * has it cannot be used here, which has been reported.
   */
  readonly lookup: (name: string, span: Span) => Value | undefined;
  /** Whether `lookup` would find the name or report that it cannot be used. */
  readonly knows: (name: string) => boolean;
  /** Names that `lookup` knows, for suggestions. */
  readonly names: () => Iterable<string>;
  /** The arm that an axis has here; undefined for a name that is no axis, and where arms share one value. */
  readonly arm: (axis: string) => ArmHere | undefined;
  /** The expression that a let stands for. */
  readonly written: (name: string) => Expression | undefined;
  readonly report: Report;
  /** The scope of the file, where this is one of names inside it, such as the parameters of a network. */
  readonly file?: Scope;
  /** The networks whose layers the expression stands in, outermost first: none of them can be called here. */
  readonly inside?: readonly SubNetwork[];
}

/** One arm of an axis, among the others. */
export interface ArmHere {
  readonly name: string;
  /** Where it is written. */
  readonly span: Span;
  /** Every arm of the axis. */
  readonly arms: readonly string[];
  /** For each field of an arm that is a record, the arms that have it. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
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
    names: () => joined(values, Object.keys(constants)),
    knows: (name) => values.has(name) || Object.hasOwn(constants, name),
    arm: () => undefined,
    written: () => undefined,
    lookup: (name) => {
      const found = values.get(name);
      if (found) read?.(name);
      return found ?? (Object.hasOwn(constants, name) ? constants[name] : undefined);
    },
  };
}

/** The names of a table and more after them, without a list of them all. */
export function joined(names: ReadonlyMap<string, unknown>, more: Iterable<string>): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      yield* names.keys();
      yield* more;
    },
  };
}

/** The expression that stands behind a name, however many lets away; any other expression as it is. */
export function writtenOut(expression: Expression, { written }: Scope): Expression {
  const seen = new Set<string>();
  let found = expression;
  while (found.kind === 'name' && !seen.has(found.name)) {
    seen.add(found.name);
    found = written(found.name) ?? found;
  }
  return found;
}

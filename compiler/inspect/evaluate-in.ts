import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, type Value } from '../expression/values.ts';
import { describeValue } from '../language-server/shared-values.ts';
import type { Combination, Opened } from './open.ts';

/** What an expression is worth in some combinations of arms. */
export interface Worth {
  /** Ids of the combinations with this value. */
  readonly in: readonly string[];
  readonly value: Value;
  /** With its unit, as a hover shows it. */
  readonly text: string;
  /** What kind of value it is. */
  readonly type: string;
}

/**
 * The values of an expression, equal ones together.
 * @returns no values, and what is wrong with the expression, where it has none
 */
export function evaluateIn(
  expression: Expression,
  opened: Opened,
  combinations: readonly Combination[],
): { readonly worths: readonly Worth[]; readonly diagnostics: readonly Diagnostic[] } {
  const worths = new Map<string, Worth>();
  for (const combination of combinations) {
    const diagnostics: Diagnostic[] = [];
    const scope = opened.scopeOf(combination, (diagnostic) => void diagnostics.push(diagnostic));
    const value = evaluate(expression, scope);
    if (diagnostics.length > 0 || broken(value)) return { worths: [], diagnostics };
    const [text, type] = [describeValue(value), typeOf(value)];
    const same = worths.get(`${type} ${text}`);
    worths.set(`${type} ${text}`, { in: [...(same?.in ?? []), combination.id], value, text, type });
  }
  return { worths: [...worths.values()], diagnostics: [] };
}

function typeOf(value: Value): string {
  if (value.kind === 'number') return value.unit === 'one' ? 'number' : value.unit;
  if (value.kind === 'construct') return value.record.kind;
  return value.kind;
}

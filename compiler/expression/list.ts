import { tooBig } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Span } from '../source/span.ts';
import type { Scope } from './scope.ts';
import { hole, type Value } from './values.ts';

const mostItems = 100_000;

/** How many values a list has in all: a name that stands for a list may be in it many times over. */
const sizes = new WeakMap<Value, number>();

/** A list, if it is not too long with all the lists inside of it. */
export function listOf(items: readonly Value[], span: Span, scope: Scope): Value {
  const count = items.reduce((sum, item) => sum + (sizes.get(item) ?? 1), 0);
  if (count > mostItems) {
    const data = { what: 'items of a list and of the lists inside it', count, most: mostItems };
    scope.report(diagnose(tooBig, span, data));
    return hole;
  }
  const list: Value = { kind: 'list', items };
  sizes.set(list, count);
  return list;
}

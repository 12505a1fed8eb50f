import { isPair, isScalar, type Node } from 'yaml';

/** A value of a flow collection that YAML's commas cut: where it stands, and the last item it reaches into. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly last: number;
}

/**
 * Finds whether the item at `index` begins a call that a comma cut in two, as in `{a: f(x, y)}`:
 * its text leaves a parenthesis open, and a later item closes it.
 */
export function cutValue(source: string, items: readonly unknown[], index: number): Cut | undefined {
  const item = items[index];
  const value = (isPair(item) ? item.value : item) as Node | null;
  if (!isScalar(value) || value.type !== 'PLAIN' || !value.range) return undefined;
  const start = value.range[0];
  if (!leavesOpen(source.slice(start, value.range[1]))) return undefined;
  for (let last = index + 1; last < items.length; last++) {
    const end = endOf(items[last]);
    if (!leavesOpen(source.slice(start, end))) return { start, end, last };
  }
  return undefined;
}

function endOf(item: unknown): number {
  const node = (isPair(item) ? (item.value ?? item.key) : item) as Node;
  const key = (isPair(item) ? item.key : item) as Node;
  return Math.max(node.range?.[1] ?? 0, key.range?.[1] ?? 0);
}

/** Whether a parenthesis, or a quote inside parentheses, stays open. */
export function leavesOpen(text: string): boolean {
  let depth = 0;
  let quote = '';
  for (const character of text) {
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (depth > 0 && /["']/.test(character)) quote = character;
  }
  return depth > 0;
}

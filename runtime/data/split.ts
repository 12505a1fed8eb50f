import type { Stream } from '../random/stream.ts';

/** What is known of the examples besides their number. */
export interface Dealing {
  /** The class of each example, where each part is to have the classes in the same proportions. */
  readonly labels?: Int32Array;
  /** How many of the last examples are the part `test` already. */
  readonly tests?: number;
}

/**
 * Deals the examples to their parts at random. The test part is dealt first, so that it stays the same
 * when the share for validation changes.
 * @param sizes examples in each part; with `all` alone nothing is dealt
 */
export function split(
  { all, ...sizes }: Readonly<Record<string, number>>,
  stream: Stream,
  { labels, tests = 0 }: Dealing = {},
): Record<string, Int32Array> {
  const parts: Record<string, Int32Array> = { all: Int32Array.from({ length: all }, (_, i) => i) };
  let left = stream.permutation(all - tests);
  if (tests > 0) parts.test = parts.all.subarray(all - tests);
  for (const part of ['test', 'validation', 'train'].filter((name) => name in sizes && !(name in parts))) {
    const dealt = labels ? evenly(left, sizes[part], labels) : left;
    parts[part] = dealt.slice(0, sizes[part]).sort();
    left = dealt.subarray(sizes[part]);
  }
  return parts;
}

/**
 * The same examples, the first `count` of them with the classes in the proportions of all. What whole examples
 * leave over goes to the classes with the largest remainders, the smaller class first where they are equal.
 */
export function evenly(examples: Int32Array, count: number, labels: Int32Array): Int32Array {
  const byClass = [...Map.groupBy(examples, (i) => labels[i])].sort(([a], [b]) => a - b);
  const shares = byClass.map(([, members]) => (members.length * count) / examples.length);
  const quotas = shares.map(Math.floor);
  const over = count - quotas.reduce((sum, quota) => sum + quota, 0);
  const remainder = (c: number) => shares[c] - quotas[c];
  const order = quotas.map((_, c) => c).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const c of order.slice(0, over)) quotas[c]++;
  const first = byClass.flatMap(([, members], c) => members.slice(0, quotas[c]));
  const rest = byClass.flatMap(([, members], c) => members.slice(quotas[c]));
  const position = new Map([...examples].map((example, i) => [example, i]));
  const asDealt = (a: number, b: number) => position.get(a)! - position.get(b)!;
  return Int32Array.from([...first.sort(asDealt), ...rest.sort(asDealt)]);
}

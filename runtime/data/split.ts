import type { Stream } from '../random/stream.ts';

/**
 * Deals the examples to their parts at random. The test part is dealt first, so that it stays the same
 * when the share for validation changes.
 * @param sizes examples in each part; with `all` alone nothing is dealt
 */
export function split(
  { all, ...sizes }: Readonly<Record<string, number>>,
  stream: Stream,
): Record<string, Int32Array> {
  const parts: Record<string, Int32Array> = { all: Int32Array.from({ length: all }, (_, i) => i) };
  const order = stream.permutation(all);
  let start = 0;
  for (const part of ['test', 'validation', 'train'].filter((name) => name in sizes)) {
    parts[part] = order.slice(start, (start += sizes[part])).sort();
  }
  return parts;
}

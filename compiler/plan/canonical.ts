/**
 * Canonical JSON: keys sorted, no spaces, numbers in their shortest form. Equal meanings give equal
 * text, so it can be hashed. Undefined entries are left out.
 *
 * @param known texts of objects that stand in many values
 * @throws on NaN and infinities, which JSON cannot say.
 */
export function canonical(value: unknown, known?: WeakMap<object, string>): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, known)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = () =>
      entriesOf(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, known)}`);
    return known?.get(value) ?? `{${parts().join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`canonical JSON cannot hold ${value}`);
  return JSON.stringify(value ?? null);
}

/** The same leaves, one a line, for files that people compare. */
export function canonicalLines(value: unknown): string {
  return `${JSON.stringify(sorted(value), undefined, 1)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, sorted(item)]));
}

/** Sorted by UTF-16 units, as the same everywhere as a locale's order is not. */
function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

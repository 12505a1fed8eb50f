/** The scale on which numbers are told apart best. */
export function scaleOf(values: readonly number[]): Record<string, unknown> {
  if (isGeometric(values)) return { type: 'log' };
  const positive = values.filter((value) => value > 0);
  // A log scale has no place for the zero at its start; linear up to the smallest of the others it has.
  const withZero = values.length > positive.length && values.every((value) => value >= 0);
  if (withZero && isGeometric(positive)) return { type: 'symlog', constant: Math.min(...positive) };
  return { zero: false };
}

/** Whether values grow by equal ratios, at least three of them. */
function isGeometric(values: readonly number[]): boolean {
  if (values.length < 3 || values.some((value) => value <= 0)) return false;
  const sorted = values.toSorted((a, b) => a - b);
  const ratio = sorted[1] / sorted[0];
  return ratio > 1 && sorted.slice(1).every((value, i) => Math.abs(value / sorted[i] / ratio - 1) < 1e-6);
}

/** Six digits for what is drawn and shown; whole numbers stay, and what JSON has no number for is null. */
export function rounded(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

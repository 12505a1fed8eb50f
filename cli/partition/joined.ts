type Numbers = Float64Array | Uint32Array;

/** One array of all parts, one after the other. */
export function joined<T extends Numbers>(type: new (length: number) => T, parts: readonly T[]): T {
  const whole = new type(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

import { expect } from 'vitest';

/** Compares plain objects; arrays of numbers byte by byte, which `toEqual` would take seconds for. */
export function expectIdentical(found: object, expected: object): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    const own = (found as Record<string, unknown>)[name];
    if (ArrayBuffer.isView(value)) expect(bytesOf(own).equals(bytesOf(value)), name).toBe(true);
    else if (name === 'segments') expectIdentical(own as object, value);
    else expect(own, name).toEqual(value);
  }
}

const bytesOf = (value: unknown): Buffer => {
  const { buffer, byteOffset, byteLength } = value as Float64Array;
  return Buffer.from(buffer, byteOffset, byteLength);
};

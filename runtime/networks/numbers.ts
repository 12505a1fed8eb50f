import { NetworkFileError } from './problem.ts';

interface Kind {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** Kinds of numbers, all little-endian, by the names of safetensors. */
const kinds: Readonly<Record<string, Kind>> = {
  F64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  F32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  F16: { bytes: 2, read: (view, at) => half(view.getUint16(at, true)) },
  BF16: { bytes: 2, read: (view, at) => upperHalf(view.getUint16(at, true)) },
  I32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  U16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  U8: { bytes: 1, read: (view, at) => view.getUint8(at) },
};

/** Bytes of one number, or undefined for a kind that is not read. */
export const bytesOfKind = (kind: string): number | undefined =>
  Object.hasOwn(kinds, kind) ? kinds[kind].bytes : undefined;

/** The numbers in `bytes`, in double precision. */
export function decodeNumbers(kind: string, bytes: Uint8Array): Float64Array {
  if (!Object.hasOwn(kinds, kind))
    throw new NetworkFileError(
      `it holds numbers of kind ${kind}; ${Object.keys(kinds).join(', ')} are read. Save it as 32- or 64-bit floats.`,
    );
  const { bytes: each, read } = kinds[kind];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.byteLength / each }, (_, i) => read(view, i * each));
}

/** A number of IEEE 754's binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -14 : sign * (1 + fraction) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** A bfloat16: the upper half of a 32-bit float. */
function upperHalf(bits: number): number {
  word.setUint32(0, bits * 2 ** 16);
  return word.getFloat32(0);
}

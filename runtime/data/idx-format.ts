import { type Grid, type NumberKind, numberKinds, numbersAfter } from './numbers.ts';
import { DataFileError } from './problem.ts';

/** Kinds of numbers by the third byte of the file. */
const kinds: Readonly<Record<number, NumberKind>> = {
  8: numberKinds.u1,
  9: numberKinds.i1,
  11: numberKinds.i2,
  12: numberKinds.i4,
  13: numberKinds.f4,
  14: numberKinds.f8,
};

export interface IdxHeader {
  readonly shape: readonly number[];
  readonly kind: NumberKind;
  /** Where the numbers begin. */
  readonly start: number;
}

/**
 * What an idx file says of itself: two zero bytes, the kind of numbers, the number of sides, then each side as a
 * big-endian integer (LeCun, The MNIST database, file formats).
 */
export function idxHeader(bytes: Uint8Array, path: string): IdxHeader {
  const [zero, zeroToo, code, sides] = bytes;
  const kind = kinds[code];
  if (bytes.byteLength < 4 || zero !== 0 || zeroToo !== 0 || !kind)
    throw new DataFileError(
      `${path} is no idx file: it begins with the bytes ${[...bytes.subarray(0, 4)].join(' ')}, not with 0 0 and a kind of numbers (8, 9, 11, 12, 13 or 14)`,
    );
  const start = 4 + 4 * sides;
  if (bytes.byteLength < start) throw new DataFileError(`${path} ends in its header: was it cut short?`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: sides }, (_, i) => view.getUint32(4 + 4 * i));
  return { shape, kind, start };
}

/** The numbers of an idx file; the unsigned bytes of images are divided by 255. */
export function decodeIdx(bytes: Uint8Array, path: string): Grid {
  const { shape, kind, start } = idxHeader(bytes, path);
  const data = numbersAfter(bytes, start, shape, kind, false, path);
  const grey = kind === numberKinds.u1 && shape.length > 1;
  return { shape, data: grey ? data.map((value) => value / 255) : data };
}

import type { ArrayFacts } from '../../compiler/registry/datasets/file-facts.ts';
import { DataFileError } from './problem.ts';

/** Numbers in a grid, row-major, in double precision. */
export interface Grid {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** How numbers of one kind lie in a file. */
export interface NumberKind {
  readonly bytes: number;
  readonly read: (view: DataView, offset: number, little: boolean) => number;
}

export const numberKinds = {
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  i2: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  u2: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  i4: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  u4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  i8: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u8: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  f4: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
} as const satisfies Record<string, NumberKind>;

/** The numbers after a header, which fill the file exactly. */
export function numbersAfter(
  bytes: Uint8Array,
  start: number,
  shape: readonly number[],
  kind: NumberKind,
  little: boolean,
  path: string,
): Float64Array {
  const count = shape.reduce((product, side) => product * side, 1);
  const have = bytes.byteLength - start;
  if (have !== count * kind.bytes)
    throw new DataFileError(
      `${path} has ${have} bytes of numbers, but its shape [${shape.join(', ')}] needs ${count * kind.bytes}: was it cut short?`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, have);
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) data[i] = kind.read(view, i * kind.bytes, little);
  return data;
}

/** What the compiler wants to know of a grid of numbers. */
export function gridFacts({ shape, data }: Grid, sha256: string): ArrayFacts {
  const odd = data.findIndex((value) => !Number.isFinite(value));
  let [least, greatest, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, data.length > 0];
  for (const value of data) {
    whole &&= Number.isInteger(value);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return {
    form: 'array',
    sha256,
    shape,
    ...(odd >= 0 && { odd: `${data[odd]} at [${placeOf(odd, shape).join(', ')}]` }),
    ...(whole && { whole: [least, greatest] as const }),
  };
}

/** The index of a number in each direction of the grid. */
function placeOf(index: number, shape: readonly number[]): number[] {
  let left = index;
  return shape
    .toReversed()
    .map((side) => {
      const place = left % side;
      left = Math.floor(left / side);
      return place;
    })
    .toReversed();
}

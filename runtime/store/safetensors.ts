import { bytesOf, numbers } from './npy.ts';
import type { NpyArray } from './record.ts';

const kinds = { F64: Float64Array, F32: Float32Array, I32: Int32Array } as const;
type Kind = keyof typeof kinds;

interface Entry {
  readonly dtype: Kind;
  readonly shape: readonly number[];
  /** First byte, and the one after the last, counted from the end of the header. */
  readonly data_offsets: readonly [number, number];
}

/**
 * Named arrays as a `.safetensors` file: the header's length in eight bytes, the header in JSON, padded with
 * spaces to a multiple of eight, then the arrays without gaps, wider numbers first so that each is aligned.
 * Format: https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const sorted = Object.entries(arrays).sort(
    ([a, left], [b, right]) => right.data.BYTES_PER_ELEMENT - left.data.BYTES_PER_ELEMENT || compare(a, b),
  );
  const entries: [string, Entry][] = [];
  let end = 0;
  for (const [name, { shape, data }] of sorted) {
    const dtype = Object.entries(kinds).find(([, type]) => data instanceof type)![0] as Kind;
    entries.push([name, { dtype, shape, data_offsets: [end, (end += data.byteLength)] }]);
  }
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const start = 8 + Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(start + end);
  file.fill(0x20, 8, start);
  file.set(header, 8);
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  entries.forEach(([, entry], i) => {
    file.set(bytesOf(sorted[i][1].data), start + entry.data_offsets[0]);
  });
  return file;
}

/** The arrays of a `.safetensors` file of 64- and 32-bit floats and 32-bit integers; throws on any other. */
export function decodeSafetensors(file: Uint8Array): Record<string, NpyArray> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = file.length < 8 ? Number.POSITIVE_INFINITY : 8 + Number(view.getBigUint64(0, true));
  if (start > file.length) throw new Error('it ends before its header does');
  const header: Record<string, Entry> = JSON.parse(new TextDecoder().decode(file.subarray(8, start)));
  const arrays: Record<string, NpyArray> = {};
  for (const [name, { dtype, shape, data_offsets: range }] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (!(dtype in kinds)) throw new Error(`"${name}" holds ${dtype}, which Crease does not read`);
    arrays[name] = {
      shape,
      data: numbers(kinds[dtype], file.subarray(start + range[0], start + range[1]), shape),
    };
  }
  return arrays;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

import type { NpyArray } from './record.ts';

/** Kinds of numbers by NumPy's description: `f` float, `i` integer, then bytes; `<` is little-endian. */
const kinds = { '<f8': Float64Array, '<f4': Float32Array, '<i4': Int32Array } as const;

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** Bytes before the header's text: the magic string, the version, and the text's length in two bytes. */
const preamble = magic.length + 2;

/**
 * An array as a `.npy` file of version 1.0 (NumPy Enhancement Proposal 1), in C order, so that
 * `numpy.load` opens it. The header ends in a line feed at a multiple of 64 bytes.
 */
export function encodeNpy(array: NpyArray): Uint8Array {
  const kind = Object.entries(kinds).find(([, type]) => array.data instanceof type)![0];
  const text = `{'descr': '${kind}', 'fortran_order': False, 'shape': ${tuple(array.shape)}, }`;
  const length = Math.ceil((preamble + text.length + 1) / 64) * 64;
  const file = new Uint8Array(length + array.data.byteLength);
  file.set(magic);
  new DataView(file.buffer).setUint16(magic.length, length - preamble, true);
  new TextEncoder().encodeInto(`${text.padEnd(length - preamble - 1)}\n`, file.subarray(preamble));
  file.set(bytesOf(array.data), length);
  return file;
}

/** The array in a `.npy` file that `encodeNpy` could have written; throws with the reason on any other. */
export function decodeNpy(file: Uint8Array): NpyArray {
  if (magic.some((byte, i) => file[i] !== byte)) throw new Error('it is not a .npy file of version 1.0');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = preamble + view.getUint16(magic.length, true);
  const text = new TextDecoder('latin1').decode(file.subarray(preamble, start));
  const header = /'descr': '(<f8|<f4|<i4)', 'fortran_order': False, 'shape': \(([\d, ]*)\)/.exec(text);
  if (!header) throw new Error(`its header is not one that Crease writes: ${text.trim()}`);
  const shape = header[2]
    .split(',')
    .filter((part) => part.trim())
    .map(Number);
  return { shape, data: numbers(kinds[header[1] as keyof typeof kinds], file.subarray(start), shape) };
}

/** The bytes of `data` as they lie in memory: little-endian on every processor that Node 22 ships for but s390x. */
export function bytesOf(data: NpyArray['data']): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Numbers of one kind out of `bytes`, copied so that they are aligned; throws if there are too many or too few. */
export function numbers<T extends Float64ArrayConstructor | Float32ArrayConstructor | Int32ArrayConstructor>(
  type: T,
  bytes: Uint8Array,
  shape: readonly number[],
): InstanceType<T> {
  const count = shape.reduce((product, side) => product * side, 1);
  if (bytes.byteLength !== count * type.BYTES_PER_ELEMENT)
    throw new Error(
      `it holds ${bytes.byteLength} bytes where shape [${shape}] needs ${count * type.BYTES_PER_ELEMENT}`,
    );
  return new type(new Uint8Array(bytes).buffer) as InstanceType<T>;
}

/** Python's way of writing a tuple: `()`, `(3,)`, `(2, 3)`. */
function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

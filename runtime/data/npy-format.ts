import { type Grid, numberKinds, numbersAfter } from './numbers.ts';
import { DataFileError } from './problem.ts';

/**
 * The array in a `.npy` file (NumPy Enhancement Proposal 1, versions 1 to 3): whole and floating-point numbers
 * and truths, of either byte order, with the first or the last index running fastest.
 */
export function decodeArray(bytes: Uint8Array, path: string): Grid {
  const text = (from: number, to: number) => new TextDecoder('latin1').decode(bytes.subarray(from, to));
  if (bytes[0] !== 0x93 || text(1, 6) !== 'NUMPY')
    throw new DataFileError(`${path} is no .npy file: it does not begin with NumPy's sign`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6] > 1;
  const from = wide ? 12 : 10;
  if (bytes.byteLength < from) throw new DataFileError(`${path} ends in its header: was it cut short?`);
  const start = from + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = text(from, start);
  const descr = /'descr':\s*'([<>|=])([a-z])(\d+)'/.exec(header);
  const shape = /'shape':\s*\(([\d\s,]*)\)/.exec(header);
  if (!shape || bytes.byteLength < start)
    throw new DataFileError(`${path} has a header that cannot be read: was it cut short?`);
  const kind = descr && kindOf(descr[2], descr[3]);
  if (!descr || !kind)
    throw new DataFileError(
      `${path} does not hold plain numbers but ${/'descr':\s*(.*?),\s*'fortran/.exec(header)?.[1] ?? 'something else'}: save it with \`numpy.save("${path}", array.astype("float32"))\``,
    );
  const sides = shape[1]
    .split(',')
    .filter((side) => side.trim())
    .map(Number);
  const data = numbersAfter(bytes, start, sides, kind, descr[1] !== '>', path);
  const fortran = /'fortran_order':\s*True/.test(header);
  return { shape: sides, data: fortran ? lastIndexFastest(data, sides) : data };
}

function kindOf(letter: string, size: string) {
  const name = letter === 'b' ? `u${size}` : `${letter}${size}`;
  return Object.hasOwn(numberKinds, name) ? numberKinds[name as keyof typeof numberKinds] : undefined;
}

/** The same array from an order in which the first index runs fastest. */
function lastIndexFastest(data: Float64Array, shape: readonly number[]): Float64Array {
  const ordered = new Float64Array(data.length);
  const place = new Array<number>(shape.length).fill(0);
  for (const value of data) {
    ordered[place.reduce((sum, p, i) => sum * shape[i] + p, 0)] = value;
    for (let i = 0; i < shape.length && ++place[i] === shape[i]; i++) place[i] = 0;
  }
  return ordered;
}

import { decodeNpy } from '../store/npy.ts';
import type { NpyArray } from '../store/record.ts';
import { channelsLast } from './builder.ts';
import { readBytes, readText } from './files.ts';
import type { NetworkFile } from './network-file.ts';
import { NetworkFileError, within } from './problem.ts';

/**
 * Inputs of a network out of a `.npy` file [n][inputs…] or a CSV without a header, one input a line, in the
 * order in which the network's file counts them. Throws a `NetworkFileError` where they are not inputs of it.
 *
 * @returns [n][inputs] in the geometry's order
 */
export function readSamples(
  path: string,
  { inputShape, channelsFirst }: Pick<NetworkFile, 'inputShape' | 'channelsFirst'>,
): readonly Float64Array[] {
  const inputs = inputShape.reduce((product, side) => product * side, 1);
  const rows = path.endsWith('.npy') ? npyRows(path) : csvRows(path);
  return rows.map((row, r) => {
    const where = `${path}: row ${r + 1}`;
    const bad = row.findIndex((number) => !Number.isFinite(number));
    if (bad !== -1)
      throw new NetworkFileError(`${where} has something other than a finite number at place ${bad + 1}.`);
    if (row.length !== inputs)
      throw new NetworkFileError(
        `${where} has ${row.length} numbers, but the network takes ${inputs} ([${inputShape.join(', ')}]).`,
      );
    return channelsFirst ? channelsLast(row, channelsFirst) : row;
  });
}

function csvRows(path: string): readonly Float64Array[] {
  const lines = readText(path).split(/\r?\n/);
  const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
  return lines.filter((line) => line.trim() !== '').map((line) => Float64Array.from(line.split(','), number));
}

function npyRows(path: string): readonly Float64Array[] {
  const { shape, data } = within(path, () => decoded(readBytes(path, 'weights')));
  const [count = 1] = shape;
  const each = data.length / count;
  return Array.from({ length: count }, (_, r) => Float64Array.from(data.subarray(r * each, (r + 1) * each)));
}

function decoded(bytes: Uint8Array): NpyArray {
  try {
    return decodeNpy(bytes);
  } catch (error) {
    throw new NetworkFileError(
      `${(error as Error).message}. Save it with numpy.save as float64 or float32, in C order.`,
    );
  }
}

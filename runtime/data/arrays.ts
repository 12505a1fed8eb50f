import type { Settings } from '../../compiler/registry/construct.ts';
import type { Loader } from './dataset.ts';
import { readDataFile, sha256, unpacked } from './files.ts';
import { decodeIdx } from './idx-format.ts';
import { decodeArray } from './npy-format.ts';
import type { Grid } from './numbers.ts';
import { unchanged } from './unchanged.ts';

/** The array in the bytes of a file. */
type Decode = (bytes: Buffer, path: string) => Grid;

export const decodeNpyFile: Decode = decodeArray;
export const decodeIdxFile: Decode = (bytes, path) => decodeIdx(unpacked(bytes, path), path);

/** `[N, …shape]`, as the array stands in the file. */
export const npy: Loader = (settings) => examplesOf(settings, 'path', decodeNpyFile);
export const idx: Loader = (settings) => examplesOf(settings, 'images', decodeIdxFile);

function examplesOf(settings: Settings, inputs: string, decode: Decode) {
  const read = (path: string, planned: string) => {
    const bytes = readDataFile(path, 'array');
    unchanged(path, sha256(bytes), planned);
    return decode(bytes, path).data;
  };
  const { labels, labels_sha256 } = settings as Record<string, string | null>;
  return {
    inputs: read(settings[inputs] as string, settings.sha256 as string),
    ...(labels !== null && { labels: Int32Array.from(read(labels, labels_sha256!)) }),
  };
}

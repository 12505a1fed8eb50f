import { dirname } from 'node:path';
import { asList, asNumber, asObject, asText, asWhole } from './checked.ts';
import { inside, mostBytes, readBytes } from './files.ts';
import { bytesOfKind, decodeNumbers } from './numbers.ts';
import { NetworkFileError, within } from './problem.ts';
import { type StoredTensor, Tensors } from './tensors.ts';

/** TensorFlow.js's names of the kinds of numbers that are read, and ours. */
const kinds: Readonly<Record<string, string>> = {
  float32: 'F32',
  float16: 'F16',
  int32: 'I32',
  uint16: 'U16',
  uint8: 'U8',
};

/**
 * The weights of a TensorFlow.js model: groups of files, each group one run of bytes in which its tensors
 * follow one another. The files must lie in the folder of `path`, the model.json.
 */
export function readWeights(manifest: unknown, path: string): { tensors: Tensors; files: readonly string[] } {
  const stored = new Map<string, StoredTensor>();
  const files: string[] = [];
  for (const written of asList(manifest, '"weightsManifest"')) {
    const group = asObject(written, 'a group of "weightsManifest"');
    const paths = asList(group.paths, '"paths"').map((name) => inside(dirname(path), asText(name, 'a path')));
    const bytes = joined(paths);
    files.push(...paths);
    let at = 0;
    for (const entry of asList(group.weights, '"weights"')) {
      const weight = asObject(entry, 'a weight');
      const name = asText(weight.name, 'the name of a weight');
      at = within(`the tensor "${name}"`, () => store(name, weight, bytes, at, stored));
    }
    if (at !== bytes.length)
      throw new NetworkFileError(
        `${paths.join(', ')} has ${bytes.length} bytes, but its tensors take ${at}. Copy model.json and its weight files together again.`,
      );
  }
  return { tensors: new Tensors(stored), files };
}

function joined(paths: readonly string[]): Uint8Array {
  const parts = paths.map((path) => readBytes(path, 'weights'));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > mostBytes.weights)
    throw new NetworkFileError(`its weights have ${length} bytes; at most ${mostBytes.weights} are read.`);
  return Buffer.concat(parts);
}

/** Notes where the tensor lies; gives the place after it. */
function store(
  name: string,
  { shape, dtype, quantization }: Readonly<Record<string, unknown>>,
  bytes: Uint8Array,
  at: number,
  stored: Map<string, StoredTensor>,
): number {
  const sides = asList(shape, 'its shape').map((side) => asWhole(side, 'a side of its shape', 0));
  const packed = quantization === undefined ? undefined : asObject(quantization, 'its "quantization"');
  const written = asText(packed ? packed.dtype : dtype, 'its dtype');
  const kind = kinds[written];
  if (kind === undefined)
    throw new NetworkFileError(
      `it holds ${written}; ${Object.keys(kinds).join(', ')} are read. Convert the model again.`,
    );
  const end = at + sides.reduce((product, side) => product * side, 1) * bytesOfKind(kind)!;
  if (end > bytes.length)
    throw new NetworkFileError(
      `it ends at byte ${end} of its group's files, but they have only ${bytes.length}: one was cut short or is missing. Copy model.json and its weight files together again.`,
    );
  const unpack = unpacking(packed);
  stored.set(name, {
    shape: sides,
    dtype: written,
    read: () => unpack(decodeNumbers(kind, bytes.subarray(at, end))),
  });
  return end;
}

/** Whole numbers q stand for q·scale + min; 16-bit floats for themselves. */
function unpacking(packed: Readonly<Record<string, unknown>> | undefined) {
  if (packed === undefined || packed.dtype === 'float16') return (numbers: Float64Array) => numbers;
  const scale = asNumber(packed.scale, 'the "scale" of its quantization');
  const min = asNumber(packed.min, 'the "min" of its quantization');
  return (numbers: Float64Array) => numbers.map((q) => q * scale + min);
}

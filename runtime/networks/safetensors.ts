import { asList, asObject, asText, asWhole } from './checked.ts';
import { bytesOfKind, decodeNumbers } from './numbers.ts';
import { NetworkFileError, within } from './problem.ts';
import { type StoredTensor, Tensors } from './tensors.ts';

/** What the format's own library allows. */
const mostHeader = 100_000_000;

/**
 * The tensors of a `.safetensors` file. Format: https://github.com/huggingface/safetensors#format
 * Throws a `NetworkFileError` for a file that was cut short or is none.
 */
export function openSafetensors(file: Uint8Array): Tensors {
  const { header, body } = split(file);
  const stored = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header))
    if (name !== '__metadata__')
      stored.set(
        name,
        within(`the tensor "${name}"`, () => openTensor(entry, body)),
      );
  return new Tensors(stored);
}

function split(file: Uint8Array): { header: Readonly<Record<string, unknown>>; body: Uint8Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = file.length < 8 ? Infinity : Number(view.getBigUint64(0, true));
  if (8 + length > file.length || length > mostHeader)
    throw new NetworkFileError(
      `its ${file.length} bytes end before its header does: it was cut short, or is no safetensors file. Save it again with safetensors' save_file.`,
    );
  try {
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
    return { header: asObject(header, 'its header'), body: file.subarray(8 + length) };
  } catch (error) {
    if (error instanceof NetworkFileError) throw error;
    throw new NetworkFileError(
      "its header is not JSON, so it is no safetensors file. Save it with safetensors' save_file.",
    );
  }
}

function openTensor(entry: unknown, body: Uint8Array): StoredTensor {
  const fields = asObject(entry, 'its entry');
  const dtype = asText(fields.dtype, 'its dtype');
  const shape = asList(fields.shape, 'its shape').map((side) => asWhole(side, 'a side of its shape', 0));
  const [from, to] = asList(fields.data_offsets, 'its place').map((offset) =>
    asWhole(offset, 'its place in the file', 0),
  );
  const each = bytesOfKind(dtype);
  const count = shape.reduce((product, side) => product * side, 1);
  if (each !== undefined && to - from !== count * each)
    throw new NetworkFileError(
      `it has ${to - from} bytes, but shape [${shape.join(', ')}] of ${dtype} needs ${count * each}. Save the file again.`,
    );
  if (!(from <= to && to <= body.length))
    throw new NetworkFileError(
      `it ends at byte ${to} of the data, but there are only ${body.length}: the file was cut short. Copy or save it again.`,
    );
  return {
    shape,
    dtype,
    read: () => within(`the tensor of shape [${shape}]`, () => decodeNumbers(dtype, body.subarray(from, to))),
  };
}

import { unpacked } from './files.ts';
import { DataFileError } from './problem.ts';
import type { ImageBytes } from './published-images.ts';

const pixels = 32 * 32;
const channels = 3;
/** One byte for the class, then red, green and blue, each row by row. */
const record = 1 + channels * pixels;
const block = 512;

/**
 * Training and test images of CIFAR-10's binary version out of its archive, a packed tar file: the batches
 * `data_batch_1.bin` to `data_batch_5.bin` in their order, and `test_batch.bin`.
 */
export function batchesOfArchive(archive: Buffer): readonly [training: ImageBytes, test: ImageBytes] {
  const files = filesOfTar(unpacked(archive, 'the archive'));
  const batch = (name: string) => {
    const bytes = files.get(name);
    if (!bytes || bytes.length % record !== 0)
      throw new DataFileError(`the archive of CIFAR-10 has no complete ${name}: fetch it again`);
    return bytes;
  };
  const training = [1, 2, 3, 4, 5].map((number) => batch(`data_batch_${number}.bin`));
  return [imagesOf(Buffer.concat(training)), imagesOf(batch('test_batch.bin'))];
}

/** The same images with the channels of a pixel beside one another. */
export function imagesOf(bytes: Buffer): ImageBytes {
  const count = bytes.length / record;
  const images = new Uint8Array(count * channels * pixels);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const from = image * record;
    labels[image] = bytes[from];
    for (let channel = 0; channel < channels; channel++)
      for (let pixel = 0; pixel < pixels; pixel++)
        images[(image * pixels + pixel) * channels + channel] = bytes[from + 1 + channel * pixels + pixel];
  }
  return { images, labels };
}

/** Files of a tar archive by the last part of their names (POSIX ustar: a header of one block, then the content). */
function filesOfTar(tar: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const text = (from: number, length: number) =>
    tar.toString('latin1', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim(), 8);
    if (!Number.isInteger(size))
      throw new DataFileError('the archive of CIFAR-10 is damaged: fetch it again');
    files.set(text(at, 100).split('/').at(-1)!, tar.subarray(at + block, at + block + size));
    at += block * (1 + Math.ceil(size / block));
  }
  return files;
}

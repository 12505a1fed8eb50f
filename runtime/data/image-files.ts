import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { PNG } from 'pngjs';
import type { ImageFacts } from '../../compiler/registry/datasets/file-facts.ts';
import { readDataFile } from './files.ts';
import { decodeMap, mapHeader, type Pixels } from './pixel-map.ts';
import { DataFileError } from './problem.ts';

/** Folders with more images are refused before they are read. */
const mostImages = 200_000;

/** The images in the folders of `path`: one folder a class, classes and images in the order of their names. */
export interface ImageFiles {
  readonly classes: readonly string[];
  readonly files: readonly { readonly path: string; readonly label: number }[];
}

export function listImages(path: string): ImageFiles {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new DataFileError(`there is no folder ${path}: a path starts from the folder of the experiment`);
  const entries = visible(path);
  const classes = entries.filter((name) => statSync(join(path, name)).isDirectory());
  if (classes.length === 0)
    throw new DataFileError(
      `${path} has no folders: put the images of each class into a folder of its own, such as ${join(path, 'cats')}`,
    );
  const files = classes.flatMap((name, label) =>
    imagesIn(join(path, name)).map((file) => ({ path: file, label })),
  );
  if (files.length > mostImages)
    throw new DataFileError(`${path} has ${files.length} images, and at most ${mostImages} are read`);
  return { classes, files };
}

/** Names without hidden ones, sorted by their characters. */
const visible = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name !== 'Thumbs.db')
    .sort((a, b) => (a < b ? -1 : 1));

function imagesIn(folder: string): string[] {
  const names = visible(folder);
  if (names.length === 0)
    throw new DataFileError(`the folder ${folder} is empty, but each folder is a class`);
  for (const name of names)
    if (!['.png', '.pgm', '.ppm'].includes(extname(name).toLowerCase()))
      throw new DataFileError(
        `${join(folder, name)} is not read: images are .png, .pgm or .ppm; ImageMagick's \`magick mogrify -format png\` converts others`,
      );
  return names.map((name) => join(folder, name));
}

/** Size and channels of an image, without its pixels. */
interface Head {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** What the compiler wants to know of the images: sizes out of their headers, and a hash of all their bytes. */
export function imageFacts(path: string): ImageFacts {
  const { classes, files } = listImages(path);
  const hash = createHash('sha256');
  let channels = 1;
  let first: (Head & { readonly path: string }) | undefined;
  for (const { path: file, label } of files) {
    const bytes = readDataFile(file, 'image');
    const head = headOf(bytes, file);
    first ??= { ...head, path: file };
    if (head.width !== first.width || head.height !== first.height)
      throw new DataFileError(
        `${file} is ${head.width} × ${head.height} pixels, but ${first.path} is ${first.width} × ${first.height}: all images have one size`,
      );
    channels = Math.max(channels, head.channels);
    hash.update(`${label}:${bytes.length}:`).update(bytes);
  }
  const { width, height } = first!;
  const shape = [height, width, channels];
  return { form: 'images', sha256: hash.digest('hex'), count: files.length, shape, classes };
}

const isPng = (path: string) => extname(path).toLowerCase() === '.png';

function headOf(bytes: Buffer, path: string): Head {
  if (!isPng(path)) return mapHeader(bytes, path);
  if (
    bytes.length < 33 ||
    bytes.toString('latin1', 1, 4) !== 'PNG' ||
    bytes.toString('latin1', 12, 16) !== 'IHDR'
  )
    throw new DataFileError(`${path} is no PNG file`);
  // Portable Network Graphics, third edition, 11.2.1: kinds 0 and 4 are grey.
  const grey = bytes[25] === 0 || bytes[25] === 4;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), channels: grey ? 1 : 3 };
}

/** The pixels of one image file. */
export function decodeImage(bytes: Buffer, path: string): Pixels {
  return isPng(path) ? decodePng(bytes, path) : decodeMap(bytes, path);
}

function decodePng(bytes: Buffer, path: string): Pixels {
  const { channels } = headOf(bytes, path);
  let png: PNG;
  try {
    png = PNG.sync.read(bytes);
  } catch (error) {
    throw new DataFileError(`${path} cannot be read as PNG (${(error as Error).message}): was it cut short?`);
  }
  const { width, height, data } = png;
  for (let i = 3; i < data.length; i += 4)
    if (data[i] !== 255)
      throw new DataFileError(
        `${path} is transparent in places: save it on a background, such as with \`magick mogrify -background white -flatten\``,
      );
  const values = new Float64Array(width * height * channels);
  for (let i = 0; i < values.length; i++)
    values[i] = data[4 * Math.floor(i / channels) + (i % channels)] / 255;
  return { width, height, channels: channels as 1 | 3, values };
}

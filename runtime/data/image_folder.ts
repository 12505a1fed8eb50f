import { readFileSync } from 'node:fs';
import type { Loader } from './dataset.ts';
import { decodeImage, imageFacts, listImages } from './image-files.ts';
import { unchanged } from './unchanged.ts';

/** `[N, height, width, channels]`: class after class; grey images among colour ones have three equal channels. */
export const imageFolder: Loader = (settings, { spec: { shape } }) => {
  const path = settings.path as string;
  unchanged(path, imageFacts(path).sha256, settings.sha256 as string);
  const { files } = listImages(path);
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const inputs = new Float64Array(files.length * size);
  files.forEach((file, i) => {
    const image = decodeImage(readFileSync(file.path), file.path);
    const each = channels / image.channels;
    for (let k = 0; k < size; k++) inputs[i * size + k] = image.values[Math.floor(k / each)];
  });
  return { inputs, labels: Int32Array.from(files, ({ label }) => label) };
};

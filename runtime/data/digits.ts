import { gunzipSync } from 'node:zlib';
import { digits as record } from '../../compiler/registry/datasets/digits.ts';
import type { Loader } from './dataset.ts';
import { readShipped } from './shipped.ts';

const pixels = 64;
const ink = 16;

/** `[1797, 64]`: grey values from 0 to 1, and the digit that each image shows. */
export const digits: Loader = () => {
  const rows = gunzipSync(readShipped(record.file!)).toString('latin1').trimEnd().split('\n');
  const inputs = new Float64Array(rows.length * pixels);
  const labels = new Int32Array(rows.length);
  rows.forEach((row, example) => {
    const numbers = row.split(',').map(Number);
    for (let pixel = 0; pixel < pixels; pixel++) inputs[example * pixels + pixel] = numbers[pixel] / ink;
    labels[example] = numbers[pixels];
  });
  return { inputs, labels };
};

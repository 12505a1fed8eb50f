import type { Loader } from './dataset.ts';
import { original } from './derived.ts';

/** The other data set, moved and scaled by statistics of the part that is trained on. */
export const standardize: Loader = (settings, need) => {
  const { inputs, labels, parts } = original(settings, need);
  const { shape } = need.spec;
  const size = inputs.length / parts.all.length;
  const channels = shape.length === 3 ? shape[2] : size;
  const { mean, sd } = statistics(inputs, size, channels, parts.train ?? parts.all);
  const scaled = inputs.map((value, i) => (value - mean[i % channels]) / sd[i % channels]);
  return { inputs: scaled, labels, parts };
};

/** Mean and standard deviation of each channel over all places of the rows; 1 for what does not vary. */
function statistics(inputs: Float64Array, size: number, channels: number, rows: Int32Array) {
  const count = (rows.length * size) / channels;
  const average = (of: (value: number, channel: number) => number) => {
    const sums = new Float64Array(channels);
    for (const row of rows)
      for (let i = 0; i < size; i++) sums[i % channels] += of(inputs[row * size + i], i % channels);
    return sums.map((sum) => sum / count);
  };
  const mean = average((value) => value);
  const variance = average((value, channel) => (value - mean[channel]) ** 2);
  // The mean of equal numbers may be off by rounding, which is no variation.
  const sd = variance.map((v, c) => (Math.sqrt(v) > 1e-14 * Math.abs(mean[c]) ? Math.sqrt(v) : 1));
  return { mean, sd };
}

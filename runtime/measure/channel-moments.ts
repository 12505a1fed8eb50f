import type { Values } from '../tensorflow/executor.ts';
import type { Statistics } from './statistics.ts';

/**
 * Gathers mean and variance of each channel over batches of values in single precision. Sums are those of
 * differences from the first value of the channel, in double precision and batch by batch, so that neither a mean far
 * from zero nor the number of values costs digits.
 */
export class ChannelMoments {
  readonly #channels: number;
  #origin: Float64Array | undefined;
  #count = 0;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor(channels: number) {
    this.#channels = channels;
    this.#sums = new Float64Array(channels);
    this.#squares = new Float64Array(channels);
  }

  /** Adds values [count][channels]. */
  add(values: Values): void {
    const channels = this.#channels;
    this.#origin ??= Float64Array.from(values.subarray(0, channels));
    const origin = this.#origin;
    const sums = new Float64Array(channels);
    const squares = new Float64Array(channels);
    for (let i = 0; i < values.length; i += channels)
      for (let c = 0; c < channels; c++) {
        const difference = values[i + c] - origin[c];
        sums[c] += difference;
        squares[c] += difference * difference;
      }
    for (let c = 0; c < channels; c++) {
      this.#sums[c] += sums[c];
      this.#squares[c] += squares[c];
    }
    this.#count += values.length / channels;
  }

  /** Of all values so far. The variance is the biased one, and zero where it is below the rounding of the values. */
  statistics(): Statistics {
    const moved = this.#sums.map((sum) => sum / this.#count);
    const mean = moved.map((value, c) => value + this.#origin![c]);
    const variance = this.#squares.map((sum, c) => Math.max(0, sum / this.#count - moved[c] ** 2));
    return { mean, variance: variance.map((v, c) => (v <= (rounding * mean[c]) ** 2 ? 0 : v)) };
  }
}

/** Relative, of numbers in single precision after some operations. */
const rounding = 1e-6;

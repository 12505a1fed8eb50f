import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Key, philox } from './philox.ts';

/**
 * The random stream of one purpose. Its numbers follow from `seed` and `path` alone, whatever else is
 * drawn before, after or beside it. The path goes from the general to the special, as far as it
 * applies: replicate, layer path, purpose, step. `1` and `'1'` are different path entries.
 * @throws where a number of the path is not finite, since such numbers have no canonical form
 */
export function stream(seed: number, ...path: (string | number)[]): Stream {
  const odd = [seed, ...path].find((part) => typeof part === 'number' && !Number.isFinite(part));
  if (odd !== undefined) throw new Error(`a random stream can't be named by ${odd}: use a finite number`);
  const digest = sha256(utf8ToBytes(JSON.stringify([seed, ...path])));
  const words = new DataView(digest.buffer, digest.byteOffset);
  return new Stream([words.getUint32(0), words.getUint32(4)]);
}

/** Independent numbers, drawn in order. */
export class Stream {
  readonly #key: Key;
  readonly #counter = new Uint32Array(4);
  readonly #block = new Uint32Array(4);
  #used = 4;
  #spare: number | undefined;

  constructor(key: Key) {
    this.#key = key;
  }

  /** Uniform on [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number {
    const high = this.#word() >>> 5;
    const low = this.#word() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /** Standard normal, by the transformation of Box and Muller (1958). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    // 1 − u lies in (0, 1], where the logarithm is finite
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /**
   * Chi-square with so many degrees of freedom, at least 1: a gamma number by the rejection of Marsaglia and Tsang (2000),
   * which needs a shape of 1 or more; with one degree the square of a normal number.
   */
  chiSquare(degrees: number): number {
    if (degrees === 1) return this.normal() ** 2;
    const d = degrees / 2 - 1 / 3;
    for (;;) {
      const x = this.normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - this.uniform()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return 2 * d * v;
    }
  }

  /** Uniform on 0 … n − 1 without bias; `n` is a whole number from 1 to 2³². */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 0x100000000)
      throw new Error(`can't draw one of ${n} numbers: take a whole number from 1 to 4294967296`);
    const limit = 0x100000000 - (0x100000000 % n);
    let word = this.#word();
    while (word >= limit) word = this.#word();
    return word % n;
  }

  /** The numbers 0 … n − 1 in random order, each order equally likely (Fisher and Yates). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let last = n - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const moved = order[last];
      order[last] = order[other];
      order[other] = moved;
    }
    return order;
  }

  /** Fills `array` with normal numbers and returns it. */
  fillNormal(array: Float64Array, mean = 0, sd = 1): Float64Array {
    for (let i = 0; i < array.length; i++) array[i] = mean + sd * this.normal();
    return array;
  }

  /** Fills `array` with numbers uniform on [low, high) and returns it. */
  fillUniform(array: Float64Array, low = 0, high = 1): Float64Array {
    for (let i = 0; i < array.length; i++) array[i] = low + (high - low) * this.uniform();
    return array;
  }

  #word(): number {
    if (this.#used === 4) {
      philox(this.#key, this.#counter, this.#block);
      this.#used = 0;
      // the element wraps to 0, the value of the expression does not
      if (++this.#counter[0] === 0x100000000) this.#counter[1]++;
    }
    return this.#block[this.#used++];
  }
}

import type { Draw, Entry, Law, Program } from '../../compiler/program/program.ts';
import { type Stream, stream } from '../random/stream.ts';

/** One random number of each law. */
const laws: { readonly [Is in Law['is']]: (source: Stream, law: Extract<Law, { is: Is }>) => number } = {
  normal: (source) => source.normal(),
  chi_square: (source, { degrees }) => source.chiSquare(degrees),
  bernoulli: (source, { probability }) => (source.uniform() < probability ? 1 : 0),
};

/**
 * The random numbers that step `step`, counted from 1, of an entry needs, for members with these replicates, by the
 * name of the input. They follow from seed, replicate, the layer's path, purpose and step alone.
 */
export function drawsOf(
  { nodes }: Program,
  { inputs, draws = {} }: Entry,
  seed: number,
  replicates: readonly number[],
  step: number,
): Record<string, Float64Array> {
  return drawsFrom({ nodes }, { inputs, draws }, ({ path, purpose }) =>
    replicates.map((replicate) => stream(seed, replicate, path, purpose, step)),
  );
}

/** The random numbers of an entry by the name of the input, from the streams that a draw has: one for each member. */
export function drawsFrom(
  { nodes }: Pick<Program, 'nodes'>,
  { inputs, draws = {} }: Pick<Entry, 'inputs' | 'draws'>,
  streams: (draw: Draw) => readonly Stream[],
): Record<string, Float64Array> {
  const drawn = Object.entries(draws).map(([name, draw]) => {
    const [members, ...shape] = nodes[inputs[name]].shape;
    const size = shape.reduce((product, extent) => product * extent, 1);
    const values = new Float64Array(members * size);
    streams(draw).forEach((source, m) => {
      fill(values.subarray(m * size, (m + 1) * size), draw, source);
    });
    return [name, values];
  });
  return Object.fromEntries(drawn);
}

function fill(values: Float64Array, { law }: Draw, source: Stream): void {
  const next = laws[law.is] as (source: Stream, law: Law) => number;
  for (let i = 0; i < values.length; i++) values[i] = next(source, law);
}

/**
 * Places in the training examples that a step's batch statistics see: its batch, then others without repetition,
 * drawn anew from the rest of the `examples`.
 */
export function seenWith(
  batch: Int32Array,
  seen: number,
  examples: number,
  seed: number,
  replicate: number,
  step: number,
): Int32Array {
  if (seen === batch.length) return batch;
  const own = new Set(batch);
  const others = Int32Array.from({ length: examples }, (_, i) => i).filter((i) => !own.has(i));
  const order = stream(seed, replicate, 'statistics examples', step).permutation(others.length);
  return Int32Array.from({ length: seen }, (_, i) =>
    i < batch.length ? batch[i] : others[order[i - batch.length]],
  );
}

import { expect, it } from 'vitest';
import { ChannelMoments } from '../../../runtime/measure/channel-moments.ts';
import { stream } from '../../../runtime/random/stream.ts';

/** Mean and biased variance in two passes. */
function direct(values: ArrayLike<number>) {
  const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: Array.from(values).reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length };
}

it.each([
  ['around zero', 0, undefined],
  ['far from zero', 2 ** 12, undefined],
  ['after a first value far away', 0, 1e5],
])('are those of two passes over all values %s', (_, centre, first) => {
  const count = 4000;
  const values = Float32Array.from({ length: 3 * count }, () => 0);
  const source = stream(1, 'values');
  values.forEach((_, i) => {
    values[i] = centre + (1 + (i % 3)) * source.normal();
  });
  if (first !== undefined) values[0] = first;
  const moments = new ChannelMoments(3);
  // in batches of which one is empty
  for (const [from, to] of [[0, 1], [1, 2500], [2500, 2500], [2500, count]]) moments.add(values.subarray(3 * from, 3 * to)); // biome-ignore format: one row
  const { mean, variance } = moments.statistics();
  for (let c = 0; c < 3; c++) {
    const expected = direct(values.filter((_, i) => i % 3 === c));
    expect(Math.abs(mean[c] - expected.mean)).toBeLessThan(1e-11 * (1 + Math.abs(expected.mean)));
    // The first value's square over the variance, 1e10, times the rounding of doubles.
    expect(Math.abs(variance[c] / expected.variance - 1)).toBeLessThan(1e-7);
  }
});

it('are no variance where values differ by no more than single precision rounds', () => {
  const moments = new ChannelMoments(1);
  moments.add(Float32Array.of(3, 3 + 2 ** -22, 3));
  expect(moments.statistics().variance[0]).toBe(0);
});

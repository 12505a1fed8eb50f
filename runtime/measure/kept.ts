import type { NpyArray } from '../store/record.ts';

/**
 * Numbers [samples][layers] with the indices that the author keeps, layers outermost. What is not kept is
 * averaged, layers are added up instead with `layers: 'sum'`; NaN is no number and is left out of means.
 */
export function kept(
  values: ArrayLike<number>,
  samples: number,
  by: readonly string[],
  layers: 'sum' | 'mean',
): NpyArray {
  const count = samples === 0 ? 0 : values.length / samples;
  const across = by.includes('layer') ? count : 1;
  const down = by.includes('sample') ? samples : 1;
  const sums = new Float64Array(across * down);
  const numbers = new Float64Array(across * down);
  for (let s = 0; s < samples; s++)
    for (let l = 0; l < count; l++) {
      const value = values[s * count + l];
      if (Number.isNaN(value)) continue;
      const at = (across === 1 ? 0 : l) * down + (down === 1 ? 0 : s);
      sums[at] += value;
      numbers[at]++;
    }
  const perSample = layers === 'sum' && across === 1 ? count : 1;
  const shape = [...(by.includes('layer') ? [across] : []), ...(by.includes('sample') ? [down] : [])];
  return { shape, data: sums.map((sum, at) => (sum / numbers[at]) * perSample) };
}

import type { Measurement } from '../../compiler/plan/plan.ts';
import type { NpyArray } from '../store/record.ts';
import type { Measured } from './measured.ts';

/** Whether the result is indexed by its moments. */
export const isIndexedByMoment = ({ indices }: Measurement): boolean =>
  indices.some(({ name }) => name === 'at' || name === 'step');

/** One result for all moments: arrays gain an outermost index where the measurement is indexed by moment. */
export function joinMoments(moments: readonly Measured[], indexed: boolean): Omit<Measured, 'drawing'> {
  const last = moments[moments.length - 1];
  const arrays = Object.entries(last.arrays).map(([name, array]): [string, NpyArray] => [
    name,
    indexed ? stack(moments.map(({ arrays }) => arrays[name])) : array,
  ]);
  return { arrays: { ...Object.fromEntries(arrays), ...last.drawing }, certificate: largest(moments) };
}

function stack(arrays: readonly NpyArray[]): NpyArray {
  const size = arrays[0].data.length;
  const data = new Float64Array(arrays.length * size);
  for (const [i, array] of arrays.entries()) data.set(array.data, i * size);
  return { shape: [arrays.length, ...arrays[0].shape], data };
}

function largest(moments: readonly Measured[]): Record<string, number> {
  const names = Object.keys(moments[0].certificate);
  return Object.fromEntries(
    names.map((name) => [name, Math.max(...moments.map(({ certificate }) => certificate[name]))]),
  );
}

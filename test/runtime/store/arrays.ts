import fc from 'fast-check';
import type { NpyArray } from '../../../runtime/store/record.ts';

/** Arrays of up to three dimensions and of every kind that the store keeps, with all special values. */
export const arrays: fc.Arbitrary<NpyArray> = fc
  .array(fc.nat({ max: 5 }), { maxLength: 3 })
  .chain((shape) => {
    const length = shape.reduce((product, side) => product * side, 1);
    const bounds = { minLength: length, maxLength: length };
    const data = fc.oneof(fc.float64Array(bounds), fc.float32Array(bounds), fc.int32Array(bounds));
    return data.map((data) => ({ shape, data: data as NpyArray['data'] }));
  });

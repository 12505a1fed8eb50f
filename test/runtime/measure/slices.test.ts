import { describe, expect, test } from 'vitest';
import { placesOnSlice } from '../../../runtime/geometry/slice.ts';
import { MeasurementFailure } from '../../../runtime/measure/failure.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { sliceOf } from '../../../runtime/measure/slices.ts';

const data = { is: 'data', name: 'points', part: 'all' } as const;
const pointsAt = (...rows: number[][]): Points => ({
  count: rows.length,
  inputs: Float64Array.from(rows.flat()),
});
const made = (setting: Parameters<typeof sliceOf>[0], points: Points = pointsAt([0, 0, 0])) => {
  const slice = sliceOf(setting, () => points);
  return slice && { origin: Array.from(slice.origin), u: Array.from(slice.u), v: Array.from(slice.v) };
};
const e = (i: number) => [0, 1, 2].map((j) => (i === j ? 1 : 0));

const corners = pointsAt([9, 9, 9], [1, 2, 0], [1, 2, 4], [3, 2, 4], [1, 2, 6]);

describe('sliceOf', () => {
  test('is nothing for the plane of the inputs, said or not', () => {
    expect(made({ is: 'plane' })).toBeUndefined();
    expect(made(undefined)).toBeUndefined();
  });

  test('goes through three examples, counted from 1: the second on the first axis, the third above it', () => {
    const through = { is: 'through', points: data, samples: [2, 3, 4] };
    expect(made(through, corners)).toEqual({ origin: [1, 2, 0], u: e(2), v: e(0) });
    const places = placesOnSlice(sliceOf(through, () => corners)!, corners.inputs.subarray(3, 12));
    expect([...places]).toEqual([0, 0, 4, 0, 4, 2]);
  });

  test('has no result where the examples lie on a line, and says so', () => {
    const line = { is: 'through', points: data, samples: [2, 3, 5] };
    expect(() => made(line, corners)).toThrow(MeasurementFailure);
    expect(() => made(line, corners)).toThrow('on one line');
    const same = pointsAt([1, 1, 1], [2, 2, 2], [3, 3, 3]);
    expect(() => made({ is: 'principal', points: data }, same)).toThrow(MeasurementFailure);
  });

  test('goes through the mean along the directions of most variance', () => {
    const cross = pointsAt([5, 1, 3], [5, 1, -3], [5, 3, 0], [5, -1, 0]);
    const { origin, u, v } = made({ is: 'principal', points: data }, cross)!;
    expect(origin).toEqual([5, 1, 0]);
    for (const [found, wanted] of [
      [u, e(2)],
      [v, e(1)],
    ])
      for (const i of [0, 1, 2]) expect(found[i]).toBeCloseTo(wanted[i], 12);
  });

  test('makes given directions orthonormal: along u, and along the part of v across it', () => {
    const given = { is: 'slice', origin: [1, 2, 3], u: [2, 0, 0], v: [5, 3, 0] };
    expect(made(given)).toEqual({ origin: [1, 2, 3], u: e(0), v: e(1) });
  });
});

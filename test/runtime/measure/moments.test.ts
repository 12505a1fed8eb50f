import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../compiler/plan/plan.ts';
import { scalar, vector } from '../../../runtime/measure/measured.ts';
import { isIndexedByMoment, joinMoments } from '../../../runtime/measure/moments.ts';

const measurement = (rest: Pick<Measurement, 'at' | 'indices'>): Measurement => ({
  value: { is: 'accuracy' },
  by: [],
  unit: 'one',
  title: '',
  ...rest,
});
const index = (name: string, values: (string | number)[]) => ({ name, unit: 'steps', values });

describe('isIndexedByMoment', () => {
  it('holds where there are several moments', () => {
    const states = measurement({ at: ['initial', 'final'], indices: [index('at', ['initial', 'final'])] });
    const curve = measurement({ at: [{ every: 100 }], indices: [index('step', [0, 100, 200, 240])] });
    expect([states, curve].map(isIndexedByMoment)).toEqual([true, true]);
    expect(isIndexedByMoment(measurement({ at: ['final'], indices: [] }))).toBe(false);
  });
});

describe('joinMoments', () => {
  const first = { arrays: { value: vector([1, 2]) }, certificate: { residual: 3 } };
  const last = {
    arrays: { value: vector([3, 4]) },
    drawing: { areas: vector([9]) },
    certificate: { residual: 1 },
  };

  it('puts moments outermost, keeps the last drawing and the largest residual', () => {
    expect(joinMoments([first, last], true)).toEqual({
      arrays: { value: { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) }, areas: vector([9]) },
      certificate: { residual: 3 },
    });
  });

  it('adds no index for a single moment that is none', () => {
    const single = { arrays: { value: scalar(5) }, certificate: {} };
    expect(joinMoments([single], false).arrays.value.shape).toEqual([]);
  });
});

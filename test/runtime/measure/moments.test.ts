import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../compiler/plan/plan.ts';
import { scalar, vector } from '../../../runtime/measure/measured.ts';
import { isIndexedByMoment, joinMoments, momentsOf } from '../../../runtime/measure/moments.ts';

const measurement = (rest: Pick<Measurement, 'at' | 'indices'>): Measurement => ({
  value: { is: 'accuracy' },
  by: [],
  unit: 'one',
  title: '',
  ...rest,
});
const index = (name: string, values: (string | number)[]) => ({ name, unit: 'steps', values });

describe('momentsOf', () => {
  it('takes a single moment from `at`', () => {
    expect(momentsOf(measurement({ at: ['final'], indices: [] }), 240)).toEqual([240]);
    expect(momentsOf(measurement({ at: ['initial'], indices: [] }), 0)).toEqual([0]);
  });

  it('takes several from the index over them', () => {
    const states = measurement({ at: ['initial', 'final'], indices: [index('at', ['initial', 'final'])] });
    expect(momentsOf(states, 240)).toEqual([0, 240]);
    const curve = measurement({ at: [{ every: 100 }], indices: [index('step', [0, 100, 200, 240])] });
    expect(momentsOf(curve, 240)).toEqual([0, 100, 200, 240]);
    expect([states, curve].every(isIndexedByMoment)).toBe(true);
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

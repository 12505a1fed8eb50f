import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../../compiler/plan/moments.ts';
import type { Measurement } from '../../../compiler/plan/plan.ts';

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
  });
});

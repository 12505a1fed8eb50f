import { describe, expect, it } from 'vitest';
import { type Candidate, choose } from '../../../runtime/statistics/choose.ts';

const candidate = (rate: string, scores: readonly number[], diverged = 0): Candidate => ({
  value: { rate },
  scores,
  diverged,
});

describe('choose', () => {
  it('takes the largest or the smallest mean', () => {
    // means 0.5, 0.75 and 0.25
    const three = [candidate('a', [0.25, 0.75]), candidate('b', [0.5, 1]), candidate('c', [0, 0.5])];
    expect(choose(three, 'max')).toEqual({
      chosen: { rate: 'b' },
      candidates: [
        { value: { rate: 'a' }, mean: 0.5, n: 2, diverged: 0 },
        { value: { rate: 'b' }, mean: 0.75, n: 2, diverged: 0 },
        { value: { rate: 'c' }, mean: 0.25, n: 2, diverged: 0 },
      ],
    });
    expect(choose(three, 'min').chosen).toEqual({ rate: 'c' });
  });

  it('gives a tie to the earlier value', () => {
    const two = [candidate('a', [0.25, 0.75]), candidate('b', [0.5, 0.5])];
    expect(choose(two, 'max').chosen).toEqual({ rate: 'a' });
    expect(choose(two, 'min').chosen).toEqual({ rate: 'a' });
    expect(choose(two.toReversed(), 'max').chosen).toEqual({ rate: 'b' });
  });

  it('counts the replicates that finished', () => {
    const two = [candidate('a', [0.75]), candidate('b', [0.5, 0.5, 0.5])];
    expect(choose(two, 'max')).toMatchObject({ chosen: { rate: 'a' }, candidates: [{ n: 1 }, { n: 3 }] });
  });

  it('lets a candidate that diverged lose to those that did not, whatever its other replicates got', () => {
    const two = [candidate('a', [1, 1], 1), candidate('b', [0.5, 0.5, 0.5])];
    expect(choose(two, 'max').chosen).toEqual({ rate: 'b' });
    expect(choose([candidate('a', [1, Number.NaN]), candidate('b', [0.5, 0.5])], 'max')).toMatchObject({
      chosen: { rate: 'b' },
      candidates: [{ mean: 1, n: 1, diverged: 1 }, { diverged: 0 }],
    });
  });

  it('chooses among those that diverged where all did, and nothing where none finished', () => {
    const all = [candidate('a', [0.5], 1), candidate('b', [0.75], 2)];
    expect(choose(all, 'max').chosen).toEqual({ rate: 'b' });
    expect(choose([candidate('a', [], 3), candidate('b', [])], 'max')).toEqual({
      chosen: null,
      candidates: [
        { value: { rate: 'a' }, mean: null, n: 0, diverged: 3 },
        { value: { rate: 'b' }, mean: null, n: 0, diverged: 0 },
      ],
    });
  });
});

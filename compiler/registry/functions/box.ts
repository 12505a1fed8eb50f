import type { Construct } from '../../plan/plan.ts';
import type { Refusal } from '../construct.ts';
import type { FunctionRecord } from './function.ts';

/** A rectangular window. */
export const box: FunctionRecord = {
  name: 'box',
  kind: 'function',
  summary: 'Rectangular window between two corners',
  about: 'All points between `low` and `high`, coordinate by coordinate.',
  version: 1,
  parameters: [
    { name: 'low', about: 'lower left corner, `[x, y]`', type: { kind: 'numbers', unit: 'distance' } },
    { name: 'high', about: 'upper right corner, `[x, y]`', type: { kind: 'numbers', unit: 'distance' } },
  ],
  example: 'box([-1, -1], [2, 1])',
  result: { kind: 'window' },
  evaluate: ({ low, high }): Construct | Refusal => {
    const [a, b] = [low as number[], high as number[]];
    if (a.length !== 2 || b.length !== 2)
      return { refused: 'a corner has two coordinates', help: 'write box([-1, -1], [1, 1])' };
    if (a[0] >= b[0] || a[1] >= b[1]) {
      return {
        refused: `the corner ${show(a)} is not below and left of ${show(b)}`,
        help: 'give the lower left corner first',
      };
    }
    return { is: 'box', low: a, high: b };
  },
};

const show = (corner: readonly number[]) => `[${corner.join(', ')}]`;

import type { Setting } from '../../plan/plan.ts';
import type { Parameter } from '../construct.ts';
import type { FunctionRecord } from './function.ts';

/** A slice stands in the plan as it is called; which points it goes through is known when it is measured. */
function sliceRecord(
  name: string,
  summary: string,
  about: string,
  parameters: readonly Parameter[],
  example: string,
): FunctionRecord {
  return {
    name,
    kind: 'function',
    summary,
    about,
    version: 1,
    parameters,
    example,
    result: { kind: 'slice' },
    evaluate: (settings) => ({ is: name, ...settings }),
  };
}

export const plane = sliceRecord(
  'plane',
  'The plane of the two inputs',
  'The whole input of a network with two inputs, in its own coordinates.',
  [],
  'plane()',
);

export const through = sliceRecord(
  'through',
  'The plane through three examples',
  [
    'In coordinates with input units: the first example lies at (0, 0), the second on the positive first axis (along `u`), the third',
    'above that axis (along `v`). Examples are counted from 1, in the order of the part. With `split: per replicate` each',
    'replicate has its own examples there.',
  ].join(' '),
  [
    {
      name: 'points',
      about: 'the data set, or part of one, that they are taken from',
      type: { kind: 'points' },
    },
    {
      name: 'samples',
      about: 'which three, counted from 1',
      type: { kind: 'numbers', unit: 'count', whole: true, min: 1 },
    },
  ],
  'through(images.train, [3, 14, 15])',
);

export const principal = sliceRecord(
  'principal',
  'The plane of the first two principal components through the mean',
  [
    'In coordinates with input units: the mean lies at (0, 0); the first axis (`u`) is the direction in which the points vary most, the',
    'second (`v`) the one across it in which they vary most. The largest entry of each direction is positive.',
  ].join(' '),
  [{ name: 'points', about: 'the points whose mean and components are taken', type: { kind: 'points' } }],
  'principal(images.train)',
);

const direction = (name: string, about: string): Parameter => ({
  name,
  about,
  type: { kind: 'numbers', unit: 'distance' },
});

export const slice = sliceRecord(
  'slice',
  'The plane through a point along two directions',
  [
    'In coordinates with input units: `origin` lies at (0, 0), the first axis goes along `u`, the second along the part of `v` across `u`.',
    'The lengths of `u` and `v` do not matter.',
  ].join(' '),
  [
    direction('origin', 'a point of the plane, a number for each input'),
    direction('u', 'the direction of the first axis'),
    direction('v', 'another direction in the plane'),
  ],
  'slice(origin = [0, 0], u = [1, 0], v = [0, 1])',
);

/** What is cut where nothing is said. */
export const defaultSlice: Setting = { is: 'plane' };

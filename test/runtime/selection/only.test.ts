import { describe, expect, it } from 'vitest';
import { NothingSelected, selectSteps } from '../../../runtime/selection/only.ts';
import { smallExperiment } from '../../cli/command.ts';
import { compiled } from '../experiments.ts';

const plan = compiled(smallExperiment);
const other = { ...plan, experiment: 'other', axes: [], variants: [], cells: [], steps: [] };
const cells = (...selectors: string[]) => {
  const [wanted] = selectSteps([plan, other], selectors);
  return plan.steps.filter(wanted).map(({ cell }) => cell);
};
const [r1, r2, b1, b2] = ['random', 'batch'].flatMap((arm) =>
  [1, 2].map((replicate) => `offsets=${arm},replicate=${replicate}`),
);

describe('--only', () => {
  it('takes a cell, an arm, a replicate, a measurement and an experiment', () => {
    expect(cells(b2)).toEqual([b2]);
    expect(cells('offsets=batch')).toEqual([b1, b2]);
    expect(cells('offsets = batch, replicate = 1')).toEqual([b1]);
    expect(cells('replicate=2')).toEqual([r2, b2]);
    expect(cells('nearest')).toEqual([r1, r2, b1, b2]);
    expect(cells('test')).toEqual([r1, r2, b1, b2]);
  });

  it('takes steps for which all conditions of a selector hold, and any of several selectors', () => {
    expect(cells('nearest,offsets=batch')).toEqual([b1, b2]);
    expect(cells('offsets=random,replicate=1', b2)).toEqual([r1, b2]);
  });

  it.each([
    ['offsets=bach', "Did you mean 'offsets=batch'?"],
    ['nearst', "Did you mean 'nearest'?"],
    ['offsets=zzzzzzzzzz', 'offsets has the arms random, batch'],
    ['offsets=batch,replicate=7', "Did you mean 'replicate="],
    ['qqqqqqqqqqqq', 'there are test, offsets=random'],
    ['offsets=batch,offsets=random', 'no step has them all'],
  ])('refuses %s, which selects nothing', (selector, advice) => {
    expect(() => cells(selector)).toThrow(NothingSelected);
    expect(() => cells(selector)).toThrow(advice);
  });
});

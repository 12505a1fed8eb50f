import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepForReview } from '../../../cli/review/keep.ts';
import { readCommitted } from '../../../compiler/plan/committed.ts';
import type { Plan } from '../../../compiler/plan/plan.ts';
import { collectResults } from '../../../runtime/results/collect.ts';
import { History } from '../../end-to-end/review/history.ts';
import { plan, read } from '../../runtime/results/small.ts';

let history: History;
beforeEach(() => {
  history = new History();
  history.write('small', '');
});
afterEach(() => history.remove());

const keep = (of: Plan = plan, { name = 'small', profile = '', set = {}, found = read } = {}) => {
  const source = { file: history.path(name), text: '' };
  return keepForReview([{ plan: of, sources: [source], profile, set }], [collectResults(of, source, found)]);
};
const file = (name = 'small') => history.path(name, '.results.json');

test('what an experiment found is kept beside it, with what failed', () => {
  expect(keep()).toEqual([]);
  const { experiment, cells } = readCommitted(readFileSync(file(), 'utf8'));
  expect([experiment, cells['start=b,replicate=3'].outcome]).toEqual(['small', 'failed']);
});

describe('what is kept stays as it is', () => {
  beforeEach(() => void history.write('small', 'as it was', '.results.json'));
  const kept = () => readFileSync(file(), 'utf8');

  test.each([
    ['of a profile', { profile: 'quick' }],
    ['of overrides', { set: { replicates: '3' } }],
    ['of a part', { found: (key: string) => (key === 'a1scores' ? undefined : read(key)) }],
  ])('by a run %s', (_, run) => {
    expect(keep(plan, run)).toEqual([]);
    expect(kept()).toBe('as it was');
  });

  test('where Git ignores it', () => {
    history.write('', '*.results.json\n', '.gitignore');
    keep();
    expect(kept()).toBe('as it was');
  });
});

test('what an experiment of an older name found goes with the name, unless there is one of that name', () => {
  const renamed: Plan = { ...plan, moved: [{ kind: 'experiment', from: 'old', to: 'small' }] };
  history.write('old', '{}', '.results.json');
  history.write('old', 'another');
  keep(renamed);
  expect(existsSync(file('old'))).toBe(true);
  history.remove();
  history = new History();
  history.write('old', '{}', '.results.json');
  keep(renamed);
  expect([existsSync(file('old')), existsSync(file())]).toEqual([false, true]);
});

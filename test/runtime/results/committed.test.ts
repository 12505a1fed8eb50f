import { expect, test } from 'vitest';
import { staleness } from '../../../compiler/compare/stale.ts';
import { canonicalLines } from '../../../compiler/plan/canonical.ts';
import { readCommitted } from '../../../compiler/plan/committed.ts';
import { collectResults } from '../../../runtime/results/collect.ts';
import { committedOf, plannedOf } from '../../../runtime/results/committed.ts';
import { plan, read } from './small.ts';

const results = collectResults(plan, { file: 'small.crease.yaml', text: '' }, read);
const committed = committedOf(plan, results);

test('it has cells with keys, outcomes and values', () => {
  expect(committed.cells['start=a,replicate=1']).toEqual({
    ...{ variant: 'start=a', replicate: 1, outcome: 'done' },
    keys: { scores: 'a1scores', cells: 'a1cells' },
    values: { scores: 0.5, cells: expect.any(Number) },
  });
  expect(committed.cells['start=b,replicate=3']).toMatchObject({
    ...{ outcome: 'failed', reason: 'no memory' },
    values: { scores: null },
  });
});

test('it has means over the replicates that finished', () => {
  // 0.5, 0.6, 0.7 for a; 0.6, 0.7 for b
  const { means, best } = committed.measurements.scores;
  expect(means).toEqual({ 'start=a': { mean: 0.6, n: 3 }, 'start=b': { mean: 0.65, n: 2 } });
  expect(best).toBe('max');
});

test('it has the verdict of each claim with its interval, without single replicates', () => {
  const [member] = results.claims.find(({ name }) => name === 'better')!.members;
  const { verdict, members } = committed.claims.better;
  expect(members[0]).toMatchObject({ verdict, n: 2, failed: 1, effect: expect.closeTo(member.effect!, 5) });
  expect(members[0]).not.toHaveProperty('replicates');
});

test('it is read back as it is, and is of its plan', () => {
  expect(readCommitted(canonicalLines(committed))).toEqual(JSON.parse(JSON.stringify(committed)));
  expect(staleness(committed, [plannedOf(plan)])).toBeUndefined();
  const [step, ...others] = plan.steps;
  const changed = { ...plan, steps: [{ ...step, key: 'another' }, ...others] };
  expect(staleness(committed, [plannedOf(changed)])).toEqual({ cells: 1, claims: [] });
});

test('before anything ran every cell is missing, and no claim has been judged', () => {
  const { cells, claims } = plannedOf(plan);
  expect(new Set(Object.values(cells).map(({ outcome }) => outcome))).toEqual(new Set(['missing']));
  expect(Object.values(claims).flatMap(({ members }) => members)).toEqual([]);
});

test('a chart is told from another by what it draws and from what', () => {
  const redrawn = { ...plan.charts.curves, spec: { mark: 'bar' } };
  const other = plannedOf({ ...plan, charts: { ...plan.charts, curves: redrawn } });
  expect(other.charts.curves.definition).not.toBe(committed.charts.curves.definition);
  expect(other.charts.pictures).toEqual(committed.charts.pictures);
});

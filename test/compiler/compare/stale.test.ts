import { expect, test } from 'vitest';
import { staleness, withoutStale } from '../../../compiler/compare/stale.ts';
import { cell, claim, results } from './pair.ts';

const found = results({ a: [cell('k1', 3), cell('k2', 4)] });

test('results are current where every key is planned, by whichever numerics', () => {
  expect(staleness(found, [found])).toBeUndefined();
  const [one, other] = [results({ a: [cell('k1'), cell('x')] }), results({ a: [cell('y'), cell('k2')] })];
  expect(staleness(found, [one, other])).toBeUndefined();
  expect(staleness(found, [one])).toEqual({ cells: 1, claims: [] });
});

test('cells that are not planned any more and cells that are new are stale, and so is another claim', () => {
  expect(staleness(found, [results({ a: [cell('k1')] })])).toEqual({ cells: 1, claims: [] });
  expect(staleness(results({ a: [cell('k1')] }), [found])).toEqual({ cells: 1, claims: [] });
  const claimed = { ...found, claims: { better: claim('x > 1', 'supported', 2) } };
  const planned = { ...found, claims: { better: claim('x > 0', 'inconclusive', 0) } };
  expect(staleness(claimed, [planned])).toEqual({ cells: 0, claims: ['better'] });
});

test('what is stale is missing, the rest stays', () => {
  const planned = results({ a: [cell('k1', null, 'missing'), cell('new', null, 'missing')] });
  const { cells } = withoutStale(found, [planned]);
  expect(Object.values(cells).map(({ outcome, values }) => [outcome, values.score])).toEqual([
    ['done', 3],
    ['missing', null],
  ]);
});

import { expect, it } from 'vitest';
import { costOf, historyOf } from '../../runtime/history.ts';
import type { Sidecar } from '../../runtime/store/store.ts';
import { fakePlan } from './fake-plan.ts';

const plan = fakePlan({ cells: 1, measurements: { width: ['final'], depth: ['final'] } });
const [train, width, depth] = plan.steps;
const took = (kind: string, cost: number, seconds: number) => ({ kind, cost, seconds }) as Sidecar;

it('knows nothing without a record', () => {
  expect(historyOf([]).isEmpty).toBe(true);
});

it('goes by the seconds that an operation of the same kind took', () => {
  const history = historyOf([took('train', 1000, 2), took('train', 3000, 2), took('width', 50, 1)]);
  expect(history.isEmpty).toBe(false);
  // 100 operations each: 4 s for 4000, and 1 s for 50.
  expect(history.seconds(plan, train)).toBeCloseTo(0.1, 12);
  expect(history.seconds(plan, width)).toBeCloseTo(2, 12);
});

it('goes by all records for a kind that was never measured', () => {
  const history = historyOf([took('train', 4000, 4), took('width', 1000, 6)]);
  expect(history.seconds(plan, depth)).toBeCloseTo((100 * 10) / 5000, 12);
});

it('knows a measurement by its name in the registry, not by that in the file', () => {
  expect(costOf(plan, train)).toEqual({ kind: 'train', cost: 100 });
  expect(costOf(plan, width).kind).toBe('width');
});

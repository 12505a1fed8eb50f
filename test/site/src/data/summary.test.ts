import { describe, expect, test } from 'vitest';
import { cellTable, meanInterval, summaryTable } from '../../../../site/src/data/summary.ts';
import { smartStart } from '../../fixtures/smart-start.ts';

describe('meanInterval', () => {
  test('is the t interval: of 1…5, 3 ± 2.776 · √(2.5/5)', () => {
    const { mean, half } = meanInterval([1, 2, 3, 4, 5]);
    expect(mean).toBe(3);
    expect(half).toBeCloseTo(2.776445 * Math.sqrt(0.5), 5);
  });
  test('has no width for one value, and no mean for none', () => {
    expect(meanInterval([7])).toEqual({ mean: 7, half: null });
    expect(meanInterval([])).toEqual({ mean: null, half: null });
  });
});

test('a variant’s row counts what is done and what is not', () => {
  const rows = summaryTable(smartStart()).rows.map(({ label, n, failed }) => [label, n, failed]);
  expect(rows).toHaveLength(10);
  expect(rows).toContainEqual(['start = random, rate = 0.01', '9', '1']);
  expect(rows).toContainEqual(['start = both, rate = 0.01', '10', '0']);
});

test('a cell that failed says why, and has no number', () => {
  const row = cellTable(smartStart()).rows.find(({ outcome }) => outcome !== 'done')!;
  expect(row.outcome).toBe('diverged: loss became infinite at step 312');
  expect(row.values).toEqual(['–', '–']);
});

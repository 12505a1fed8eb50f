import { expect, test } from 'vitest';
import type { Results } from '../../../../compiler/plan/results.ts';
import { summaryTable } from '../../../../site/src/data/summary.ts';
import { tunedTable } from '../../../../site/src/data/tuned.ts';
import { smartStart } from '../../fixtures/smart-start.ts';

/** The experiment with its rate tuned: each start chose one of the two, but the first chose none. */
function tunedStart(): Results {
  const results = smartStart();
  const [start, rate] = results.axes;
  const [{ name: measurement }] = results.measurements;
  const [slow, fast] = rate.arms.map(({ name }) => ({ rate: name }));
  return {
    ...results,
    axes: [start, { ...rate, tuned: { measurement, best: 'max' } }],
    tuned: start.arms.map(({ name }, i) => ({
      arms: { start: name },
      chosen: i === 0 ? null : fast,
      candidates: [
        { value: slow, mean: i === 0 ? null : 0.5, n: i === 0 ? 0 : 10, diverged: i === 0 ? 10 : 0 },
        { value: fast, mean: null, n: 0, diverged: i === 0 ? 10 : 0 },
      ],
    })),
  };
}

test('a row for each arm says what was chosen and what each candidate got', () => {
  const results = tunedStart();
  const [slow, fast] = results.axes[1].arms.map(({ name }) => name);
  const table = tunedTable(results)!;
  expect(table.columns).toEqual(['Arm', 'Chosen', `rate = ${slow}`, `rate = ${fast}`]);
  expect(table.rows).toHaveLength(results.axes[0].arms.length);
  expect(table.rows[0].slice(1)).toEqual(['none finished', '– (10 diverged)', '– (10 diverged)']);
  expect(table.rows[1][1]).toBe(`rate = ${fast}`);
  expect(table.about).toContain('largest mean');
});

test('the table of results has the chosen candidates only', () => {
  const results = tunedStart();
  const labels = summaryTable(results).rows.map(({ label }) => label);
  expect(labels).toHaveLength(results.axes[0].arms.length - 1);
  for (const label of labels) expect(label).toContain(`rate = ${results.axes[1].arms[1].name}`);
});

test('nothing is said where nothing is tuned', () => {
  expect(tunedTable(smartStart())).toBeUndefined();
});

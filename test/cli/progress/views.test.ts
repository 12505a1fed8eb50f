import { expect, it } from 'vitest';
import { drawRows } from '../../../cli/progress/live.ts';
import { plainView } from '../../../cli/progress/plain.ts';
import { describeRow } from '../../../cli/progress/row.ts';
import type { Row } from '../../../cli/progress/state.ts';
import { messageOf } from '../../../cli/progress/view.ts';
import { fakePlan } from '../../runtime/fake-plan.ts';

const row: Row = { experiment: 'first', cells: 40, cached: 8, done: 4, running: 2, failed: 1, left: 40.4 };

it('describes a row by what is not zero', () => {
  expect(describeRow(row)).toBe('12 of 40 cells, 8 cached, 2 running, 1 failed, about 40 s left');
  expect(describeRow({ ...row, cells: 1, cached: 0, done: 0, running: 0, failed: 0, left: undefined })).toBe(
    '0 of 1 cell',
  );
});

it('draws a row for each experiment, none wider than the terminal', () => {
  const rows = [
    row,
    { ...row, experiment: 'the-second', cached: 40, done: 0, running: 0, failed: 0, left: undefined },
  ];
  const [first, second] = drawRows(rows, 200).split('\n');
  expect(first).toBe(`first       █████░░░░░░░░░░░  ${describeRow(row)}`);
  expect(second).toMatch(/^the-second {2}█{16} {2}40 of 40 cells, 40 cached$/);
  for (const line of drawRows(rows, 30).split('\n')) expect([...line].length).toBeLessThan(30);
});

it('says in plain lines where it begins and ends, and at most one line every ten seconds between', () => {
  const lines: string[] = [];
  let now = 0;
  const view = plainView(
    (line) => lines.push(line),
    () => now,
  );
  const show = (done: number) =>
    view.update(() => [{ ...row, cached: 0, failed: 0, running: 0, left: undefined, done }]);
  for (const [at, done] of [
    [0, 0],
    [1000, 1],
    [9999, 5],
    [10_000, 6],
    [15_000, 20],
    [16_000, 40],
    [17_000, 40],
  ]) {
    now = at;
    show(done);
  }
  expect(lines).toEqual([0, 6, 40].map((done) => `first: ${done} of 40 cells`));
});

it('has a message for what a user has to know at once', () => {
  const plans = [fakePlan()];
  const base = { experiment: 0, reason: 'no memory' };
  expect(messageOf({ kind: 'failed', ...base, cell: 'c1' }, plans)).toBe('failed: fake c1: no memory');
  expect(messageOf({ kind: 'retried', ...base, cells: ['c1', 'c2'] }, plans)).toBe(
    'lost: fake: no memory; running again: 2 cells, each alone',
  );
  expect(messageOf({ kind: 'sealed', experiment: 0, key: 'k', outcome: 'done' }, plans)).toBeUndefined();
});

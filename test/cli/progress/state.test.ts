import { describe, expect, it } from 'vitest';
import { trackProgress } from '../../../cli/progress/state.ts';
import type { Task } from '../../../runtime/work.ts';
import { fakePlan } from '../../runtime/fake-plan.ts';

const plan = fakePlan({ cells: 4 });
const stepsOf = (cell: string) => plan.steps.filter((step) => step.cell === cell);
const taskOf = (...cells: string[]): Task => {
  const steps = cells.flatMap(stepsOf);
  const cost = steps.reduce((sum, step) => sum + step.cost, 0);
  return {
    experiment: 0,
    alone: false,
    cost,
    job: { kind: 'train', cells, steps: steps.map(({ key }) => key) },
  };
};

/** Four cells of two steps that cost 100 each; the first cell is in the store. */
function begin() {
  let now = 0;
  const state = trackProgress([plan], () => now);
  const planned = { kind: 'planned', experiment: 0, wanted: plan.steps, failed: [] } as const;
  state.update({ ...planned, missing: plan.steps.filter(({ cell }) => cell !== 'c1') });
  return {
    state,
    row: () => state.rows()[0],
    at: (seconds: number) => (now = seconds),
    seal: (cell: string, which = stepsOf(cell)) => {
      for (const { key } of which) state.update({ kind: 'sealed', experiment: 0, key, outcome: 'done' });
    },
  };
}

describe('progress', () => {
  it('counts a cell as done when its last step is sealed', () => {
    const { row, seal, state } = begin();
    expect(row()).toMatchObject({ cells: 4, cached: 1, done: 0, running: 0, failed: 0 });
    seal('c2', stepsOf('c2').slice(0, 1));
    expect(row().done).toBe(0);
    seal('c2', stepsOf('c2').slice(1));
    expect(row()).toMatchObject({ cached: 1, done: 1 });
    expect(state.totals()).toMatchObject({ executed: 2, reused: 2, diverged: 0 });
  });

  it('counts the unfinished cells of tasks in progress as running', () => {
    const { row, seal, state } = begin();
    const task = taskOf('c2', 'c3');
    state.update({ kind: 'started', task });
    expect(row().running).toBe(2);
    seal('c2');
    expect(row()).toMatchObject({ running: 1, done: 1 });
    state.update({ kind: 'ended', task });
    expect(row().running).toBe(0);
  });

  it('estimates from what was done per second, inside of a task too, and says nothing too early', () => {
    const { row, seal, state, at } = begin();
    const task = taskOf('c2', 'c3');
    state.update({ kind: 'started', task });
    at(10);
    state.update({ kind: 'progress', task, fraction: 0.01 });
    expect(row().left).toBeUndefined();
    state.update({ kind: 'progress', task, fraction: 0.5 });
    // 200 of 600 operations took 10 s.
    expect(row().left).toBeCloseTo(20, 9);
    seal('c2');
    expect(row().left).toBeCloseTo(20, 9);
    state.update({ kind: 'progress', task, fraction: 1 });
    expect(row().left).toBeCloseTo(5, 9);
  });

  it('remembers failures, and expects no work of them any more', () => {
    const { row, seal, state } = begin();
    for (const cell of ['c2', 'c4']) seal(cell);
    state.update({ kind: 'failed', experiment: 0, cell: 'c3', reason: 'crashed' });
    expect(row()).toMatchObject({ done: 2, failed: 1, left: undefined });
    expect(state.totals().failed).toEqual([
      { experiment: 'fake', cell: 'c3', reason: 'crashed', before: false },
    ]);
  });

  it('keeps what was reused when damage makes it plan again', () => {
    const { row, seal, state } = begin();
    for (const cell of ['c2', 'c3', 'c4']) seal(cell);
    const planned = { kind: 'planned', experiment: 0, wanted: plan.steps, failed: [] } as const;
    state.update({ ...planned, missing: stepsOf('c2').slice(0, 1) });
    expect(row()).toMatchObject({ cached: 1, done: 2 });
    seal('c2', stepsOf('c2').slice(0, 1));
    expect(row()).toMatchObject({ cached: 1, done: 3 });
    expect(state.totals()).toMatchObject({ executed: 7, reused: 2 });
  });
});

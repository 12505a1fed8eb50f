import { describe, expect, it } from 'vitest';
import type { Moment } from '../../compiler/plan/plan.ts';
import { jobsFor, longestFirst, missingSteps } from '../../runtime/jobs.ts';
import type { StepOutcome, StoredRecord } from '../../runtime/store/record.ts';
import { fakeEngine, fakePlan } from './fake-plan.ts';

const { cohorts } = fakeEngine;
const plan = fakePlan({
  cells: 3,
  measurements: { width: ['initial', 'final'], curve: [{ every: 5 } as Moment] },
});
const steps = (cell: string, ...kinds: string[]) =>
  plan.steps.filter(
    (step) => step.cell === cell && kinds.includes(step.kind === 'train' ? 'train' : step.measurement),
  );
const keys = (cell: string, ...kinds: string[]) => steps(cell, ...kinds).map(({ key }) => key);

describe('what is missing', () => {
  it('is what was never sealed, and what failed', () => {
    const outcomes: Record<string, StepOutcome> = {
      [keys('c1', 'train')[0]]: 'done',
      [keys('c2', 'train')[0]]: 'diverged',
      [keys('c3', 'train')[0]]: 'failed',
    };
    const read = (key: string) => (outcomes[key] ? ({ outcome: outcomes[key] } as StoredRecord) : undefined);
    const trainings = plan.steps.filter(({ kind }) => kind === 'train');
    expect(missingSteps(trainings, read).map(({ cell }) => cell)).toEqual(['c3']);
  });
});

describe('jobs', () => {
  it('train cohorts, and ask for everything that their cells lack', () => {
    expect(jobsFor(plan, plan.steps, cohorts).map(({ job }) => job)).toEqual([
      {
        kind: 'train',
        cells: ['c1', 'c2'],
        steps: [...keys('c1', 'train', 'width', 'curve'), ...keys('c2', 'train', 'width', 'curve')],
      },
      { kind: 'train', cells: ['c3'], steps: keys('c3', 'train', 'width', 'curve') },
    ]);
  });

  it('measure without training where the training is there and only its ends are asked for', () => {
    expect(jobsFor(plan, steps('c1', 'width'), cohorts)).toEqual([
      { job: { kind: 'measure', cell: 'c1', steps: keys('c1', 'width') }, cost: 100 },
    ]);
  });

  it('train again for what is measured along the way, and ask for nothing else', () => {
    expect(jobsFor(plan, steps('c1', 'curve'), cohorts).map(({ job }) => job)).toEqual([
      { kind: 'train', cells: ['c1'], steps: keys('c1', 'curve') },
    ]);
  });

  it('measure networks that are not trained, whenever that is', () => {
    const untrained = fakePlan({ trained: false, cells: 2 });
    expect(jobsFor(untrained, untrained.steps, cohorts).map(({ job }) => job.kind)).toEqual([
      'measure',
      'measure',
    ]);
  });

  it('are none where nothing is missing', () => {
    expect(jobsFor(plan, [], cohorts)).toEqual([]);
  });

  it('begin with trainings, and with the longest', () => {
    const works = jobsFor(
      plan,
      [...steps('c1', 'width'), ...steps('c2', 'train'), ...steps('c3', 'train', 'curve')],
      (_, cells) => cells.map((cell) => [cell]),
    );
    const order = works.sort(longestFirst).map(({ job, cost }) => [job.kind, cost]);
    expect(order).toEqual([
      ['train', 200],
      ['train', 100],
      ['measure', 100],
    ]);
  });
});

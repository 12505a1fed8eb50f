import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimCell } from '../../runtime/claim.ts';
import { type Leases, openLeases } from '../../runtime/store/leases.ts';
import type { StepOutcome, StoredRecord } from '../../runtime/store/record.ts';
import { fakePlan } from './fake-plan.ts';

const { steps } = fakePlan({ cells: 1, measurements: { width: ['final'], height: ['final'] } });
const [train, width, height] = steps;

let folder: string;
let [mine, other]: Leases[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-claim-'));
  [mine, other] = [openLeases(folder), openLeases(folder)];
});
afterEach(() => {
  mine.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

const claim = (outcomes: Record<string, StepOutcome> = {}, before: string[] = [], own = new Set<string>()) =>
  claimCell(
    steps,
    mine,
    (key) => outcomes[key] && ({ outcome: outcomes[key], reason: 'no memory' } as StoredRecord),
    new Set(before),
    own,
  );

it('takes every step that nobody is at', () => {
  expect(claim()).toEqual({ mine: steps, others: [], found: [], failed: [] });
  expect(steps.map(({ key }) => other.take(key))).toEqual([false, false, false]);
});

it('leaves a step to who is at it', () => {
  other.take(width.key);
  expect(claim()).toMatchObject({ mine: [train, height], others: [width] });
});

it('waits with the whole cell for a training that somebody else is at', () => {
  other.take(train.key);
  expect(claim()).toMatchObject({ mine: [], others: steps });
  expect(other.take(width.key)).toBe(true);
});

it('finds what was sealed since, and gives its lease back', () => {
  expect(claim({ [train.key]: 'done', [width.key]: 'diverged' })).toMatchObject({
    mine: [height],
    found: [train, width],
  });
  expect(other.take(train.key)).toBe(true);
});

it('takes a failure since as an answer, for all that needs the training, and an old one as work', () => {
  const failures = { [train.key]: 'failed' } as const;
  expect(claim(failures)).toMatchObject({
    mine: [],
    failed: steps.map((step) => ({ step, reason: 'no memory' })),
  });
  expect(claim(failures, [train.key]).mine).toEqual(steps);
});

it('shares a step among the cells of one job', () => {
  const own = new Set<string>();
  claim({}, [], own);
  expect(claim({}, [], own).mine).toEqual(steps);
  expect(claim({}, [], new Set()).others).toEqual(steps);
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../compiler/plan/plan.ts';
import type { Results } from '../../../compiler/plan/results.ts';
import type { Sealable } from '../../../runtime/job.ts';
import { collectResults } from '../../../runtime/results/collect.ts';
import type { ReadRecord } from '../../../runtime/store/record.ts';
import { compiled, done, readFrom, trainJob } from '../experiments.ts';

/**
 * A rate of 1e-9 leaves the network as it starts, one of 0.05 teaches it. The second arm turns the candidates
 * round, so that each arm must choose another one, and the chosen networks are the same.
 */
const text = `crease: 1
title: Tuned
seed: 3
replicates: 2
data:
  moons: two_moons(count = 120, test = 25%, validation = 25%)
axes:
  order:
    straight: 1
    turned: 2
tune:
  rate:
    values: {slow: 1e-9, fast: 0.05}
    by: accuracy(moons.validation)
network:
  input: moons
  layers: [dense(8), relu(), dense(moons.classes)]
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: "adam(rate = if order == straight then rate else if rate == slow then 0.05 else 1e-9)"
  batch: 10
  epochs: 20
measure:
  score: {value: accuracy(moons.test)}
claims:
  same: {says: Same., expect: 'score[order = straight] == score[order = turned]'}
  other:
    says: Not the same.
    expect: score[order = straight, rate = fast] > score[order = turned, rate = fast]
charts:
  scores: {title: Scores, mark: bar, encoding: {x: order, y: score}}
  rates: {title: Rates, mark: bar, encoding: {x: order, y: score, color: rate}}
`;

let plan: Plan;
let results: Results;
let read: ReadRecord;
beforeAll(async () => {
  plan = compiled(text);
  const sealed = new Map<string, Sealable>();
  for (const cell of plan.cells)
    for (const [key, step] of await done(plan, trainJob(plan, [cell.id]), 'reference')) sealed.set(key, step);
  read = readFrom(sealed);
  results = collectResults(plan, { file: 'tuned.crease.yaml', text }, read);
}, 60_000);

const meanOf = (measurement: string, arms: Readonly<Record<string, string>>) => {
  const variant = results.variants.find(
    (own) => own.arms.order === arms.order && own.arms.rate === arms.rate,
  );
  const values = results.cells
    .filter((cell) => cell.variant === variant?.id)
    .map((cell) => cell.values[measurement] as number);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

describe('a tuned setting', () => {
  it('is chosen for each arm, by its mean on validation data', () => {
    expect(results.tuned?.map(({ arms, chosen }) => [arms, chosen])).toEqual([
      [{ order: 'straight' }, { rate: 'fast' }],
      [{ order: 'turned' }, { rate: 'slow' }],
    ]);
    for (const { arms, candidates } of results.tuned ?? []) {
      expect(candidates.map(({ value }) => value)).toEqual([{ rate: 'slow' }, { rate: 'fast' }]);
      for (const { value, mean, n } of candidates) {
        expect(n).toBe(2);
        expect(mean).toBeCloseTo(meanOf('tune.rate', { ...arms, ...value }), 5);
      }
    }
  });

  it('stands for itself in claims that leave it open, which say so', () => {
    const [same, other] = results.claims;
    expect(same).toMatchObject({ verdict: 'supported', members: [{ n: 2, failed: 0 }] });
    expect(same.method).toContain('rate chosen per arm on validation accuracy');
    const fast = (order: string) => meanOf('score', { order, rate: 'fast' });
    expect(other.members[0].effect).toBeCloseTo(fast('straight') - fast('turned'), 5);
    expect(other.method).not.toContain('chosen');
  });

  it('is the chosen one in charts, all of them where it is drawn', () => {
    const [scores, rates] = results.charts.map(({ table }) => table.rows);
    expect(scores.map(([order, value]) => [order, value])).toEqual([
      ['straight', expect.closeTo(meanOf('score', { order: 'straight', rate: 'fast' }), 5)],
      ['turned', expect.closeTo(meanOf('score', { order: 'turned', rate: 'slow' }), 5)],
    ]);
    expect(rates).toHaveLength(4);
  });

  it('loses with a candidate that diverged in one replicate', () => {
    const lost = plan.steps.find(
      ({ cell, kind }) => cell === 'order=straight,rate=fast,replicate=1' && kind === 'train',
    );
    const less: ReadRecord = (key) => {
      const record = read(key);
      return key === lost?.key && record
        ? { ...record, outcome: 'diverged', reason: 'loss is infinite' }
        : record;
    };
    // The other arm's slow candidate is the same training.
    const { tuned } = collectResults(plan, { file: 'tuned.crease.yaml', text }, less);
    expect(tuned?.map(({ chosen }) => chosen)).toEqual([{ rate: 'slow' }, { rate: 'fast' }]);
    expect(tuned?.[0].candidates[1].diverged).toBe(1);
  });

  it('stands among the settings', () => {
    expect(results.settings).toContainEqual({ path: 'tune.rate.fast', value: '0.05' });
    expect(results.settings).toContainEqual({ path: 'tune.rate.best', value: 'max' });
  });

  it('chooses nothing before anything has run', () => {
    const none = collectResults(plan, { file: 'tuned.crease.yaml', text }, () => undefined);
    expect(none.tuned?.map(({ chosen }) => chosen)).toEqual([null, null]);
    expect(none.claims[0].verdict).toBe('inconclusive');
  });
});

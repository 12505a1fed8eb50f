import { describe, expect, test } from 'vitest';
import type { Axis, Claim, Expectation, Quantity } from '../../../compiler/plan/plan.ts';
import { judgeClaim } from '../../../runtime/statistics/claim.ts';
import type { Lookup } from '../../../runtime/statistics/quantity.ts';
import { compare, literal, measured } from './expectations.ts';

const arm = (name: string) => ({ name, text: name });
const axes: Axis[] = [
  { name: 'start', arms: [arm('both'), arm('random')] },
  { name: 'rate', arms: [arm('0.001'), arm('0.01')] },
];
const noise = [0.01, -0.02, 0.015, -0.01, 0.005];

/** Accuracy 0.9 or 0.8 by start, with noise that both share; the arms differ only at rate 0.001. */
const lookup: Lookup = (name, { start, rate }, replicate) => {
  if (name !== 'accuracy') return undefined;
  const gain =
    start === 'both' && rate === '0.001' ? 0.1 + noise[replicate - 1] / 10 : noise[replicate - 1] / 7;
  return {
    indices: [],
    shape: [],
    values: Float64Array.of(0.8 + gain + (start === 'both' ? 0 : 0.001 * replicate)),
  };
};

const at = (start: string): Quantity => ({ op: 'select', where: { start }, of: measured() });
const difference: Quantity = { op: 'arithmetic', operator: '-', left: at('both'), right: at('random') };

function claim(expect: Expectation, more: Partial<Claim> = {}): Claim {
  return {
    says: 'It is better.',
    text: 'a > b',
    expect,
    exact: false,
    per: [],
    unit: 'probability',
    ...more,
  };
}
const better = { ...compare('>', literal(0.02)), left: difference } as Expectation;

describe('a claim over a family', () => {
  const result = judgeClaim('smart', claim(better, { per: ['rate'] }), axes, 5, lookup);

  test('has a member for every arm of its axes, decided on its own numbers', () => {
    expect(result.members.map(({ per }) => per)).toEqual([{ rate: '0.001' }, { rate: '0.01' }]);
    expect(result.members.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted']);
    // mean of the gains less the mean of 0.001 · replicate
    const mean = noise.reduce((sum, value) => sum + value, 0) / 5;
    expect(result.members[0].effect).toBeCloseTo(0.1 + mean / 10 - mean / 7 - 0.003, 12);
  });

  test('is refuted as a whole where one member is, and says how it was decided', () => {
    expect(result).toMatchObject({
      name: 'smart',
      says: 'It is better.',
      text: 'a > b',
      verdict: 'refuted',
      unit: 'probability',
      method: 'paired t interval of the difference, 95 %, Holm over 2',
    });
  });

  test('multiplies its axes in their order', () => {
    const both = judgeClaim(
      'all',
      claim(compare('>', literal(0.5)), { per: ['rate', 'start'] }),
      axes,
      5,
      lookup,
    );
    expect(both.members.map(({ per }) => Object.values(per).join())).toEqual([
      'both,0.001',
      'both,0.01',
      'random,0.001',
      'random,0.01',
    ]);
    expect(both).toMatchObject({ verdict: 'supported', method: 't interval of the mean, 95 %, Holm over 4' });
  });
});

describe('the method', () => {
  const methodOf = (expectation: Expectation, more: Partial<Claim> = {}) =>
    judgeClaim('c', claim(expectation, more), axes, 5, lookup).method;
  const close = (relative: boolean): Expectation => ({
    kind: 'within',
    left: at('both'),
    right: at('random'),
    tolerance: 0.01,
    relative,
  });

  test('names test, level and exactness', () => {
    expect(methodOf(compare('<', at('random')))).toBe('paired t interval of the difference, 95 %');
    expect(methodOf(close(false))).toBe('two one-sided t tests of the paired difference, 90 %');
    expect(methodOf(close(true))).toBe('two one-sided t tests of the paired relative difference, 90 %');
    expect(methodOf(compare('<', literal(1)), { exact: true })).toBe('exact: must hold in every replicate');
    expect(methodOf(compare('==', literal(12)), { unit: 'count' })).toBe(
      'exact: must be equal in every replicate',
    );
    expect(methodOf(compare('==', literal(12)))).toContain('1e-9');
  });
});

test('an equality is exact without being told', () => {
  const regions: Lookup = () => ({ indices: [], shape: [], values: Float64Array.of(12) });
  const result = judgeClaim('c', claim(compare('==', literal(12)), { unit: 'count' }), [], 4, regions);
  expect(result).toMatchObject({ verdict: 'supported', exact: true });
  expect(result.members).toMatchObject([
    { per: {}, n: 4, failed: 0, effect: 12, low: 12, high: 12, threshold: 12 },
  ]);
});

test('a replicate whose cell failed is left out and counted', () => {
  const some: Lookup = (name, arms, replicate) =>
    replicate === 2 ? undefined : lookup(name, arms, replicate);
  const [member] = judgeClaim('c', claim(better, { per: [] }), axes, 5, (name, arms, r) =>
    some(name, { ...arms, rate: '0.001' }, r),
  ).members;
  expect(member).toMatchObject({ n: 4, failed: 1, verdict: 'supported' });
  expect(member.replicates[1]).toEqual({ replicate: 2, effect: null });
});

test('a claim that can not be computed is inconclusive and says why', () => {
  const wide: Lookup = () => ({ indices: [{ name: 'layer' }], shape: [2], values: Float64Array.of(1, 2) });
  const result = judgeClaim('c', claim(compare('<', literal(3))), axes, 2, wide);
  expect(result.verdict).toBe('inconclusive');
  expect(result.method).toMatch(/could not be computed: this is not one number but one for each layer/);
});

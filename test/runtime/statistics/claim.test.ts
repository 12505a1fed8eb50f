import { describe, expect, test } from 'vitest';
import type { Axis, Claim, Comparison, Expectation, Quantity } from '../../../compiler/plan/plan.ts';
import { judgeClaim } from '../../../runtime/statistics/claim.ts';
import type { Design } from '../../../runtime/statistics/design.ts';
import type { Lookup } from '../../../runtime/statistics/quantity.ts';
import { compare, literal, measured } from './expectations.ts';

const arm = (name: string) => ({ name, text: name });
const axes: Axis[] = [
  { name: 'start', arms: [arm('both'), arm('random')] },
  { name: 'rate', arms: [arm('0.001'), arm('0.01')] },
];
/** Every combination of arms, in replicates counted from 1. */
const design = (axes: readonly Axis[], replicates: number): Design => ({
  variants: axes.reduce<Record<string, string>[]>(
    (all, { name, arms }) => all.flatMap((some) => arms.map((one) => ({ ...some, [name]: one.name }))),
    [{}],
  ),
  replicates: Array.from({ length: replicates }, (_, i) => i + 1),
  overlap: 0,
  tuned: [],
});
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
  const result = judgeClaim('smart', claim(better, { per: ['rate'] }), design(axes, 5), lookup);

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
      design(axes, 5),
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
    judgeClaim('c', claim(expectation, more), design(axes, 5), lookup).method;
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
  const result = judgeClaim(
    'c',
    claim(compare('==', literal(12)), { unit: 'count' }),
    design([], 4),
    regions,
  );
  expect(result).toMatchObject({ verdict: 'supported', exact: true });
  expect(result.members).toMatchObject([
    { per: {}, n: 4, failed: 0, effect: 12, low: 12, high: 12, threshold: 12 },
  ]);
});

test('a replicate whose cell failed is left out and counted', () => {
  const some: Lookup = (name, arms, replicate) =>
    replicate === 2 ? undefined : lookup(name, arms, replicate);
  const [member] = judgeClaim('c', claim(better, { per: [] }), design(axes, 5), (name, arms, r) =>
    some(name, { ...arms, rate: '0.001' }, r),
  ).members;
  expect(member).toMatchObject({ n: 4, failed: 1, verdict: 'supported' });
  expect(member.replicates[1]).toEqual({ replicate: 2, effect: null });
});

test('a claim that can not be computed is inconclusive and says why', () => {
  const wide: Lookup = () => ({ indices: [{ name: 'layer' }], shape: [2], values: Float64Array.of(1, 2) });
  const result = judgeClaim('c', claim(compare('<', literal(3))), design(axes, 2), wide);
  expect(result.verdict).toBe('inconclusive');
  expect(result.method).toMatch(/could not be computed: this is not one number but one for each layer/);
});

const arms = (...names: string[]) => names.map(arm);
const single = (value: number) => ({ indices: [], shape: [], values: Float64Array.of(value) });

describe('a claim of several comparisons', () => {
  const expect_: Expectation = {
    kind: 'and',
    parts: [
      { text: 'a > 0.8', expect: compare('>', literal(0.7)), unit: 'probability' },
      { text: 'a == a', expect: compare('==', measured()), unit: 'probability' },
      { text: 'a < 0.75', expect: compare('<', literal(0.75)), unit: 'probability' },
    ],
  };
  const result = judgeClaim('both', claim(expect_), design([], 5), (_, __, r) =>
    single(0.8 + noise[r - 1] / 10),
  );

  test('shows each, and fails where one does', () => {
    expect(result.members.map(({ part, verdict }) => [part, verdict])).toEqual([
      ['a > 0.8', 'supported'],
      ['a == a', 'supported'],
      ['a < 0.75', 'refuted'],
    ]);
    expect(result.verdict).toBe('refuted');
  });

  test('corrects for those that were tested', () => {
    expect(result.method).toBe(
      't interval of the mean, 95 %; exact: must be equal within a relative 1e-9 in every replicate, Holm over 2',
    );
    expect(result.members[1].p).toBeUndefined();
    expect(result.exact).toBe(false);
  });
});

describe('a trend', () => {
  const widths: Axis[] = [{ name: 'width', arms: arms('64', '16', '32') }];
  const falls: Comparison = {
    kind: 'compare',
    operator: '<',
    left: { op: 'slope', along: 'width', arms: ['16', '32', '64'], of: measured() },
    right: literal(0),
  };
  const judgeWith = (value: (place: number, replicate: number) => number) =>
    judgeClaim('trend', claim(falls), design(widths, 5), (_, { width }, replicate) =>
      single(value(['16', '32', '64'].indexOf(width), replicate)),
    );

  test('is the slope in each replicate, in the order of the values', () => {
    const result = judgeWith(
      (place, replicate) => 1 - 0.1 * place + 0.02 * noise[replicate - 1] * place ** 2,
    );
    // the least-squares slope over three places is half of last − first
    expect(result.members[0].replicates.map(({ effect }) => effect)).toEqual(
      noise.map((each) => expect.closeTo(-0.1 + 0.04 * each, 12)),
    );
    expect(result).toMatchObject({
      verdict: 'supported',
      method: 't interval of the least-squares slopes of the replicates, 95 %',
    });
    expect(result.members[0].difference).toBe(true);
  });

  test('is named so inside a selection of arms, too', () => {
    const selected: Expectation = { ...falls, left: { op: 'select', where: {}, of: falls.left } };
    const { method } = judgeClaim('trend', claim(selected), design(widths, 5), () => single(1));
    expect(method).toBe('t interval of the least-squares slopes of the replicates, 95 %');
  });

  test('is refuted by the opposite, and left open by noise', () => {
    expect(judgeWith((place, r) => place + noise[r - 1] * place).verdict).toBe('refuted');
    expect(judgeWith((place, r) => place * (r - 3)).verdict).toBe('inconclusive');
  });

  test('needs every arm', () => {
    const result = judgeClaim('trend', claim(falls), design(widths, 5), (_, { width }, r) =>
      width === '32' && r === 2 ? undefined : single(-Number(width) + noise[r - 1] * Number(width)),
    );
    expect(result.members[0]).toMatchObject({ n: 4, failed: 1, verdict: 'supported' });
  });
});

describe('a ratio', () => {
  const ratio = (operator: '<' | '>', threshold: number): Expectation => ({
    kind: 'compare',
    operator,
    left: { op: 'arithmetic', operator: '/', left: at('both'), right: at('random') },
    right: literal(threshold),
  });
  const ratios = [1.5, 2, 3, 2.5, 1.8];
  const find: Lookup = (_, { start }, r) => single(start === 'both' ? ratios[r - 1] : 1);

  test('is averaged geometrically, so that turning it upside down turns the claim round', () => {
    const [up] = judgeClaim('r', claim(ratio('>', 1.2)), design(axes, 5), find).members;
    const turned: Lookup = (_, { start }, r) => single(start === 'both' ? 1 : ratios[r - 1]);
    const [down] = judgeClaim('r', claim(ratio('<', 1 / 1.2)), design(axes, 5), turned).members;
    expect(up.effect).toBeCloseTo((1.5 * 2 * 3 * 2.5 * 1.8) ** (1 / 5), 12);
    expect(down.effect).toBeCloseTo(1 / up.effect!, 12);
    expect(down.high).toBeCloseTo(1 / up.low!, 12);
    expect(down.p).toBeCloseTo(up.p!, 12);
    expect(up.verdict).toBe('supported');
  });

  test('that is not positive is averaged as it is', () => {
    const result = judgeClaim('r', claim(ratio('>', 1.2)), design(axes, 5), (_, { start }, r) =>
      single(start === 'both' ? r - 1 : 1),
    );
    expect(result.members[0].effect).toBe(2);
    expect(result.method).toBe('t interval of the mean, 95 %');
  });
});

test('a curve that never gets to its level counts with its last step, and is counted', () => {
  const steps: Expectation = {
    kind: 'compare',
    operator: '<',
    left: {
      op: 'statistic',
      name: 'steps_to',
      over: ['step'],
      of: measured(),
      settings: { level: 0.9, falling: false },
    },
    right: literal(1000),
  };
  const curve: Lookup = (_, __, replicate) => ({
    indices: [{ name: 'step', values: [0, 50, 100] }],
    shape: [3],
    values: replicate === 2 ? Float64Array.of(0.1, 0.2, 0.3) : Float64Array.of(0.1, 0.9, 0.8),
  });
  const [member] = judgeClaim('fast', claim(steps, { unit: 'steps' }), design([], 3), curve).members;
  expect(member.replicates.map(({ effect }) => effect)).toEqual([50, 100, 50]);
  expect(member).toMatchObject({ censored: 1, n: 3, failed: 0 });
});

import { describe, expect, test } from 'vitest';
import { judge, judgeFamily } from '../../../runtime/statistics/verdict.ts';
import { compare, literal, pairs, within } from './expectations.ts';

const statistical = { exact: false };
/** Mean 1, standard error √(2.5/5)·0.1, so that the 95 % interval is 1 ± 2.776·0.0707. */
const nearOne = [0.8, 0.9, 1, 1.1, 1.2];
const reach = 2.7764 * Math.sqrt(0.025 / 5);

describe('an order by statistics', () => {
  test('is supported, refuted or left open by the whole interval', () => {
    const against = (threshold: number) =>
      judge(
        compare('>', literal(threshold)),
        pairs(
          nearOne,
          nearOne.map(() => threshold),
        ),
        statistical,
      );
    expect(against(1 - reach - 0.01).verdict).toBe('supported');
    expect(against(1 - reach + 0.01).verdict).toBe('inconclusive');
    expect(against(1 + reach - 0.01).verdict).toBe('inconclusive');
    expect(against(1 + reach + 0.01).verdict).toBe('refuted');
  });

  test('turns around with its sign', () => {
    const sides = pairs(nearOne, [0, 0, 0, 0, 0]);
    expect(judge(compare('>'), sides, statistical).verdict).toBe('supported');
    expect(judge(compare('<'), sides, statistical).verdict).toBe('refuted');
    expect(judge(compare('>='), sides, statistical).verdict).toBe('supported');
    expect(judge(compare('<='), sides, statistical).verdict).toBe('refuted');
  });

  test('shows the paired difference, its interval and every replicate', () => {
    const result = judge(
      compare('>'),
      pairs([10.8, 20.9, 31, 41.1, 51.2], [10, 20, 30, 40, 50]),
      statistical,
    );
    expect(result.effect).toBeCloseTo(1, 12);
    expect(result.low).toBeCloseTo(1 - reach, 4);
    expect(result.high).toBeCloseTo(1 + reach, 4);
    expect(result).toMatchObject({ threshold: 0, relation: '>', n: 5, failed: 0 });
    expect(result.replicates.map(({ replicate }) => replicate)).toEqual([1, 2, 3, 4, 5]);
    expect(result.replicates[4].effect).toBeCloseTo(1.2, 12);
  });

  test('shows the left side alone where the right one is a number', () => {
    const result = judge(compare('<', literal(5)), pairs(nearOne, [5, 5, 5, 5, 5]), statistical);
    expect(result).toMatchObject({ threshold: 5, verdict: 'supported' });
    expect(result.effect).toBeCloseTo(1, 12);
  });

  test('counts failed replicates and never averages them', () => {
    const result = judge(
      compare('>'),
      pairs([...nearOne, null, Number.NaN, 7, Infinity], [...[0, 0, 0, 0, 0], 0, 0, null, 0]),
      statistical,
    );
    expect(result).toMatchObject({ n: 5, failed: 4, verdict: 'supported' });
    expect(result.effect).toBeCloseTo(1, 12);
    expect(result.replicates.slice(5).map(({ effect }) => effect)).toEqual([null, null, null, null]);
  });

  test('decides nothing from one replicate or none', () => {
    const one = judge(compare('>'), pairs([9], [0]), statistical);
    expect(one).toMatchObject({ verdict: 'inconclusive', effect: 9, low: null, high: null, n: 1 });
    expect(one).not.toHaveProperty('p');
    const none = judge(compare('>'), pairs([null], [0]), statistical);
    expect(none).toMatchObject({ verdict: 'inconclusive', effect: null, n: 0, failed: 1 });
  });

  test('decides by the relation where the replicates do not differ', () => {
    const same = pairs([2, 2, 2], [2, 2, 2]);
    expect(judge(compare('<='), same, statistical).verdict).toBe('supported');
    expect(judge(compare('<'), same, statistical).verdict).toBe('refuted');
    const less = judge(compare('<'), pairs([1, 1, 1], [2, 2, 2]), statistical);
    expect(less).toMatchObject({ verdict: 'supported', low: -1, high: -1, p: 0 });
  });
});

describe('equivalence', () => {
  // 90 % two-sided point of t with 4 degrees of freedom: 2.132
  const reach90 = 2.1318 * Math.sqrt(0.025 / 5);
  const around = (centre: number) =>
    pairs(
      nearOne.map((value) => value - 1 + centre),
      [0, 0, 0, 0, 0],
    );

  test('is supported inside, refuted outside, open across the border', () => {
    const verdict = (centre: number) => judge(within(0.5), around(centre), statistical).verdict;
    expect(verdict(0)).toBe('supported');
    expect(verdict(0.5 - reach90 - 0.01)).toBe('supported');
    expect(verdict(0.5 - reach90 + 0.01)).toBe('inconclusive');
    expect(verdict(-0.5 - reach90 + 0.01)).toBe('inconclusive');
    expect(verdict(-0.5 - reach90 - 0.01)).toBe('refuted');
    expect(verdict(2)).toBe('refuted');
  });

  test('shows the 90 % interval against the tolerance', () => {
    const result = judge(within(0.5), around(0.1), statistical);
    expect(result.high).toBeCloseTo(0.1 + reach90, 4);
    expect(result).toMatchObject({ relation: 'within', threshold: 0.5 });
  });

  test('is measured in shares of the right side where it is relative', () => {
    const result = judge(within(0.02, true), pairs([101, 202, 99.5], [100, 200, 100]), statistical);
    expect(result.replicates.map(({ effect }) => effect)).toEqual([0.01, 0.01, -0.005]);
    expect(judge(within(0.02, true), pairs([1], [0]), statistical).failed).toBe(1);
  });
});

describe('an exact claim', () => {
  const exact = { exact: true };

  test('must hold in every replicate', () => {
    expect(judge(compare('<', literal(1e-9)), pairs([1e-12, 2e-12], [1e-9, 1e-9]), exact).verdict).toBe(
      'supported',
    );
    const broken = judge(compare('<', literal(1e-9)), pairs([1e-12, 2e-9], [1e-9, 1e-9]), exact);
    expect(broken).toMatchObject({ verdict: 'refuted', low: 1e-12, high: 2e-9, threshold: 1e-9, n: 2 });
    expect(broken).not.toHaveProperty('p');
  });

  test('is open where it could not be seen in every replicate', () => {
    expect(judge(compare('<'), pairs([1, null], [2, 2]), exact)).toMatchObject({
      verdict: 'inconclusive',
      failed: 1,
    });
    expect(judge(compare('<'), pairs([3, null], [2, 2]), exact).verdict).toBe('refuted');
    expect(judge(compare('<'), pairs([null], [2]), exact).verdict).toBe('inconclusive');
  });

  test('takes counts at their word and other numbers up to a relative 1e-9', () => {
    const equal = (left: number, right: number, counts: boolean) =>
      judge(compare('=='), pairs([left], [right]), { exact: false, counts }).verdict;
    expect(equal(12, 12, true)).toBe('supported');
    expect(equal(1e12, 1e12 + 1, true)).toBe('refuted');
    expect(equal(1e12, 1e12 + 1, false)).toBe('supported');
    expect(equal(1, 1 + 1e-8, false)).toBe('refuted');
    expect(equal(0, 1e-300, false)).toBe('refuted');
  });

  test('of closeness compares with the tolerance', () => {
    expect(judge(within(0.1), pairs([1, 1.1], [1.05, 1.05]), exact).verdict).toBe('supported');
    expect(judge(within(0.1), pairs([1, 1.2], [1.05, 1.05]), exact).verdict).toBe('refuted');
  });
});

describe('a family', () => {
  // t = 3 and t = 1 with 4 degrees of freedom: p = 0.0399 and 0.3739
  const shifted = (t: number) =>
    pairs(
      nearOne.map((value) => value - 1 + t * Math.sqrt(0.025 / 5)),
      [0, 0, 0, 0, 0],
    );

  test('is corrected, so that a member alone may be supported and in company not', () => {
    expect(judge(compare('>'), shifted(3), statistical).verdict).toBe('supported');
    const members = judgeFamily(compare('>'), [shifted(3), shifted(1)], statistical);
    expect(members[0]).toMatchObject({ verdict: 'inconclusive', p: expect.closeTo(2 * 0.03994, 4) });
    expect(members[1].p).toBeCloseTo(0.3739, 4);
  });

  test('has intervals that agree with its verdicts', () => {
    for (const ts of [
      [3, 1],
      [9, 3.2, 2.9, 1],
      [-9, 9],
      [40, 0.1, 3],
    ])
      for (const expectation of [compare('>'), within(0.1)]) {
        const members = judgeFamily(expectation, ts.map(shifted), statistical);
        for (const { verdict, low, high } of members) {
          const [inside, outside] =
            expectation.kind === 'within'
              ? [low! > -0.1 && high! < 0.1, low! > 0.1 || high! < -0.1]
              : [low! > 0, high! < 0];
          expect(verdict).toBe(inside ? 'supported' : outside ? 'refuted' : 'inconclusive');
        }
      }
  });

  test('counts a member that can not be computed', () => {
    const members = judgeFamily(compare('>'), [shifted(3), pairs([null], [null])], statistical);
    expect(members.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
  });
});

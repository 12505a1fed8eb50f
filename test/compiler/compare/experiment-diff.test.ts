import { describe, expect, test } from 'vitest';
import { compareRevisions } from '../../../compiler/compare/experiment-diff.ts';
import { findingsIn, isAlarm } from '../../../compiler/compare/findings.ts';
import type { Committed } from '../../../compiler/plan/committed.ts';
import { cell, claim, results } from './pair.ts';

const compare = (before: Committed, after: Committed, text = ['a', 'a'], tolerance = 0) =>
  compareRevisions(
    'small',
    { committed: before, text: text[0] },
    { committed: after, text: text[1] },
    tolerance,
  );
const kinds = (before: Committed, after: Committed, text?: string[]) =>
  compare(before, after, text)?.cells.map(({ id, kind }) => `${id} ${kind}`);

const plain = { a: [cell('k1'), cell('k2')] };

describe('a cell', () => {
  test('is unchanged where nothing differs, and cosmetic where only text does', () => {
    expect(compare(results(plain), results(plain))).toBeUndefined();
    expect(kinds(results(plain), results(plain), ['a', 'b'])).toEqual([
      'norm=a,replicate=1 cosmetic',
      'norm=a,replicate=2 cosmetic',
    ]);
  });

  test('has another meaning where a setting of its own changed', () => {
    const after = results({ a: [cell('k3'), cell('k4')] }, { settings: { 'train.batch': '40' } });
    expect(kinds(results(plain), after)).toEqual([
      'norm=a,replicate=1 meaning',
      'norm=a,replicate=2 meaning',
    ]);
    expect(compare(results(plain), after)?.settings).toEqual([
      { path: 'train.batch', before: '20', after: '40', cells: 2 },
    ]);
  });

  test('inherits where its key changed and none of its settings did', () => {
    const after = results({ a: [cell('k3'), cell('k4')] });
    expect(kinds(results(plain), after)).toEqual([
      'norm=a,replicate=1 inherited',
      'norm=a,replicate=2 inherited',
    ]);
  });

  test('drifts where its results moved with equal keys, in value or in outcome', () => {
    const moved = compare(results(plain), results({ a: [cell('k1', 1.00001), cell('k2')] }));
    expect(moved?.cells).toMatchObject([
      { kind: 'drift', drift: [{ measurement: 'score', before: 1, after: 1.00001 }] },
    ]);
    const ended = results({ a: [cell('k1', null, 'diverged'), cell('k2')] });
    expect(kinds(results(plain), ended)).toEqual(['norm=a,replicate=1 drift']);
    expect(findingsIn([compare(results(plain), ended)!]).filter(isAlarm)).not.toEqual([]);
  });

  test('drifts where only another of its measurements is computed anew', () => {
    const after = results({ a: [cell('k1', 2), cell('k2')] });
    const cells = Object.entries(after.cells).map(([id, each]) => [
      id,
      { ...each, keys: { ...each.keys, other: 'new' }, values: { ...each.values, other: 3 } },
    ]);
    expect(kinds(results(plain), { ...after, cells: Object.fromEntries(cells) })).toEqual([
      'norm=a,replicate=1 drift',
      'norm=a,replicate=2 inherited',
    ]);
  });

  test('is computed where it was missing or had failed', () => {
    for (const outcome of ['missing', 'failed'] as const)
      expect(kinds(results({ a: [cell('k1', null, outcome)] }), results({ a: [cell('k1')] }))).toEqual([
        'norm=a,replicate=1 computed',
      ]);
  });
});

test('settings are compared variant by variant, however their rows are grouped', () => {
  const arms = { a: [cell('k1')], b: [cell('k2'), cell('k3')] };
  const changed = { a: [cell('k1')], b: [cell('k4'), cell('k5')] };
  const split = { 'train.batch [norm=a]': '20', 'train.batch [norm=b]': '40' };
  const diff = compare(results(arms), results(changed, { settings: split }));
  expect(diff?.settings).toEqual([{ path: 'train.batch', before: '20', after: '40', cells: 2 }]);
  expect(diff?.cells.map(({ kind }) => kind)).toEqual(['meaning', 'meaning']);
});

test('names that were changed are translated: nothing is added or removed, and claims stay what they say', () => {
  const before = results(
    { a: [cell('k1')] },
    {
      settings: { 'axes.norm.a': 'bias()', 'train.batch [norm=a]': '20' },
      claims: { better: claim('score[norm = a] > 0', 'supported', 2) },
    },
  );
  const [old] = Object.values(before.cells);
  const after: Committed = {
    ...before,
    moved: [
      { kind: 'axis', from: 'norm', to: 'shift' },
      { kind: 'arm', from: 'a', to: 'plain', axis: 'shift' },
    ],
    settings: { 'axes.shift.plain': 'bias()', 'train.batch [shift=plain]': '20' },
    variants: { 'shift=plain': { shift: 'plain' } },
    cells: { 'shift=plain,replicate=1': { ...old, variant: 'shift=plain' } },
    claims: { better: claim('score[shift = plain] > 0', 'supported', 2) },
  };
  expect(compare(before, after)).toMatchObject({
    renamed: ['axes.norm: axes.shift', 'axes.shift.a: axes.shift.plain'],
    ...{ claims: [], settings: [], cells: [], metrics: [] },
  });
});

test('a name that was given up long ago may be given to something else', () => {
  const moved = [{ kind: 'arm', from: 'a', to: 'b', axis: 'norm' }] as const;
  const both = { b: [cell('k1')], a: [cell('k2')] };
  expect(compare(results(both, { moved }), results(both, { moved }))).toBeUndefined();
});

describe('a claim', () => {
  const having = (text: string, verdict: 'supported' | 'refuted', effect = 2, arms = plain) =>
    results(arms, { claims: { better: claim(text, verdict, effect) } });

  test('flips', () => {
    const diff = compare(having('x > 0', 'supported'), having('x > 0', 'refuted', -2));
    expect(diff?.claims).toMatchObject([
      {
        ...{ kind: 'flipped', before: 'supported', after: 'refuted', afterData: false },
        members: [{ before: { effect: 2, low: 1, high: 3 }, after: { effect: -2, low: -3, high: -1 } }],
      },
    ]);
    expect(findingsIn([diff!])[0]).toEqual({ alarm: true, text: 'better is refuted, was supported' });
  });

  test('that is restated on data that were there is analysis changed after data, on new data it is not', () => {
    const fresh = { a: [cell('k8'), cell('k9')] };
    const restated = (after: Committed) => compare(having('x > 1', 'supported'), after)?.claims[0];
    expect(restated(having('x > 0', 'supported'))).toMatchObject({ kind: 'restated', afterData: true });
    expect(restated(having('x > 0', 'supported', 2, fresh))).toMatchObject({ afterData: false });
    expect(restated(results(plain))).toMatchObject({ kind: 'removed', afterData: true });
  });

  test('cells that are left out while others stay are analysis changed after data', () => {
    const both = results({ ...plain, b: [cell('k3')] });
    expect(findingsIn([compare(both, results(plain))!]).filter(isAlarm)).toEqual([
      { alarm: true, text: 'analysis changed after data: 1 cell left out' },
    ]);
  });
});

describe('a measurement', () => {
  const of = (...values: number[]) => results({ a: values.map((value, i) => cell(`k${i}`, value)) });

  test('is compared by the paired t interval', () => {
    // Differences 1, 2, 3: mean 2, standard error 1/√3, t(0.975, 2) = 4.302653 from a table.
    const [metric] = compare(of(1, 5, 3), of(2, 7, 6))!.metrics;
    const reach = 4.302653 / Math.sqrt(3);
    expect(metric).toMatchObject({ before: 3, after: 5, difference: 2, n: 3, tag: 'inconclusive' });
    expect(metric.low).toBeCloseTo(2 - reach, 5);
    expect(metric.high).toBeCloseTo(2 + reach, 5);
  });

  test.each([
    [[1, 1, 1], [2, 2.1, 1.9], 0, 'better'],
    [[1, 1, 1], [0.1, 0, -0.1], 0, 'worse'],
    [[1, 1, 1], [1.01, 1.02, 1.015], 0, 'better'],
    [[1, 1, 1], [1.01, 1.02, 1.015], 0.05, 'same'],
    [[1], [2], 0, 'inconclusive'],
  ] as const)('of %j and then %j, within %f, is %s', (before, after, tolerance, tag) => {
    expect(compare(of(...before), of(...after), ['a', 'a'], tolerance)?.metrics[0].tag).toBe(tag);
  });

  test('that is good when it is small is better when it falls, and without direction it is higher', () => {
    const as = (best?: 'min') => ({
      measurements: { score: { title: '', text: '', unit: 'one', means: {}, ...(best && { best }) } },
    });
    const tag = (best?: 'min') => {
      const [low, high] = [of(1, 1), of(2, 2)].map((each) => ({ ...each, ...as(best) }));
      return compare(low, high)?.metrics[0].tag;
    };
    expect([tag('min'), tag()]).toEqual(['worse', 'higher']);
  });

  test('of splits that share examples has the wider interval of Nadeau and Bengio', () => {
    const [plainly, corrected] = [0, 1].map(
      (overlap) => compare({ ...of(1, 5, 3), overlap }, { ...of(2, 7, 6), overlap })!.metrics[0],
    );
    // √(1/n + 1) instead of √(1/n), for n = 3
    expect((corrected.high! - 2) / (plainly.high! - 2)).toBeCloseTo(2, 10);
  });
});

test('an experiment that is there on one side only is added or removed', () => {
  const there = { committed: results(plain), text: 'a' };
  expect(compareRevisions('small', {}, there, 0)).toMatchObject({ kind: 'added', cellCount: 2 });
  expect(compareRevisions('small', there, {}, 0)).toMatchObject({ kind: 'removed', cellCount: 2 });
  const broken = compareRevisions('small', there, { text: 'b', problems: ['no'] }, 0);
  expect(findingsIn([broken!])).toEqual([{ alarm: true, text: "small can't be read" }]);
});

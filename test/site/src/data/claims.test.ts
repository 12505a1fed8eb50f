import { describe, expect, test } from 'vitest';
import { claimView } from '../../../../site/src/data/claims.ts';
import { movingCreases } from '../../fixtures/moving-creases.ts';
import { smartStart } from '../../fixtures/smart-start.ts';

const claim = (name: string) =>
  claimView([...movingCreases().claims, ...smartStart().claims].find((one) => one.name === name)!);

describe('claimView', () => {
  test('a difference of probabilities is in points, each member with its arms', () => {
    const { members, axisTitle, spread } = claim('smart');
    expect(axisTitle).toBe('Difference, points');
    expect(spread).toBe('interval');
    expect(members.map(({ label, effect, required, count }) => [label, effect, required, count])).toEqual([
      ['rate = 0.001', '3.71 points', 'must be above 2 points', '10 replicates'],
      ['rate = 0.01', '2.22 points', 'must be above 2 points', '9 replicates, 1 failed'],
    ]);
  });

  test('a claim against a number measures a value; an exact one has a range', () => {
    expect(claim('centred').axisTitle).toBe('Value');
    expect(claim('fewer_in_all').spread).toBe('range');
    expect(claim('centring_is_most_of_it').members[0].required).toBe('must be within ±1 points');
  });
});

describe('a claim of several comparisons', () => {
  const [smart] = smartStart().claims.filter((one) => one.name === 'smart');
  const [level, steps] = smart.members;
  const view = claimView({
    ...smart,
    members: [
      { ...level, per: {}, part: 'a > b', difference: true },
      {
        ...steps,
        per: {},
        part: 'steps_to(a, 90%) < 300 steps',
        unit: 'steps',
        difference: false,
        effect: 120,
        low: 100,
        high: 140,
        threshold: 300,
        relation: '<',
        censored: 2,
        replicates: [{ replicate: 1, effect: 120 }],
      },
    ],
  });

  test('shows each in its own unit and on its own scale', () => {
    expect(view.members.map(({ label, effect }) => [label, effect])).toEqual([
      ['a > b', '3.71 points'],
      ['steps_to(a, 90%) < 300 steps', '120 steps'],
    ]);
    expect(view.members[1].required).toBe('must be below 300 steps');
    expect(view.axisTitle).toBe('Each comparison on its own scale');
    expect(view.members[0].plot.ticks).not.toEqual(view.members[1].plot.ticks);
  });

  test('says how many curves never got to their level', () => {
    expect(view.members[1].count).toContain('2 never at the level');
  });
});

describe('the plot of a member', () => {
  test('shades the side on which the claim holds, up to its threshold', () => {
    const { plot } = claim('smart').members[0];
    const threshold = plot.ticks.find((tick) => tick.threshold)!;
    expect(plot.holds).toEqual([threshold.x, plot.width]);
    expect(claim('closer').members[0].plot.holds[0]).toBe(0);
    const within = claim('centring_is_most_of_it').members[0].plot;
    expect(within.holds).toEqual(within.ticks.filter((tick) => tick.threshold).map((tick) => tick.x));
  });

  test('members share a scale, on which all of their numbers lie', () => {
    const [first, second] = claim('smart').members.map((member) => member.plot);
    expect(first.ticks).toEqual(second.ticks);
    for (const { plot } of claim('smart').members)
      for (const x of [...plot.interval!, plot.mean!, ...plot.dots.map((dot) => dot.x)]) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(plot.width);
      }
  });

  test('numbers that are all the same stand in the middle', () => {
    const [exact] = movingCreases().claims.filter((one) => one.name === 'fewer_in_all');
    const member = {
      ...exact.members[0],
      effect: 12,
      low: 12,
      high: 12,
      replicates: [{ replicate: 1, effect: 12 }],
    };
    const { plot } = claimView({ ...exact, members: [member] }).members[0];
    expect(plot.mean).toBe(plot.width / 2);
    expect(plot.holds).toEqual([plot.width / 2, plot.width / 2]);
  });

  test('a member without numbers draws no interval', () => {
    const [first] = smartStart().claims;
    const empty = {
      ...first.members[0],
      effect: null,
      low: null,
      high: null,
      n: 0,
      failed: 10,
      replicates: [],
    };
    const view = claimView({ ...first, members: [empty] }).members[0];
    expect([view.effect, view.interval, view.plot.interval, view.plot.mean]).toEqual(['–', '', null, null]);
  });
});

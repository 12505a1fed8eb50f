import { describe, expect, test } from 'vitest';
import { stream } from '../../../runtime/random/stream.ts';
import type { Pair } from '../../../runtime/statistics/effect.ts';
import { judge, judgeFamily } from '../../../runtime/statistics/verdict.ts';
import { compare, within } from './expectations.ts';

const trials = 4000;
/** Five standard errors of a share of 5 % over the trials. */
const slack = 5 * Math.sqrt((0.05 * 0.95) / trials);

/** Pairs that share most of their spread, as replicates share seeds; `effect` is the true difference. */
function simulate(n: number, effect: number, ...path: (string | number)[]): Pair[] {
  const source = stream(2209, 'calibration', ...path);
  return Array.from({ length: n }, (_, i) => {
    const shared = 3 * source.normal();
    return { replicate: i + 1, left: shared + effect + source.normal(), right: shared + source.normal() };
  });
}

function share(happens: (trial: number) => boolean): number {
  return Array.from({ length: trials }, (_, trial) => happens(trial)).filter(Boolean).length / trials;
}

describe.each([3, 10])('where nothing is there to find, %i replicates', (n) => {
  test('give a verdict one time in twenty', () => {
    const rate = share(
      (trial) => judge(compare('<'), simulate(n, 0, n, trial), { exact: false }).verdict !== 'inconclusive',
    );
    expect(Math.abs(rate - 0.05)).toBeLessThan(slack);
  });

  test('give a family of three any verdict one time in twenty at most', () => {
    const rate = share((trial) =>
      judgeFamily(
        compare('<'),
        [0, 1, 2].map((member) => simulate(n, 0, n, trial, member)),
        { exact: false },
      ).some(({ verdict }) => verdict !== 'inconclusive'),
    );
    expect(rate).toBeLessThan(0.05 + slack);
    // independent members reject at least once in 1 − (1 − 0.05/3)³ = 4.9 % of the families
    expect(rate).toBeGreaterThan(0.049 - slack);
  });
});

test('a difference just at the tolerance is called equivalent one time in twenty', () => {
  // the other border lies 10 true standard errors away and plays no part
  const tolerance = 5 * Math.sqrt(2 / 10);
  const rate = share(
    (trial) =>
      judge(within(tolerance), simulate(10, tolerance, 'edge', trial), { exact: false }).verdict ===
      'supported',
  );
  expect(Math.abs(rate - 0.05)).toBeLessThan(slack);
});

test('the interval holds the true difference nineteen times in twenty', () => {
  const rate = share((trial) => {
    const { low, high } = judge(compare('<'), simulate(6, 0.7, 'cover', trial), { exact: false });
    return low! <= 0.7 && 0.7 <= high!;
  });
  expect(Math.abs(rate - 0.95)).toBeLessThan(slack);
});

test('a true difference of √10 standard errors is found as often as theory says', () => {
  // noncentral t with 9 degrees of freedom beyond the 97.5 % point of t: SciPy 1.10 gives 0.80310
  const power = 0.8031;
  const rate = share(
    (trial) =>
      judge(compare('>'), simulate(10, Math.SQRT2, 'power', trial), { exact: false }).verdict === 'supported',
  );
  expect(Math.abs(rate - power)).toBeLessThan(5 * Math.sqrt((power * (1 - power)) / trials));
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stream } from '../../../runtime/random/stream.ts';

const draws = 40_000;
const sample = (draw: () => number, n = draws) => Array.from({ length: n }, draw);
const uniforms = (seed: number, ...path: (string | number)[]) => {
  const source = stream(seed, ...path);
  return () => source.uniform();
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Bounds below are five standard errors: a correct generator passes all but 1 in 10⁶ seeds. */
const five = (sd: number, n = draws) => (5 * sd) / Math.sqrt(n);

describe('a stream', () => {
  test('follows from its seed and path alone, whatever else is drawn', () => {
    const alone = sample(uniforms(7, 3, '0.1', 'weights'), 9);
    const first = stream(7, 3, '0.1', 'weights');
    const other = stream(7, 3, '0.2', 'weights');
    const mixed = sample(() => {
      other.normal();
      return first.uniform();
    }, 9);
    expect(mixed).toEqual(alone);
  });

  test('differs where any part of the path differs', () => {
    const paths: [number, ...(string | number)[]][] = [
      [1],
      [2],
      [1, 1],
      [1, '1'],
      [1, 1, 1],
      [1, 11],
      [1, 'a', 'b'],
      [1, 'ab'],
      [1, 'a,b'],
      [1, 0.5],
      [-1],
    ];
    const starts = paths.map(([seed, ...path]) => stream(seed, ...path).uniform());
    expect(new Set(starts).size).toBe(paths.length);
  });

  test('goes on without a seam past many blocks and never repeats', () => {
    const values = sample(uniforms(1, 'long'));
    expect(new Set(values).size).toBe(draws);
  });

  test('refuses a path without canonical form', () => {
    expect(() => stream(1, 'step', Number.NaN)).toThrow(/NaN/);
    expect(() => stream(Number.POSITIVE_INFINITY)).toThrow(/Infinity/);
  });
});

describe('uniform numbers', () => {
  const values = sample(uniforms(20, 'uniform'));

  test('have the moments of the uniform law', () => {
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(five(Math.sqrt(1 / 12)));
    // sd of (u − ½)² is √(1/80 − 1/144)
    const spread = mean(values.map((u) => (u - 0.5) ** 2));
    expect(Math.abs(spread - 1 / 12)).toBeLessThan(five(Math.sqrt(1 / 80 - 1 / 144)));
  });

  test('fill 100 boxes evenly', () => {
    const boxes = new Array<number>(100).fill(0);
    for (const u of values) boxes[Math.floor(u * 100)]++;
    const expected = draws / 100;
    const chi2 = boxes.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // χ² of 99 degrees of freedom: mean 99, sd √198; both tails, since too even is wrong too
    expect(Math.abs(chi2 - 99)).toBeLessThan(5 * Math.sqrt(198));
  });

  test('are not correlated with the number before, nor with the neighbour stream', () => {
    const neighbour = sample(uniforms(20, 'neighbour'));
    const bound = five(1 / 12);
    const product = (other: (i: number) => number) =>
      mean(values.map((u, i) => (u - 0.5) * (other(i) - 0.5)));
    expect(Math.abs(product((i) => values[(i + 1) % draws]))).toBeLessThan(bound);
    expect(Math.abs(product((i) => neighbour[i]))).toBeLessThan(bound);
  });

  test('use all 53 bits and stay below one', () => {
    expect(values.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53))).toBe(true);
    const odd = mean(values.map((u) => (u * 2 ** 53) % 2));
    expect(Math.abs(odd - 1 / 2)).toBeLessThan(five(1 / 2));
  });
});

describe('normal numbers', () => {
  const source = stream(21, 'normal');
  const values = sample(() => source.normal());

  test('have the first four moments of the normal law', () => {
    // sd of z, z², z³, z⁴ under the normal law: 1, √2, √15, √96
    const moments = [0, 1, 0, 3];
    const sds = [1, Math.sqrt(2), Math.sqrt(15), Math.sqrt(96)];
    moments.forEach((moment, i) => {
      expect(Math.abs(mean(values.map((z) => z ** (i + 1))) - moment)).toBeLessThan(five(sds[i]));
    });
  });

  test('have the tails of the normal law', () => {
    for (const [z, beyond] of [
      [1, 0.3173105],
      [1.959964, 0.05],
      [2.575829, 0.01],
      [3.290527, 0.001],
    ])
      expect(Math.abs(mean(values.map((v) => (Math.abs(v) > z ? 1 : 0))) - beyond)).toBeLessThan(
        five(Math.sqrt(beyond * (1 - beyond))),
      );
  });

  test('come in pairs that do not depend on each other', () => {
    const pairs = values.flatMap((z, i) => (i % 2 ? [z * values[i - 1]] : []));
    const squares = values.flatMap((z, i) => (i % 2 ? [(z * z - 1) * (values[i - 1] ** 2 - 1)] : []));
    expect(Math.abs(mean(pairs))).toBeLessThan(five(1, pairs.length));
    expect(Math.abs(mean(squares))).toBeLessThan(five(2, squares.length));
  });

  test('are shifted and scaled by fillNormal', () => {
    const plain = stream(3, 'x').fillNormal(new Float64Array(5));
    const moved = stream(3, 'x').fillNormal(new Float64Array(5), 10, 2);
    expect([...moved]).toEqual([...plain].map((z) => 10 + 2 * z));
  });
});

describe('whole numbers', () => {
  test('are even where 2³² is far from a multiple of n', () => {
    // modulo alone would give the lower half of 3·2³⁰ a share of 2/3
    const n = 3 * 2 ** 30;
    const source = stream(22, 'integer');
    const lower = mean(sample(() => (source.integer(n) < n / 2 ? 1 : 0)));
    expect(Math.abs(lower - 1 / 2)).toBeLessThan(five(1 / 2));
  });

  test('stay in range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.integer(), (n, seed) => {
        const value = stream(seed).integer(n);
        return Number.isInteger(value) && value >= 0 && value < n;
      }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 33])('refuse a range of %s', (n) => {
    expect(() => stream(1).integer(n)).toThrow(/whole number/);
  });
});

describe('permutations', () => {
  test('hold every number once', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer(), (n, seed) => {
        const order = stream(seed).permutation(n);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  test('take each of the 24 orders of four equally often', () => {
    const source = stream(23, 'permutation');
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const order = source.permutation(4).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const expected = draws / 24;
    const chi2 = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // χ² of 23 degrees of freedom passes 65.8 once in 200,000
    expect(chi2).toBeLessThan(65.8);
  });
});

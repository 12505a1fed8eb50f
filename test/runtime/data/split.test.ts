import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { split } from '../../../runtime/data/split.ts';
import { stream } from '../../../runtime/random/stream.ts';

test('every example is dealt to exactly one part', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.nat(40), fc.integer(), (train, validation, test, seed) => {
      const all = train + validation + test;
      const parts = split({ all, train, validation, test }, stream(seed));
      const dealt = [...parts.train, ...parts.validation, ...parts.test].sort((a, b) => a - b);
      expect(dealt).toEqual([...parts.all]);
      expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([
        train,
        validation,
        test,
      ]);
    }),
  );
});

test('the test part stays when the share for validation changes', () => {
  const one = split({ all: 50, train: 35, validation: 5, test: 10 }, stream(1));
  const two = split({ all: 50, train: 30, validation: 10, test: 10 }, stream(1));
  expect(two.test).toEqual(one.test);
});

test('where nothing is split off there is only the whole', () => {
  expect(Object.keys(split({ all: 5 }, stream(1)))).toEqual(['all']);
});

describe('a stratified split', () => {
  const labels = Int32Array.from({ length: 103 }, (_, i) => (i < 60 ? 0 : i < 90 ? 1 : 2));
  const sizes = { all: 103, train: 62, validation: 20, test: 21 };

  test('keeps sizes, uses every example once, and differs from the proportions by less than one example', () => {
    const { all, ...parts } = split(sizes, stream(1, 'split'), { labels });
    expect(
      Object.values(parts)
        .flatMap((part) => [...part])
        .sort((a, b) => a - b),
    ).toEqual([...all]);
    for (const [name, part] of Object.entries(parts)) {
      expect(part.length).toBe(sizes[name as keyof typeof sizes]);
      [60, 30, 13].forEach((size, label) => {
        const found = part.filter((i) => labels[i] === label).length;
        // Rounding happens once for each part that is dealt: two before what is left to train on.
        expect(Math.abs(found - (size * part.length) / 103)).toBeLessThan(2);
      });
    }
  });
});

test('a part that was published as the test part stays as it is', () => {
  const parts = split({ all: 10, train: 5, validation: 2, test: 3 }, stream(1, 'split'), { tests: 3 });
  expect([...parts.test]).toEqual([7, 8, 9]);
  expect([...parts.train, ...parts.validation].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
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

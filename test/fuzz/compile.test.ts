import { expect, test } from 'vitest';
import { fuzz, seeds } from './compile.ts';

test('damaged files are answered, with places that lie inside and part no character', () => {
  const { failures, diagnostics, codes, plans } = fuzz(seeds(), 2000, 2209);
  expect(failures.map(({ problem, text }) => `${problem}\n${text}`)).toEqual([]);
  // The damage is neither too small nor too large to say something about.
  expect(plans).toBeGreaterThan(10);
  expect(diagnostics).toBeGreaterThan(2000);
  expect(codes.size).toBeGreaterThan(60);
});

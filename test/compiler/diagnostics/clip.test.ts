import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip } from '../../../compiler/diagnostics/clip.ts';

test('what is short stays as it is', () => {
  expect(clip('nothing is named `ratte` here')).toBe('nothing is named `ratte` here');
});

test('long quotes lose their middle, long messages their end', () => {
  expect(clip(`\`${'a'.repeat(1000)}\` is no name`)).toBe(
    `\`${'a'.repeat(80)}…${'a'.repeat(20)}\` is no name`,
  );
  expect(clip('a '.repeat(5000))).toHaveLength(1200);
});

test('no pair of surrogates is parted', () => {
  fc.assert(
    fc.property(fc.nat(4), fc.nat(4), (before, after) => {
      const text = clip(`\`${'a'.repeat(before)}${'😀'.repeat(500)}${'a'.repeat(after)}\``);
      expect(text.isWellFormed()).toBe(true);
      expect(text.length).toBeLessThan(120);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded } from '../../cli/fold.ts';

test('words beyond the width go to the next line of their paragraph or row', () => {
  const help = `One two three four five
six seven

  --option N  Alpha beta gamma delta
              epsilon
  --other     Zeta eta theta iota kappa
Last`;
  expect(folded(help, 26)).toBe(`One two three four five
six seven

  --option N  Alpha beta
              gamma delta
              epsilon
  --other     Zeta eta
              theta iota
              kappa
Last`);
});

test('nothing is wider than it may be, lost or said in another order', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', '·'), minLength: 1, maxLength: 9 });
  const line = fc
    .tuple(
      fc.constantFrom('', '  ', '  --key  ', '         '),
      fc.array(word, { minLength: 1, maxLength: 12 }),
    )
    .map(([start, words]) => start + words.join(' '));
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.constant('')), { maxLength: 8 }), (lines) => {
      const result = folded(lines.join('\n'), 30);
      for (const each of result.split('\n')) expect(each.length).toBeLessThanOrEqual(30);
      expect(result.split(/\s+/)).toEqual(lines.join('\n').split(/\s+/));
    }),
  );
});

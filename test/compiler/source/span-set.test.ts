import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineFinder } from '../../../compiler/source/lines.ts';
import { SpanSet } from '../../../compiler/source/span-set.ts';

const span = fc.record({
  file: fc.constantFrom('a', 'b'),
  start: fc.nat(30),
  length: fc.nat(5),
});

test('stretches overlap a set of them where they overlap one of it', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), span, (many, one) => {
      const [first, ...others] = [one, ...many].map(({ file, start, length }) => ({
        file,
        start,
        end: start + length,
      }));
      const direct = others.some(
        ({ file, start, end }) => file === first.file && start < first.end && first.start < end,
      );
      expect(new SpanSet(others).overlaps(first)).toBe(direct);
    }),
  );
});

test('the number of a line is that of the breaks before it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r\n') }), fc.nat(30), (text, offset) => {
      expect(lineFinder(text)(offset)).toBe(text.slice(0, offset).split('\n').length - 1);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from '../../../compiler/diagnostics/json.ts';
import { lineAt, position } from '../../../compiler/diagnostics/position.ts';

test('lines and columns count from one, an emoji as one column', () => {
  const source = 'ab\n😀c\r\nd';
  const places = [0, 2, 3, 5, 6, 8].map((offset) => position(source, offset));
  expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual([
    '1:1',
    '1:3',
    '2:1',
    '2:2',
    '2:3',
    '3:1',
  ]);
});

test('position agrees with splitting the text into lines', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '😀', '\r\n', ' ') });
  fc.assert(
    fc.property(text, fc.nat(30), (text, at) => {
      const offset = Math.min(at, text.length);
      const lines = text.slice(0, offset).split('\n');
      expect(position(text, offset)).toEqual({
        line: lines.length,
        column: [...lines[lines.length - 1]].length + 1,
      });
      const { start, end, number } = lineAt(text, offset);
      expect(text.slice(start, end)).toBe(text.split(/\r?\n/)[number - 1]);
    }),
  );
});

test('diagnostics for programs carry lines and columns', () => {
  const span = { file: 'f', start: 3, end: 4 };
  const related = [{ span: { file: 'g', start: 0, end: 1 }, message: 'here' }];
  const diagnostic = {
    code: 'CR0001',
    severity: 'error' as const,
    message: 'no',
    span,
    related,
    fix: [{ span, text: 'x' }],
  };
  const json = toJson(diagnostic, new Map([['f', 'a\nbc']]));
  expect(json).toMatchObject({
    code: 'CR0001',
    file: 'f',
    start: { offset: 3, line: 2, column: 2 },
    end: { line: 2, column: 3 },
  });
  expect(json.related).toEqual([{ message: 'here', file: 'g', start: { offset: 0 }, end: { offset: 1 } }]);
  expect(json.fix?.[0]).toMatchObject({ text: 'x', start: { line: 2, column: 2 } });
});

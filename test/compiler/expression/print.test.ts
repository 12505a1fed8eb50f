import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printExpression } from '../../../compiler/expression/print.ts';
import { expression } from './arbitrary-expression.ts';
import { parse, shape } from './write.ts';

test('parsing what was printed gives the same tree and no diagnostic', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const { tree: again, found } = parse(printExpression(tree));
      expect(found).toEqual([]);
      expect(shape(again)).toEqual(shape(tree));
    }),
    { numRuns: 700 },
  );
});

test.each([
  ['((a)+(b))*c', '(a + b) * c'],
  ['(a*b)+c', 'a * b + c'],
  ['a -(b -c)', 'a - (b - c)'],
  ['(a- b)- c', 'a - b - c'],
  ['2**(3**2)', '2 ** 3 ** 2'],
  ['(2**3)**2', '(2 ** 3) ** 2'],
  ['-(x**2)', '-(x ** 2)'],
  ['not(a==b)', 'not (a == b)'],
  ['(not a)and b', 'not a and b'],
  ['a or(b and c)', 'a or (b and c)'],
  ["f ( 'x' ,b=30 % )", 'f("x", b = 30%)'],
  ['140 deg', '140deg'],
  ['20steps', '20 steps'],
  ['1_000', '1000'],
  ['x [ norm=batch ]', 'x[norm = batch]'],
  ['(1)..(n-1)', '1..n - 1'],
  ['(if a then b else c)+1', '(if a then b else c) + 1'],
  ['a within(2points)of b', 'a within 2 points of b'],
])('%s prints as %s', (written, canonical) => {
  expect(printExpression(parse(written).tree)).toBe(canonical);
});

test('a hole prints as an ellipsis', () => expect(printExpression(parse('f(2.5.1)').tree)).toBe('f(…)'));

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printExpression } from '../../../compiler/expression/print.ts';
import type { Expression } from '../../../compiler/expression/tree.ts';
import { expression } from './arbitrary-expression.ts';
import { applyFix, parse, shape } from './write.ts';

/** A tree with every operation in parentheses. */
function grouped(node: Expression): string {
  switch (node.kind) {
    case 'binary':
      return `(${grouped(node.left)} ${node.operator} ${grouped(node.right)})`;
    case 'unary':
      return `(${node.operator} ${grouped(node.operand)})`;
    case 'range':
      return `(${grouped(node.from)} .. ${grouped(node.to)})`;
    case 'within':
      return `(${grouped(node.left)} within ${grouped(node.tolerance)} of ${grouped(node.right)})`;
    default:
      return printExpression(node);
  }
}

describe('precedence', () => {
  test.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b / c', '((a / b) / c)'],
    ['2 ** 3 ** 2', '(2 ** (3 ** 2))'],
    ['2 ** -1', '(2 ** (- 1))'],
    ['-a * b', '((- a) * b)'],
    ['a + 1 < b * 2', '((a + 1) < (b * 2))'],
    ['0..n - 1', '(0 .. (n - 1))'],
    ['1..10', '(1 .. 10)'],
    ['.5...7', '(0.5 .. 0.7)'],
    ['not a and b', '((not a) and b)'],
    ['a and b and c', '((a and b) and c)'],
    ['x > 1 and y == 2', '((x > 1) and (y == 2))'],
    ['a - b within 2 points of c + d', '((a - b) within 2 points of (c + d))'],
  ])('%s is %s', (text, meaning) => {
    const { tree, found } = parse(text);
    expect(found).toEqual([]);
    expect(grouped(tree)).toBe(meaning);
  });
});

describe('literals', () => {
  test.each([
    ['3', 3, undefined],
    ['.5', 0.5, undefined],
    ['1e-4', 1e-4, undefined],
    ['1_000', 1000, undefined],
    ['30%', 30, '%'],
    ['140deg', 140, 'deg'],
    ['20 steps', 20, 'steps'],
    ['2e', 2, 'e'],
  ])('%s', (text, value, unit) => {
    const { tree, found } = parse(text);
    expect(found).toEqual([]);
    expect(tree).toMatchObject({ kind: 'number', value });
    expect(tree.kind === 'number' ? tree.unit?.name : 'no number').toBe(unit);
  });

  test('texts know five escapes', () => {
    expect(parse('"a\\"b\\\\c\\n\\t"').tree).toMatchObject({ kind: 'text', value: 'a"b\\c\n\t' });
    expect(parse("'it\\'s \"so\"'").tree).toMatchObject({ kind: 'text', value: 'it\'s "so"' });
  });

  test('a name may begin with a word of the language', () => {
    for (const name of ['order', 'android', 'nothing', 'iffy', 'often', 'truest'])
      expect(parse(name).tree).toMatchObject({ kind: 'name', name });
  });
});

describe('calls and selections', () => {
  test('positional, then named arguments; a member may be called', () => {
    const { tree } = parse('cells.after(1, layer = 2)');
    expect(tree).toMatchObject({
      kind: 'call',
      callee: { kind: 'member', of: { name: 'cells' }, name: 'after' },
      arguments: [{ value: { value: 1 } }, { name: { name: 'layer' }, value: { value: 2 } }],
    });
  });

  test('a selection chooses along axes', () => {
    const { tree } = parse('median(x, over = sample)[norm = batch, rate = 1e-3]');
    expect(tree).toMatchObject({
      kind: 'select',
      of: { kind: 'call' },
      where: [
        { axis: { name: 'norm' }, value: { name: 'batch' } },
        { axis: { name: 'rate' }, value: { value: 1e-3 } },
      ],
    });
  });
});

test('spans cover exactly the node', () => {
  const text = 'f(a, (b + c) * 2)[k = v]';
  const { tree } = parse(text);
  const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  expect(cut(tree.span)).toBe(text);
  const call = tree.kind === 'select' ? tree.of : tree;
  expect(cut(call.span)).toBe('f(a, (b + c) * 2)');
  const product = call.kind === 'call' ? call.arguments[1].value : call;
  expect(cut(product.span)).toBe('(b + c) * 2');
  expect(product.kind === 'binary' && cut(product.operatorSpan)).toBe('*');
  expect(product.kind === 'binary' && cut(product.left.span)).toBe('b + c');
});

/** Text, code, the marked characters, and the text after the fix. */
const slips: [text: string, code: string, marked: string, fixed?: string][] = [
  ['-x ** 2', 'CR0207', '-x ** 2', '-(x ** 2)'],
  ['a < b == c', 'CR0207', 'a < b == c', '(a < b) == c'],
  ['a < b < c', 'CR0207', 'a < b < c', 'a < b and b < c'],
  ['a or b and c', 'CR0207', 'a or b and c', 'a or (b and c)'],
  ['a and b or c and d', 'CR0207', 'a and b or c and d', '(a and b) or (c and d)'],
  ['not a == b', 'CR0207', 'not a == b', 'not (a == b)'],
  ['not a within 1 of b', 'CR0207', 'not a within 1 of b', 'not (a within 1 of b)'],
  ['a && b', 'CR0203', '&&', 'a and b'],
  ['a&&b', 'CR0203', '&&', 'a and b'],
  ['a || b', 'CR0203', '||', 'a or b'],
  ['a | b', 'CR0203', '|', 'a or b'],
  ['!a', 'CR0203', '!', 'not a'],
  ['a ^ 2', 'CR0203', '^', 'a ** 2'],
  ['a <> b', 'CR0203', '<>', 'a != b'],
  ['a === b', 'CR0203', '===', 'a == b'],
  ['True', 'CR0203', 'True', 'true'],
  ['a AND b', 'CR0203', 'AND', 'a and b'],
  ['a ≤ b', 'CR0204', '≤', 'a <= b'],
  ['a − b', 'CR0204', '−', 'a - b'],
  ['f(“x”)', 'CR0204', '“', 'f("x")'],
  ['a = 3', 'CR0205', '=', 'a == 3'],
  ['f(a = b = c)', 'CR0205', '=', 'f(a = b == c)'],
  ['x[norm == batch]', 'CR0206', '==', 'x[norm = batch]'],
  ['f(a = 1, b == 2)', 'CR0215', 'b == 2', 'f(a = 1, b = 2)'],
  ['f(a = 1, 2)', 'CR0215', '2'],
  ['f(a', 'CR0208', '('],
  ['f(a]', 'CR0208', '('],
  ['f(a))', 'CR0209', ')'],
  ['"abc', 'CR0210', '"'],
  ['f("a, b)', 'CR0210', '"'],
  ['"\\q"', 'CR0211', '\\q'],
  ['2.5.1', 'CR0212', '2.5.1'],
  ['.5.', 'CR0212', '.5.'],
  ['2.', 'CR0212', '2.'],
  ['1__0', 'CR0212', '1__0'],
  ['0x1f', 'CR0212', '0x1f'],
  ['1e999', 'CR0212', '1e999'],
  ['f(a b)', 'CR0213', 'a b', 'f(a, b)'],
  ['f(a, )', 'CR0214', ',', 'f(a )'],
  ['[a,,b]', 'CR0214', ',', '[a,b]'],
  ['f(,a)', 'CR0214', ',', 'f(a)'],
  ['a ? b : c', 'CR0216', '?', 'if a then b else c'],
  ['f(a ? b : c)', 'CR0216', '?'],
  ['batch-norm(epsilon = 1)', 'CR0217', 'batch-norm'],
  ['{a}', 'CR0218', '{'],
  ['größe', 'CR0218', 'ö'],
  ['5 % 2', 'CR0219', '% 2'],
  ['a b', 'CR0219', 'a b'],
  ['x[0]', 'CR0220', 'x[0]'],
  ['x[]', 'CR0220', 'x[]'],
  ['2(x)', 'CR0221', '2'],
  ['$' + '{a}', 'CR0224', '$' + '{a}', 'a'],
  ['a +', 'CR0201', ''],
  ['a * / b', 'CR0201', '/'],
  ['if a then b', 'CR0201', ''],
  ['a within b', 'CR0201', ''],
  ['1 + if a then b else c', 'CR0201', 'if'],
  ['1..2..3', 'CR0201', '..'],
  ['a.if', 'CR0201', 'if'],
  ['()', 'CR0201', ')'],
  ['', 'CR0202', ''],
  ['  ', 'CR0202', '  '],
];

describe('one slip, one diagnostic', () => {
  test.each(slips)('%j', (text, code, marked, fixed) => {
    const { found } = parse(text);
    expect(found.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(text.slice(found[0].span.start, found[0].span.end)).toBe(marked);
    expect(applyFix(text, found[0])).toBe(fixed);
  });

  test.each(slips.filter(([, , , fixed]) => fixed))('the fix of %j mends it', (text) => {
    expect(parse(applyFix(text, parse(text).found[0])!).found).toEqual([]);
  });

  test('what is missing at the end is missing after the last word', () => {
    expect(parse('a + b -').found[0].span).toEqual({ file: 'test', start: 7, end: 7 });
  });

  test('a minus with spaces, or beside a number or a call, is a minus', () => {
    for (const text of ['batch - norm', 'depth-1', 'f(x)-y', '1-n']) expect(parse(text).found).toEqual([]);
  });
});

describe('holes', () => {
  test('the rest of the expression survives', () => {
    expect(shape(parse('f(2.5.1, b = c)').tree)).toMatchObject({
      kind: 'call',
      arguments: [{ value: { kind: 'hole' } }, { value: { name: 'c' } }],
    });
    expect(parse('a * / b').tree).toMatchObject({
      operator: '/',
      left: { right: { kind: 'hole' } },
      right: { name: 'b' },
    });
  });

  test('a missing comma is mended', () => {
    expect(parse('f(a b, c)').tree).toMatchObject({
      arguments: [{ value: { name: 'a' } }, { value: { name: 'b' } }, {}],
    });
  });
});

describe('bounds', () => {
  test.each([
    ['parentheses', '('.repeat(65) + 'a' + ')'.repeat(65)],
    ['signs', '-'.repeat(65) + 'a'],
    ['negations', 'not '.repeat(5000) + 'a'],
    ['powers', 'a' + '**a'.repeat(20_000)],
    ['sums', 'a' + '+a'.repeat(501)],
    ['members', 'a' + '.a'.repeat(40_000)],
    ['open brackets', '['.repeat(99_999)],
    ['choices', 'if a then b else '.repeat(5000) + 'c'],
  ])('too many %s are one error', (_what, text) => {
    expect(parse(text).found.map((diagnostic) => diagnostic.code)).toEqual(['CR0223']);
  });

  test('a long list is fine, a long text is not', () => {
    expect(parse(`[${'-1, '.repeat(5000)}1]`).found).toEqual([]);
    expect(parse('a'.repeat(100_001)).found[0].code).toBe('CR0222');
  });

  test('just within the bounds', () => {
    expect(parse('('.repeat(64) + 'a' + ')'.repeat(64)).found).toEqual([]);
    expect(parse('a' + '+a'.repeat(500)).found).toEqual([]);
  });
});

function spansOf(tree: unknown): { start: number; end: number }[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => (/span$/i.test(key) ? [value] : spansOf(value)));
}

test('damaged text never throws, and every span lies inside it', () => {
  const junk = fc.oneof(
    fc.constantFrom(...'()[]{}.,:;?!=<>+-*/%"\'&|^$#@\\ \n\t“≤−😀é'),
    fc.constantFrom(
      ' if ',
      ' then ',
      ' else ',
      ' within ',
      ' of ',
      ' and ',
      ' not ',
      '..',
      '**',
      '==',
      '1e',
      '2.5.',
      '$' + '{',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(6), junk), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(expression, edits, (tree, edits) => {
      let text = printExpression(tree);
      for (const [where, gone, put] of edits) {
        const at = Math.floor(where * text.length);
        text = text.slice(0, at) + put + text.slice(at + gone);
      }
      const { tree: again, found } = parse(text);
      for (const { start, end } of [...spansOf(again), ...spansOf(found)]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 800 },
  );
});

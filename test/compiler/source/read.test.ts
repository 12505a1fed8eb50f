import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { readYaml } from '../../../compiler/source/read.ts';
import type { YamlNode, YamlScalar } from '../../../compiler/source/yaml-tree.ts';

function read(text: string): { node: YamlNode | undefined; found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  return { node: readYaml('f', text, (diagnostic) => found.push(diagnostic)), found };
}

function plain(node: YamlNode | undefined): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
  return node?.kind === 'list' ? node.items.map(plain) : node?.text;
}

function scalars(node: YamlNode | undefined): YamlScalar[] {
  if (node?.kind === 'map') return node.entries.flatMap(({ key, value }) => [key, ...scalars(value)]);
  return node?.kind === 'list' ? node.items.flatMap(scalars) : node ? [node] : [];
}

function fixed(text: string, { fix }: Diagnostic): string | undefined {
  return fix?.reduceRight(
    (all, { span, text }) => all.slice(0, span.start) + text + all.slice(span.end),
    text,
  );
}

test('every scalar is text, empty values are missing, places are exact', () => {
  const text = '\ufeffa: 1e-3\r\nb: true # yes\r\nc:\r\nd: [x, "y"]\r\ne: {f: 0x10}\r\n';
  const { node, found } = read(text);
  expect(found).toEqual([]);
  expect(plain(node)).toEqual({ a: '1e-3', b: 'true', c: undefined, d: ['x', 'y'], e: { f: '0x10' } });
  for (const { span, text: value, style } of scalars(node)) {
    expect(text.slice(span.start, span.end)).toBe(style === 'double' ? `"${value}"` : value);
  }
  expect(scalars(node).find((each) => each.text === 'true')?.comment?.text).toBe('# yes');
});

/** Text, code, marked characters, and the text after the fix. */
const mistakes: [text: string, code: string, marked: string, fixed?: string][] = [
  ['a: \0', 'CR0102', '\0'],
  ['a: b\rc: d', 'CR0102', '\r'],
  ['a: \u2028', 'CR0102', '\u2028'],
  ['a: \ud800', 'CR0102', '\ud800'],
  [`${'['.repeat(65)}${']'.repeat(65)}`, 'CR0103', '['],
  ['# nothing', 'CR0104', ''],
  ['a: 1\nb: 2\na: 3', 'CR0105', 'a'],
  ['a: 1\n"a": 2', 'CR0105', '"a"'],
  ['<<: b', 'CR0106', '<<'],
  ['a: *b', 'CR0107', '*b'],
  ['a: &b c', 'CR0107', '&b'],
  ['a: *b == c', 'CR0107', '*'],
  ['a: !b c', 'CR0108', '!b'],
  ['a: b\n---\nc: d', 'CR0109', '-'],
  ['%YAML 1.1\n---\na: b', 'CR0110', '%YAML 1.1'],
  ['a:\n\tb: c', 'CR0111', '\t'],
  ['a:\n  b: c\n d: e', 'CR0112', ' '],
  ['a:\n  b: c\n   d: e', 'CR0112', 'd'],
  ['a: b\nfoo\nc: d', 'CR0113', 'foo'],
  ['a:b\nc: d', 'CR0113', 'a:b'],
  ['says: Note: so\nb: c', 'CR0114', ':', 'says: "Note: so"\nb: c'],
  ['says: "N": so', 'CR0114', ':', `says: '"N": so'`],
  ['a: c ? b : d', 'CR0114', ':'],
  ['a: "x\nb: c', 'CR0115', '"'],
  ["a: 'x\nb: c", 'CR0115', "'"],
  ['a: [1, 2\nb: c', 'CR0116', '['],
  ['a: {b: c', 'CR0116', '{'],
  ['a: "\\q"', 'CR0117', '\\q'],
  ['a: %x', 'CR0118', '%x'],
  ['a: `x` # y', 'CR0118', '`x`'],
  ['a:\n  - f(x, # y\n    z)', 'CR0122', '# y'],
  ['a: f(x: 1)', 'CR0114', ':'],
  ['a: "x" == b', 'CR0119', '== b', `a: '"x" == b'`],
  ['a: [1, 2] + c', 'CR0119', '+ c', 'a: "[1, 2] + c"'],
  ['{n: f(a = 1, b = 2), c: d}', 'CR0120', 'f(a = 1, b = 2)', '{n: "f(a = 1, b = 2)", c: d}'],
  ['n: [f(a, g("b, c")), d]', 'CR0120', 'f(a, g("b, c"))', `n: ['f(a, g("b, c"))', d]`],
  ['n: {n: x[a = b], c: d}', 'CR0121', '['],
  ['a: f(b #c\n  d)', 'CR0122', '#c'],
  ['a: >= 3', 'CR0123', '= 3', 'a: ">= 3"'],
  ['k: - a', 'CR0124', '-'],
  ['a: b\n- c', 'CR0125', '-'],
  ['- a\n-\n- b', 'CR0126', '-'],
  ['? [a]\n: b', 'CR0127', '[a]'],
  ['a: [b,,c]', 'CR0128', ','],
  ['a: "b"#c', 'CR0129', '#c'],
  ['a: ]', 'CR0130', ']'],
];

describe('one mistake, one diagnostic', () => {
  test.each(mistakes)('%j', (text, code, marked, after) => {
    const { found } = read(text);
    expect(found.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(text.slice(found[0].span.start, found[0].span.end)).toBe(marked);
    expect(fixed(text, found[0])).toBe(after);
  });

  test.each(mistakes.filter(([, , , after]) => after))(
    'the fix of %j mends it, and reading had mended it already',
    (text) => {
      const first = read(text);
      const again = read(fixed(text, first.found[0])!);
      expect(again.found).toEqual([]);
      expect(plain(first.node)).toEqual(plain(again.node));
    },
  );

  test('a duplicate key points to both places', () => {
    expect(read('a: 1\nb: 2\na: 3').found[0]).toMatchObject({
      span: { start: 10 },
      related: [{ span: { start: 0, end: 1 } }],
    });
  });

  test('mistakes on different lines are all found', () => {
    const { found } = read('a: x: y\nb: "z" + 1\nc: {n: f(a, b)}\n');
    expect(found.map((each) => each.code)).toEqual(['CR0114', 'CR0119', 'CR0120']);
  });
});

test('bounds: a large file and deep nesting are one error each, quickly', () => {
  expect(read('a'.repeat(1_000_001)).found.map((each) => each.code)).toEqual(['CR0101']);
  expect(read('['.repeat(20_000)).found.map((each) => each.code)).toEqual(['CR0103']);
  expect(read('- '.repeat(20_000)).found.map((each) => each.code)).toEqual(['CR0103']);
});

test('parentheses in flow texts are not mistaken for calls that a comma cut', () => {
  expect(read('{a: f(x), b: "f(x, y)", c: d}').found).toEqual([]);
  expect(read('[f(x), g(y)]').found).toEqual([]);
});

describe('positions', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', '😀', 'é', '+', '(', '~'),
    minLength: 1,
    maxLength: 4,
  });
  const lineEnd = fc.constantFrom('\n', '\r\n');
  const join = (parts: readonly string[], gaps: readonly string[]) =>
    parts.map((part, index) => (index ? gaps[index % gaps.length] : '') + part).join('');
  const gap = (feed: string) =>
    fc.constantFrom(' ', '  ', ` ${feed}   `, `${feed}  ${feed}    `, `\t${feed}  \t`);

  const flow = (piece: fc.Arbitrary<string>, open: string) =>
    lineEnd.chain((feed) =>
      fc
        .tuple(
          fc.array(piece, { minLength: 1, maxLength: 6 }),
          fc.array(gap(feed), { minLength: 1, maxLength: 4 }),
        )
        .map(([parts, gaps]) => `k: ${open}${join(parts, gaps)}${open}${feed}z: 1${feed}`),
    ); // prettier-ignore
  const escaped = fc.constantFrom(
    '\\"',
    '\\\\',
    '\\n',
    '\\t',
    '\\x41',
    '\\u00e9',
    '\\U0001F600',
    '\\ ',
    "'",
    '#',
    ': ',
  );
  const block = lineEnd.chain((feed) => {
    const line = fc
      .tuple(fc.constantFrom('', '', '', ' ', '   ', '\t'), word)
      .map(([indent, text]) => `  ${indent}${text}`);
    const lines = fc.array(fc.oneof({ weight: 3, arbitrary: line }, fc.constantFrom('', '  ', ' ')), {
      minLength: 0,
      maxLength: 6,
    });
    return fc
      .tuple(fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '>2', '|2-'), word, lines)
      .map(
        ([header, first, rest]) =>
          `k: ${header} # c${feed}${[`  ${first}`, ...rest].join(feed)}${feed}z: 1${feed}`,
      );
  });
  const single = fc.oneof(word, fc.constantFrom("''", "a''b", '"', '# x'));
  const anyStyle = fc.oneof(flow(word, ''), flow(single, "'"), flow(fc.oneof(word, escaped), '"'), block);

  test('each character of a text points to the character or escape that it came from', () => {
    fc.assert(
      fc.property(anyStyle, (source) => {
        const { node, found } = read(source);
        expect(found).toEqual([]);
        const scalar = scalars(node)[1];
        let last = scalar.span.start;
        for (let i = 0; i < scalar.text.length; i++) {
          const { start, end } = scalar.at(i, i + 1);
          const from = source.slice(start, end);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(source.length);
          expect(meaning(from, scalar.text, i)).toBe(true);
          last = start;
        }
      }),
      { numRuns: 1000 },
    );
  });

  /** Whether the source characters `from` can stand for `text[i]`; worked out apart from the code under test. */
  function meaning(from: string, text: string, i: number): boolean {
    const character = String.fromCodePoint(
      text.codePointAt(text.charCodeAt(i) >= 0xdc00 && text.charCodeAt(i) <= 0xdfff ? i - 1 : i)!,
    );
    if (from === character || from === "''") return from === character || character === "'";
    if (from.startsWith('\\') && !/^\\\r?\n/.test(from))
      return (
        JSON.parse(
          `"${from
            .replace(/^\\x/, '\\u00')
            .replace(/^\\U0001F600$/, '😀')
            .replace(/^\\ $/, ' ')}"`,
        ) === character
      );
    return /^\s*$/.test(from) && from.includes('\n') && (character === ' ' || character === '\n');
  }

  test('a stretch reaches over folded lines, from its first to its last character', () => {
    const source = 'k: one +\n   two\nj: >-\n  a\n  b\n';
    const [, one, , folded] = scalars(read(source).node);
    expect(one.text).toBe('one + two');
    expect(one.at(4, 9)).toEqual({ file: 'f', start: 7, end: 15 });
    expect(folded.text).toBe('a b');
    expect(folded.at(2, 3)).toEqual({ file: 'f', start: source.indexOf('b'), end: source.indexOf('b') + 1 });
    expect(one.at(9, 9)).toEqual({ file: 'f', start: 15, end: 15 });
  });
});

test('damaged files never throw, and spans stay inside them without parting a pair', () => {
  const base =
    'crease: 1\nabout: >-\n  one 😀\n  two\naxes:\n  a: ["x", \'y\', f(1, 2)]\n  b: {c: d, e: "\\u00e9"}\nlayers:\n  - dense(6)\n  - |\n    relu\n';
  const junk = fc.oneof(
    fc.constantFrom(...'[]{},:#&*!|>\'"%@`-?\t\n\r \\😀\0', ': ', ' #', '- ', '---\n', '<<: *a\n'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  const edits = fc.array(fc.tuple(fc.nat(base.length), fc.nat(8), junk), { minLength: 1, maxLength: 5 });
  const isPairSplit = (text: string, at: number) =>
    /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
  fc.assert(
    fc.property(edits, (edits) => {
      let text = base;
      for (const [at, gone, put] of edits) text = text.slice(0, at) + put + text.slice(at + gone);
      const { node, found } = read(text);
      const inner = scalars(node).flatMap((each) => [...each.text].map((_, i) => each.at(i, i + 1)));
      for (const { start, end } of [
        ...found.map((each) => each.span),
        ...scalars(node).map((each) => each.span),
        ...inner,
      ]) {
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
        expect(isPairSplit(text, start) || isPairSplit(text, end)).toBe(false);
      }
      if (node === undefined) expect(found.length).toBeGreaterThan(0);
    }),
    { numRuns: 600 },
  );
});

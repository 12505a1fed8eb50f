import { describe, expect, test } from 'vitest';
import { compile } from '../../../compiler/compile.ts';
import { type Analysis, analyse } from '../../../compiler/language-server/analysis.ts';
import { check } from '../../../compiler/language-server/check.ts';
import { complete } from '../../../compiler/language-server/complete.ts';
import { hover } from '../../../compiler/language-server/hover.ts';
import { definition, references, rename } from '../../../compiler/language-server/navigate.ts';
import { outline } from '../../../compiler/language-server/outline.ts';
import { semanticTokens } from '../../../compiler/language-server/semantic-tokens.ts';
import { edited } from '../../support/experiment.ts';

const file = 'small.crease.yaml';
const shared = { file: 'shared.crease.yaml', text: 'crease: 1\nlet:\n  breadth: 2 * 4\n' };

/** Every way to give and use a name. */
const text = `crease: 1
title: Depth \${depth} on \${points.count} points
import: {shared: ./shared.crease.yaml}
let:
  depth: 2
  width: shared.breadth
data:
  points: two_moons(count = 60, test = 50%)
axes:
  norm:
    plain: {kind: bias(zeros()), rate: 1e-3}
    batch: {kind: batch_norm(), rate: 1e-2}
  seeded: [1, 2]
where: not (norm == batch and seeded == 2)
networks:
  wide:
    parameters: {width: 64, inner: none}
    layers:
      - dense(width, bias = none)
      - inner
network:
  input: points
  layers:
    - repeat: depth
      as: i
      layers:
        - wide(width = width * i, inner = norm.kind)
        - relu()
    - block:
        - dense(2 * width, bias = if seeded == 1 then none else zeros())
    - dense(points.classes)
train:
  data: points.train
  loss: cross_entropy()
  optimizer: adam(rate = norm.rate)
  batch: 10
  epochs: 4
measure:
  error:
    value: accuracy(points.test)
    at: [initial, final]
claims:
  better:
    says: It is within \${2 points}.
    expect: |
      error[norm = batch, seeded = 1,
        at = final] > error[norm = plain, seeded = 1, at = final]
profiles:
  quick:
    train.epochs: depth
    measure.error.at: final
    axes.norm.plain.rate: 1e-4
`;

const analysed = (source: string): Analysis => analyse({ file, text: source }, [shared]) as Analysis;
const analysis = analysed(text);
const at = (words: string, after = 0) => {
  const index = text.indexOf(words);
  if (index < 0) throw new Error(`no ${words}`);
  return index + after;
};

describe('names', () => {
  test.each([
    ['depth: 2', 'value', 4],
    ['points: two', 'data set', 6],
    ['norm:\n', 'axis', 7],
    ['plain: {', 'arm', 3],
    ['kind: bias', 'field', 3],
    ['seeded: [', 'axis', 5],
    ['wide:\n', 'network', 2],
    ['width: 64', 'parameter', 3],
    ['i\n      layers', 'item', 2],
    ['error:\n', 'measurement', 4],
    ['shared: ./', 'import', 2],
  ])('%j is found with everything that means it', (words, kind, count) => {
    const found = references(analysis, at(words), true);
    expect(analysis.symbols.at(at(words))?.symbol.kind).toBe(kind);
    const name = words.split(/\W/)[0];
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(
      Array.from({ length: count }, () => name),
    );
  });

  test('a parameter hides the let of the same name inside its network, and only there', () => {
    const [inside] = definition(analysis, at('dense(width, bias', 6));
    const [outside] = definition(analysis, at('2 * width', 4));
    expect(text.slice(0, inside.start).endsWith('{')).toBe(true);
    expect(outside.start).toBe(at('width: shared'));
  });

  test('a part of an import leads into its file', () => {
    expect(definition(analysis, at('shared.breadth', 8))).toEqual([
      { file: shared.file, start: shared.text.indexOf('breadth'), end: shared.text.indexOf(':', 20) },
    ]);
  });

  const keys = (source: string) =>
    compile([{ file, text: source }, shared], { numerics: 'test' }).plan?.steps.map(({ key }) => key);

  test('the experiment compiles', () => expect(keys(text)?.length).toBeGreaterThan(0));

  test.each([
    'depth: 2',
    'width: shared',
    'points: two',
    'norm:\n',
    'plain: {',
    'kind: bias',
    'wide:\n',
    'width: 64',
    'inner: none',
    'i\n      layers',
    'error:\n',
    'shared: ./',
  ])('renaming %j changes nothing else', (words) => {
    const edits = rename(analysis, at(words), 'renamed');
    if ('refused' in edits) throw new Error(edits.refused);
    const renamed = [...edits]
      .sort((a, b) => b.span.start - a.span.start)
      .reduce(
        (source, { span, text: to }) => source.slice(0, span.start) + to + source.slice(span.end),
        text,
      );
    expect(renamed.replaceAll('renamed', words.split(/\W/)[0])).toBe(text);
    expect(keys(renamed)).toEqual(keys(text));
  });

  test('an arm that is its own value is not renamed', () => {
    expect(
      rename(analysed(edited('seeded == 2)', 'seeded == 2 )', text)), at('[1, 2]', 1), 'one'),
    ).toHaveProperty('refused');
  });
});

describe('completion', () => {
  /** What is offered at `<|>`. */
  const offered = (before: string, after: string) => {
    const marked = edited(before, after, text);
    const source = marked.replace('<|>', '');
    return complete({ file, text: source }, marked.indexOf('<|>'), [shared]).map(({ label }) => label);
  };

  test.each<[string, string, string[]]>([
    ['  batch: 10\n', '  <|>\n', ['batch']],
    ['    value: accuracy(points.test)\n', '    value: acc<|>\n', ['accuracy', 'partition']],
    ['accuracy(points.test)', 'accuracy(<|>)', ['points']],
    ['points.train', 'points.<|>', ['train', 'test', 'classes']],
    ['shared.breadth', 'shared.<|>', ['breadth']],
    ['norm.kind)', 'norm.<|>)', ['kind', 'rate']],
    ['wide(width = width * i, inner', 'wide(<|>', ['width', 'inner']],
    ['seeded == 2)', 'seeded == <|>)', ['1', '2']],
    ['two_moons(count = 60, test = 50%)', 'two_moons(count = 60, <|>', ['test', 'validation', 'noise']],
    ['at: [initial, final]', 'at: [initial, <|>]', ['initial', 'final']],
    ['    expect: |', '    per: <|>\n    expect: |', ['norm', 'seeded']],
    ['{depth}', '{<|>}', ['depth', 'points']],
    ['        - relu()', '        - <|>', ['relu', 'wide', 'i', 'block', 'repeat']],
    ['        - relu()', '        - conv2d(4, padding = <|>', ['same', 'valid']],
    ['    - block:', '    - <|>', ['block', 'dense']],
    ['    train.epochs: depth', '    <|>', ['train.batch', 'axes.norm.batch.rate']],
    ['{width: 64, inner: none}', '{width: <|>', ['depth']],
  ])('%j → %j', (before, after, some) =>
    expect(offered(before, after)).toEqual(expect.arrayContaining(some)),
  );

  test.each([
    ['title: Depth', 'title: <|>Depth'],
    ['  batch: 10\n', '  batch: 10 # <|>\n'],
    ['says: It is', 'says: It <|>is'],
  ])('nothing is offered for %j → %j', (before, after) => expect(offered(before, after)).toEqual([]));
});

describe('hover', () => {
  test.each([
    ['shared.breadth', 8, '8'],
    ['width * i', 0, 'width'],
    ['points.count', 8, '60 count'],
    ['norm == batch', 0, '2 arms'],
    ['norm == batch', 8, 'batch'],
    ['inner = norm', 1, 'parameter inner of wide'],
    ['relu()', 1, 'relu'],
    ['50%', 0, '0.5 probability'],
    ['epochs: 4', 1, 'passes through the data'],
    ['block:', 1, 'added to that of the shortcut'],
  ])('%s + %d', (words, after, told) =>
    expect(hover(analysis, at(words, after), undefined)?.text).toContain(told),
  );
});

test('expressions are coloured word by word in every YAML style and line ending', () => {
  const words = (source: string) =>
    semanticTokens(analysed(source)).map(({ span, type }) => `${type} ${source.slice(span.start, span.end)}`);
  const plain = words(text);
  expect(plain).toEqual(
    expect.arrayContaining([
      'keyword if',
      'keyword then',
      'keyword else',
      'keyword not',
      'keyword and',
      'parameter inner',
      'property kind',
      'namespace shared',
      'number 2',
      'keyword points',
    ]),
  );
  expect(words(text.replaceAll('\n', '\r\n'))).toEqual(plain);
  expect(
    words(
      edited('width * i, inner = norm.kind)', 'width * i, inner = norm.kind)"', text).replace(
        '- wide(',
        '- "wide(',
      ),
    ),
  ).toEqual(plain);
  expect(words(edited('title: Depth', 'title: 😀 Dépth', text))).toEqual(plain);
});

test('the outline nests arms under their axis', () => {
  const axes = outline(analysis).find(({ name }) => name === 'axes');
  expect(axes?.children.map(({ name, children }) => [name, children.map((each) => each.name)])).toEqual([
    ['norm', ['plain', 'batch']],
    ['seeded', []],
  ]);
});

test('a fragment is checked as what others import', () => {
  expect(check([shared], []).diagnostics).toEqual([]);
  const broken = { ...shared, text: shared.text.replace('2 * 4', '2 * fuor') };
  expect(
    check([broken], []).diagnostics.map(({ code, span }) => [code, broken.text.slice(span.start, span.end)]),
  ).toEqual([['CR0306', 'fuor']]);
});

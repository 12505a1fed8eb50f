import { describe, expect, test } from 'vitest';
import { applyProfile } from '../../compiler/experiment/overrides.ts';
import { readExperiment } from '../../compiler/experiment/read.ts';
import { readYaml } from '../../compiler/source/read.ts';
import type { YamlMap } from '../../compiler/source/yaml-tree.ts';
import { checkText } from '../fuzz/check.ts';
import { base, edited } from '../support/experiment.ts';

const many = (count: number, item: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join('');
const last = (text: string) => edited('epochs: 4\n', `epochs: ${text}\n`);
const letter = (i: number) => String.fromCharCode(97 + i);

/** What is hard about the text, the text, and what it is told first; nothing where it compiles. */
type Case = readonly [what: string, text: string, code: string | undefined];

const characters: readonly Case[] = [
  ['nothing', '', 'CR0104'],
  ['the sign of a block alone', '|\n', 'CR0104'],
  ['the mark of a document alone', '---\n', 'CR0104'],
  ['an emoji first', `😀${base}`, 'CR0301'],
  ['60,000 emoji in an expression', edited('epochs: 4', `epochs: ${'😀'.repeat(60_000)}`), 'CR0222'],
  ['NUL', edited('title: A', 'title: \0A'), 'CR0102'],
  ['a bell', edited('title: A', 'title: \x07A'), 'CR0102'],
  ['half a surrogate pair', edited('title: A', 'title: \ud83d A'), 'CR0102'],
  ['the other half', edited('title: A', 'title: A\udca5'), 'CR0102'],
  ['a byte order mark', `\ufeff${base}`, undefined],
  ['a byte order mark inside', edited('title: A', 'title: \ufeffA'), 'CR0102'],
  ['Windows line ends', base.replaceAll('\n', '\r\n'), undefined],
  ['old Macintosh line ends', base.replaceAll('\n', '\r'), 'CR0102'],
  ['tabs as indentation', base.replaceAll('  ', '\t'), 'CR0111'],
  ['a tab after a colon', edited('seed: 7', 'seed:\t7'), undefined],
];

const bomb = `${many(9, (i) => `${letter(i)}: &${letter(i)} [${many(9, () => (i === 0 ? 'x,' : `*${letter(i - 1)},`))}]\n`)}${base}`;
const shape: readonly Case[] = [
  ['an alias bomb', bomb, 'CR0107'],
  ['a merge key', `<<: *a\n${base}`, 'CR0106'],
  ['a tag in a list between brackets', `${base}x-a: [!b()]\n`, 'CR0108'],
  ['10,000 anchors', `${base}x-a:\n${many(10_000, (i) => `  - &a${i} x\n`)}`, 'CR0107'],
  ['50,000 brackets', `${base}x-a: ${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'CR0103'],
  ['50,000 open brackets', `${base}x-a: ${'['.repeat(50_000)}`, 'CR0103'],
  ['20,000 open maps', `${base}x-a: ${'{a: '.repeat(20_000)}`, 'CR0103'],
  ['1,000 levels of keys', `${base}x-a:\n${many(1_000, (i) => `${' '.repeat(i + 1)}a:\n`)}`, 'CR0103'],
  ['20,000 levels of dashes', `${base}x-a:\n  ${'- '.repeat(20_000)}a\n`, 'CR0103'],
  ['more than a megabyte', `${base}# ${'x'.repeat(1_000_000)}`, 'CR0101'],
  ['nearly a megabyte of comments', `${base}${many(60_000, (i) => `# ${i} abcdefg\n`)}`, undefined],
  ['nearly a megabyte of prose', `${base}about: |\n${many(90_000, () => '  abcdefg\n')}`, undefined],
  ['10,000 unknown keys', `${base}${many(10_000, (i) => `k${i}: 1\n`)}`, 'CR0301'],
  ['one key 10,000 times', `${base}${many(10_000, () => 'x-k: 1\n')}`, 'CR0105'],
  [
    '3,000 values with a colon',
    edited('claims:\n', `claims:\n${many(3_000, (i) => `  c${i}: a: b\n`)}`),
    'CR0114',
  ],
  ['a key of 900,000 letters', `${base}${'k'.repeat(900_000)}: 1\n`, 'CR0127'],
];

const expressions: readonly Case[] = [
  ['200,000 digits', last('1'.repeat(200_000)), 'CR0222'],
  ['99,000 digits', last('1'.repeat(99_000)), 'CR0212'],
  ['24,000 sums', last(`${'1 + '.repeat(24_000)}1`), 'CR0223'],
  ['99,000 parentheses', last('('.repeat(99_000)), 'CR0223'],
  ['99,000 signs', last('-'.repeat(99_000)), 'CR0223'],
  ['9,900 conditions', last('if a then '.repeat(9_900)), 'CR0223'],
  ['19,000 selections', last(`a${'[b=c]'.repeat(19_000)}`), 'CR0223'],
  ['49,000 dots', last(`a${'.b'.repeat(49_000)}`), 'CR0223'],
  ['99,000 commas', last(`a${','.repeat(99_000)}`), 'CR0214'],
  ['a list of 49,000 equal arms', edited('rate: [1e-3, 1e-2]', `rate: [${'1,'.repeat(49_000)}1]`), 'CR0407'],
  ['a name of 90,000 letters', edited('dense(points.classes)', `dense(${'p'.repeat(90_000)})`), 'CR0306'],
  ['a path of 90,000 letters', last(`/${'a'.repeat(90_000)}`), 'CR0201'],
  ['a word of 90,000 letters before a colon', last(`"${'a'.repeat(90_000)}: 1"`), 'CR0201'],
  ['24,000 open interpolations', edited('title: A', `title: ${'${a'.repeat(24_000)} A`), 'CR0331'],
];

const numbers: readonly Case[] = [
  ['1e999', last('1e999'), 'CR0212'],
  ['a number beyond the whole ones', last('12345678901234567890'), 'CR0408'],
  ['a tower of powers', last('9 ** 9 ** 9 ** 9'), 'CR0407'],
  ['0 / 0', last('0 / 0'), 'CR0407'],
  ['exp(1000)', last('exp(1000)'), 'CR0407'],
  [
    'an overflowing range',
    edited('log_range(0.01, 1, count = 3)', 'log_range(1e-320, 1e308, count = 9999)'),
    'CR0407',
  ],
  ['a range without an end', edited('rate: [1e-3, 1e-2]', 'rate: 0..1e300'), 'CR0407'],
  ['1e15 replicates', edited('replicates: 3', 'replicates: 1e15'), 'CR0402'],
  ['a million layers', edited('repeat: 2', 'repeat: 1000000'), 'CR0402'],
  [
    'repeats in repeats',
    edited(
      '    - repeat: 2\n',
      '    - {repeat: 1000, layers: [{repeat: 1000, layers: [none]}]}\n    - repeat: 2\n',
    ),
    'CR0526',
  ],
  ['1e15 points', edited('count = 60', 'count = 1e15'), 'CR0402'],
  ['a billion moments', last('1000000000'), 'CR0408'],
  ['an infinitesimal step', edited('every: 5 steps', 'every: 1e-300 steps'), 'CR0402'],
];

const doubling = `let:\n  l0: [relu(), relu()]\n${many(60, (i) => `  l${i + 1}: [l${i}, l${i}]\n`)}`;
const manyArms = edited(
  'rate: [1e-3, 1e-2]',
  `rate: [${many(1_000, (i) => `${i + 1}e-6,`)}]`,
  edited('replicates: 3', 'replicates: 1'),
);
const manyRules = edited(
  'network:\n',
  `where:\n${many(1_000, (i) => `  - rate != ${i + 1}e-6\n`)}network:\n`,
  manyArms,
);
const sizes: readonly Case[] = [
  ['100 axes', edited('axes:\n', `axes:\n${many(100, (i) => `  a${i}: [1, 2]\n`)}`), 'CR0408'],
  ['10,000 arms', edited('rate: [1e-3, 1e-2]', `rate: [${many(10_000, (i) => `${i + 1}e-6,`)} 1]`), 'CR0408'],
  ['10,000 replicates', edited('replicates: 3', 'replicates: 10000'), 'CR0408'],
  [
    '10,000 data sets of a kind that there is not',
    edited('data:\n', `data:\n${many(10_000, (i) => `  d${i}: ark(count = 5)\n`)}`),
    'CR0306',
  ],
  ['names that double 60 times', edited('- relu()', '- l60') + doubling, 'CR0408'],
  [
    '10,000 names in a circle',
    `${base}let:\n${many(10_000, (i) => `  l${i}: l${(i + 1) % 10_000}\n`)}`,
    'CR0320',
  ],
  ['10,000 unknown names', `${base}let:\n${many(10_000, (i) => `  l${i}: q${i}\n`)}`, 'CR0306'],
  ['1,000 profiles', `${base}${many(1_000, (i) => `  p${i}: {replicates: 2}\n`)}`, 'CR0408'],
  ['1,000 rules for 2,000 combinations', manyRules, 'CR0408'],
  [
    '1,000 lets for 2,000 combinations',
    `${manyArms}let:\n${many(1_000, (i) => `  l${i}: rate + ${i}\n`)}`,
    'CR0408',
  ],
  ['600 layers for 2,000 combinations', edited('repeat: 2', 'repeat: 200', manyArms), 'CR0408'],
  [
    '1,000 measurements of 2,000 cells',
    edited(
      'measure:\n',
      `measure:\n${many(1_000, (i) => `  m${i}: {value: "accuracy(points.test)"}\n`)}`,
      manyArms,
    ),
    'CR0408',
  ],
  [
    '1,000 claims for 1,000 arms',
    edited(
      'claims:\n',
      `claims:\n${many(1_000, (i) => `  c${i}:\n    says: so\n    expect: error[norm = batch] > 0\n    per: rate\n`)}`,
      manyArms,
    ),
    'CR0408',
  ],
  [
    'a network that calls itself',
    edited('- relu()', '- a()').concat('networks:\n  a: {layers: [a()]}\n'),
    'CR0521',
  ],
];

describe.each([
  ['characters', characters],
  ['YAML', shape],
  ['expressions', expressions],
  ['numbers', numbers],
  ['sizes', sizes],
])('%s', (_, cases) => {
  test.each(cases)('%s', (_, text, code) => {
    const { plan, diagnostics } = checkText(text);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors[0]?.code).toBe(code);
    expect(plan === undefined).toBe(code !== undefined);
    // A message is for reading, whatever is quoted in it.
    for (const { message, help = '' } of diagnostics.slice(0, 100))
      expect(message.length + help.length).toBeLessThan(3000);
  });
});

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s', (word) => {
  test.each([
    ['a data set', 'points: two', `${word}: two`],
    ['an axis', '  rate: [', `  ${word}: [`],
    ['an arm', 'batch: batch_norm', `${word}: batch_norm`],
    ['a measurement', '  error:\n', `  ${word}:\n`],
    ['a claim', '  better:', `  ${word}:`],
    ['a chart', '  learning:', `  ${word}:`],
  ])('names no %s', (_, before, after) => {
    expect(checkText(edited(before, after)).diagnostics.map(({ code }) => code)).toContain('CR0304');
  });

  test.each([
    ['a key of the file', 'crease: 1\n', `crease: 1\n${word}: 1\n`],
    ['a key of a section', 'train:\n', `train:\n  ${word}: 1\n`],
    ['a path of a profile', '    train.epochs: 1', `    train.${word}: 1`],
    ['a channel', '      x: step', `      ${word}: step`],
    ['a mark', 'mark: line', `mark: ${word}`],
    ['a value', 'epochs: 4', `epochs: ${word}`],
    ['a function', 'epochs: 4', `epochs: ${word}()`],
    ['a part', 'points.classes', `points.${word}`],
    ['a parameter', 'dense(8,', `dense(8, ${word} = 3,`],
    ['a unit', 'every: 5 steps', `every: 5 ${word}`],
    ['a statistic', 'error[norm = batch] >', `${word}(error, over = ${word})[norm = batch] >`],
    ['an axis in a choice', 'error[norm = batch]', `error[${word} = batch]`],
    ['an arm in a choice', 'error[norm = batch]', `error[norm = ${word}]`],
    ['an index', 'by: layer', `by: ${word}`],
    ['a moment', 'at: [initial, final]', `at: ${word}`],
    ['a part of a measurement', 'error[norm = batch] >', `cells.${word}[norm = batch] >`],
  ])('is not taken for %s', (_, before, after) => {
    const { plan, diagnostics } = checkText(edited(before, after));
    expect(plan).toBeUndefined();
    expect(diagnostics.some(({ message, help }) => `${message} ${help}`.includes(word))).toBe(true);
  });
});

describe('work', () => {
  test('is one report for what stands together or is the same', () => {
    const told = (text: string) => checkText(text).diagnostics.filter(({ code }) => code !== 'CR0908');
    const [commas] = told(last(`4${','.repeat(99_000)}`));
    expect([commas.code, commas.span.end - commas.span.start]).toEqual(['CR0214', 99_000]);
    expect(
      told(edited('data:\n', `data:\n${many(10_000, (i) => `  d${i}: ark(count = 5)\n`)}`)),
    ).toHaveLength(1);
    expect(told(edited('rate: [1e-3, 1e-2]', `rate: [${'1,'.repeat(49_000)}1]`))).toHaveLength(1);
  });

  test('is done once for what profiles share', () => {
    const root = readYaml('a.crease.yaml', base, () => {}) as YamlMap;
    const [plain, quick] = [root, applyProfile(root, 'quick', () => {})].map((file) =>
      readExperiment(file, () => {}),
    );
    expect(quick.train?.epochs).not.toBe(plain.train?.epochs);
    expect(quick.train?.batch).toBe(plain.train?.batch);
    expect(quick.network?.input).toBe(plain.network?.input);
  });
});

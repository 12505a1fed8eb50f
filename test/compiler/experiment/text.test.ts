// biome-ignore-all lint/suspicious/noTemplateCurlyInString: experiment files have `${…}` in their texts

import { describe, expect, test } from 'vitest';
import { base, compileText, edited } from '../../support/experiment.ts';
import { type Mistake, testMistakes } from '../../support/mistakes.ts';

const titled = (title: string, lets = '') =>
  edited('title: A small experiment', `title: ${title}`).replace('axes:\n', `${lets}axes:\n`);
const titleOf = (title: string, lets = '') => {
  const { plan, diagnostics } = compileText(titled(title, lets));
  return plan?.title ?? diagnostics.map(({ message }) => message).join('; ');
};

describe('a text', () => {
  test.each([
    ['Of ${2 + 3} parts', 'Of 5 parts'],
    ['${30%} and ${140deg} and ${1 epoch} and ${20 steps}', '30% and 140deg and 1 epoch and 20 steps'],
    [
      '${2 * 15%} and ${2 * 70deg} and ${1 * 1 epoch} and ${2 * 10 steps}',
      '30% and 140° and 1 epoch and 20 steps',
    ],
    ['${1 / 3} and ${1e-9} and ${1_797}', '0.333333 and 1e-9 and 1797'],
    ['${points.classes} classes of ${points} and ${points.test}', '2 classes of points and points.test'],
    ['${\'}\'} and ${"${"} and ${true}', '} and ${ and true'],
    ['${[1, 2, 3]} and ${1..3}', '1, 2, 3 and 1, 2, 3'],
    ['It costs $5, or $$, or $${five}', 'It costs $5, or $$, or ${five}'],
    ['${1}${2}$${3}', '12${3}'],
    ['${if 1 < 2 then "yes" else "no"}', 'yes'],
  ])('%s says %s', (written, read) => {
    expect(titleOf(written.includes('#') ? `"${written}"` : `|\n  ${written}`).trim()).toBe(read);
  });

  test('shows a named number as its author wrote it', () => {
    const lets = 'let:\n  margin: 2 points\n  same: margin\n  long: 3 * 5 epochs\n';
    expect(titleOf('By ${margin}, ${same} in ${long}', lets)).toBe('By 2 points, 2 points in 15 epochs');
  });

  test('may be a title, what the experiment is about, a claim in words and the title of a chart', () => {
    const text = edited('seed: 7', 'about: About ${points.count}.\nseed: 7')
      .replace('says: It helps.', 'says: It helps ${3} times.')
      .replace('title: Learning', 'title: Learning in ${4 epochs}');
    const { plan } = compileText(text);
    expect(plan?.about).toBe('About 60.');
    expect(plan?.claims.better.says).toBe('It helps 3 times.');
    expect(plan?.charts.learning.title).toBe('Learning in 4 epochs');
  });

  test('is free of meaning: it moves no key', () => {
    const keys = (text: string) => compileText(text).plan?.steps.map(({ key }) => key);
    expect(keys(titled('Of ${2 + 3} parts'))).toEqual(keys(base));
  });
});

const styles: readonly (readonly [string, (text: string) => string])[] = [
  ['plain', (text) => text],
  ['single', (text) => `'it''s ${text}'`],
  ['double', (text) => `"\\u00e9\\t ${text}"`],
  ['literal', (text) => `|\n  🙂 é\n  ${text}`],
  ['folded', (text) => `>\n  🙂 one\n  two\n  ${text}`],
];

describe.each(styles)('a mistake in a %s text', (_, write) => {
  const cases: readonly Mistake[] = [
    ['A small experiment', write('Of ${<|pints|>.count} all'), 'CR0306', 'did you mean `points`'],
    ['A small experiment', write('Of ${points.<|clases|>} all'), 'CR0308', '`classes`'],
    ['A small experiment', write('Of ${<|rate|>} all'), 'CR0322', 'axis `rate`'],
    ['A small experiment', write('Of ${<|points.train|>.count} all'), 'CR0308'],
    ['A small experiment', write('Of <|${|>points.count all'), 'CR0331', '`}`'],
    ['A small experiment', write('Of ${<|relu()|>} all'), 'CR0401', 'numbers, texts'],
    ['A small experiment', write('Of ${1 <|+|>} all'), 'CR02'],
  ];
  testMistakes(cases.filter(([, , code]) => code !== 'CR02' && code !== 'CR0308'));
  test('has a place for every part', () => {
    for (const [before, after, code] of cases) {
      const { diagnostics } = compileText(edited(before, after.replace('<|', '').replace('|>', '')));
      expect(diagnostics.map((each) => each.code.slice(0, code.length))).toEqual([code]);
    }
  });
});

describe('`${…}` outside of a text', () => {
  testMistakes([
    ['batch: 10', 'batch: <|${ten}|>', 'CR0224', 'without `${`'],
    ['batch: 10', 'batch: 2 * <|${ten}|>', 'CR0224', 'without `${`'],
    ['batch: 10', 'batch: "<|${2 * 5}|>"', 'CR0224'],
    ['dense(8, bias = none)', 'dense(<|${8}|>, bias = none)', 'CR0224'],
    ['batch: 10', 'batch: <|${ten|>', 'CR0224'],
  ]);

  test('is mended by taking the marks away', () => {
    const { diagnostics } = compileText(edited('batch: 10', 'batch: ${5 + 5}'));
    expect(diagnostics[0].fix).toMatchObject([{ text: '5 + 5' }]);
  });
});

import { describe, expect, test } from 'vitest';
import { type Analysis, analyse } from '../../../compiler/language-server/analysis.ts';
import { complete } from '../../../compiler/language-server/complete.ts';
import { hover } from '../../../compiler/language-server/hover.ts';
import { definition, references, rename } from '../../../compiler/language-server/navigate.ts';
import { compileText, edited, tuned } from '../../support/experiment.ts';

const file = 'small.crease.yaml';
/** A tuned setting, a rule, a let and a claim that mention one another. */
const text = tuned
  .replace('tune:\n', 'let:\n  width: 8 * 2\nwhere: not (norm == plain and wide == 2)\ntune:\n')
  .replace('axes:\n', 'axes:\n  wide: [1, 2]\n')
  .replace('dense(8,', 'dense(width * wide,')
  .replaceAll(
    'error[norm = batch] > error[norm = plain]',
    'error[norm = batch, wide = 1] > error[norm = plain, wide = 1, rate = 1e-3]',
  )
  .replace('      y: curve\n', '      y: curve\n      row: wide\n');
const analysis = analyse({ file, text }) as Analysis;
const at = (words: string, after = 0) => {
  expect(text.split(words).length, words).toBeGreaterThan(1);
  return text.indexOf(words) + after;
};

test('the experiment is right', () => expect(compileText(text).diagnostics).toEqual([]));

describe('completion', () => {
  const offered = (before: string, after: string) => {
    const marked = edited(before, after, text);
    const offset = marked.indexOf('<|>');
    return complete({ file, text: marked.replace('<|>', '') }, offset).map(({ label }) => label);
  };

  test.each<[string, string, string[]]>([
    ['    values: [1e-3, 1e-2]\n', '    values: [1e-3, 1e-2]\n    <|>\n', ['best']],
    ['    values: [1e-3, 1e-2]\n', '    <|>\n', ['values', 'best']],
    ['by: accuracy(points.validation)', 'by: <|>', ['accuracy', 'error', 'curve']],
    ['by: accuracy(points.validation)', 'by: accuracy(points.<|>)', ['validation']],
    ['wide == 2)', 'w<|>)', ['wide']],
    ['norm == plain', 'norm == <|>', ['plain', 'batch']],
    ['width: 8 * 2', 'width: points.<|>', ['count', 'classes']],
    ['rate = 1e-3]', 'rate = <|>]', ['0.001', '0.01']],
    ['adam(rate = rate)', 'adam(rate = <|>)', ['rate', 'width']],
    ['wide = 1] >', '<|>] >', ['wide', 'rate']],
    ['    expect: error', '    expect: mean(near, over = <|>) > error', ['sample']],
  ])('%j → %j', (before, after, some) =>
    expect(offered(before, after)).toEqual(expect.arrayContaining(some)),
  );
});

describe('hover', () => {
  test.each([
    ['values: [1e-3', 1, 'values'],
    ['adam(rate = rate', 12, '0.001'],
    ['wide == 2', 1, '2 arms'],
    ['dense(width', 7, '16'],
    ['rate = 1e-3]', 1, '0.001'],
  ])('%s + %d', (words, after, told) =>
    expect(hover(analysis, at(words, after), undefined)?.text).toContain(told),
  );
});

describe('names', () => {
  test('a tuned setting leads to where it is tuned, from the training and from a claim', () => {
    for (const words of ['rate = rate)', 'rate = 1e-3]']) {
      const [place] = definition(analysis, at(words, words === 'rate = rate)' ? 8 : 1));
      expect(text.slice(place.start - 8, place.end)).toBe('tune:\n  rate');
    }
    expect(references(analysis, at('tune:\n  rate', 9), true)).toHaveLength(3);
  });

  test.each([
    ['tune:\n  rate', 9, 'rate'],
    ['wide == 2', 1, 'wide'],
    ['width: 8', 1, 'width'],
    ['plain and', 1, 'plain'],
  ])('renaming at %j gives a file that means the same', (words, after, name) => {
    const edits = rename(analysis, at(words, after), 'other');
    if ('refused' in edits) throw new Error(edits.refused);
    const renamed = edits
      .toSorted((a, b) => b.span.start - a.span.start)
      .reduce((source, { span }) => `${source.slice(0, span.start)}other${source.slice(span.end)}`, text);
    expect(renamed.replaceAll('other', name)).toBe(text);
    const keys = (source: string) => compileText(source).plan?.steps.map(({ key }) => key);
    expect(keys(renamed)?.length).toBeGreaterThan(0);
    expect(keys(renamed)).toEqual(keys(text));
  });
});

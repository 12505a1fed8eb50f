import { describe, expect, test } from 'vitest';
import { compileText, split, tuned } from '../../support/experiment.ts';

/** What is replaced, by what (the caret goes to `<|…|>`), the code, and words of the message or its help. */
const cases: readonly (readonly [before: string, after: string, code: string, ...words: string[]])[] = [
  [
    'by: accuracy(points.validation)',
    'by: <|accuracy(points.test)|>',
    'CR0830',
    '`points.test`',
    'validation',
  ],
  ['by: accuracy(points.validation)', 'by: <|error|>', 'CR0830', '`points.test`'],
  ['by: accuracy(points.validation)', 'by: <|accuracy(points)|>', 'CR0830', '`points`'],
  ['by: accuracy(points.validation)', 'by: <|accuracy(points.train)|>', 'CR0831', '`points.train`'],
  ['by: accuracy(points.validation)', 'by: <|cells|>', 'CR0832', 'several parts'],
  ['adam(rate = rate)', 'adam(rate = 1e-3)', 'CR0833', '`rate`'],
  ['values: [1e-3, 1e-2]', 'values: [1e-3]', 'CR0834', 'one candidate'],
  ['values: [1e-3, 1e-2]', 'values: []', 'CR0834', 'no candidate'],
  ['by: accuracy(points.validation)', 'by: <|boundary_distance(points.validation)|>', 'CR0835', 'best: max'],
  [
    'by: accuracy(points.validation)',
    'by: accuracy(points.validation)\n    best: <|largest|>',
    'CR0835',
    '`largest`',
  ],
  ['error[norm = plain]', 'error[norm = plain]\n    per: <|rate|>', 'CR0836', 'an axis'],
  [
    '  rate:\n    values',
    '  <|points|>: {values: [1, 2], by: error}\n  rate:\n    values',
    'CR0305',
    'a data set',
  ],
  ['    by: accuracy(points.validation)\n', '', 'CR0302', '`by`'],
  ['by: accuracy(points.validation)', 'by: <|eror|>', 'CR0306', '`error`'],
  ['by: accuracy(points.validation)', 'by: <|relu()|>', 'CR0401', 'measurement'],
  ['values: [1e-3, 1e-2]', 'values: [1e-3, <|rat|>]', 'CR0306', 'rat'],
  ['values: [1e-3, 1e-2]', '<|value|>: [1e-3, 1e-2]', 'CR0301', '`values`'],
  ['accuracy(points.validation)', 'accuracy(points.validation)\n    at: final', 'CR0301', 'at'],
];

describe('tune', () => {
  test('without a mistake compiles silently, with the measurement that chooses', () => {
    const { plan, diagnostics } = compileText(tuned);
    expect(diagnostics).toEqual([]);
    expect(plan?.axes.at(-1)).toMatchObject({
      name: 'rate',
      tuned: { measurement: 'tune.rate', best: 'max' },
    });
    expect(plan?.measurements['tune.rate']).toMatchObject({ at: ['final'], unit: 'probability' });
    expect(plan?.cells).toHaveLength(12);
  });

  test.each(cases)('%s → %s', (before, after, code, ...words) => {
    expect(tuned.split(before)).toHaveLength(2);
    const marked = tuned.replace(before, () => after);
    const [start, end] = [marked.indexOf('<|'), marked.indexOf('|>') - 2];
    const clean = marked.replace('<|', '').replace('|>', '');
    const { diagnostics } = compileText(clean);
    expect(
      diagnostics.map((each) => each.code),
      JSON.stringify(diagnostics),
    ).toEqual([code]);
    const [{ message, help, span }] = diagnostics;
    for (const word of words) expect(`${message} — ${help}`).toContain(word);
    if (start >= 0) expect(clean.slice(span.start, span.end)).toBe(clean.slice(start, end));
  });

  test('takes a measurement that is there already once', () => {
    const named = tuned
      .replace('by: accuracy(points.validation)', 'by: held')
      .replace('measure:\n', 'measure:\n  held: {value: accuracy(points.validation)}\n');
    const called = named.replace('by: held', 'by: accuracy(points.validation)');
    for (const text of [named, called]) {
      const { plan, diagnostics } = compileText(text);
      expect(diagnostics).toEqual([]);
      expect(plan?.axes.at(-1)?.tuned?.measurement).toBe('held');
      expect(Object.keys(plan?.measurements ?? {})).not.toContain('tune.rate');
    }
  });

  test('refuses a measurement that is taken at the start only', () => {
    const text = tuned
      .replace('by: accuracy(points.validation)', 'by: held')
      .replace('measure:\n', 'measure:\n  held: {value: accuracy(points.validation), at: initial}\n');
    const { diagnostics } = compileText(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['CR0832']);
    expect(diagnostics[0].message).toContain('end of training');
  });

  test('leaves a claim that selects a candidate alone', () => {
    const text = tuned.replace('error[norm = plain]', 'error[norm = plain, rate = 1e-3]');
    expect(compileText(text).diagnostics).toEqual([]);
  });

  test('chooses several settings together', () => {
    const width = '  width: {values: [8, 16], by: accuracy(points.validation)}\n';
    const both = tuned.replace('network:\n', `${width}network:\n`).replace('dense(8,', 'dense(width,');
    const { plan, diagnostics } = compileText(both);
    expect(diagnostics).toEqual([]);
    expect(plan?.axes.slice(1).map((axis) => axis.tuned?.measurement)).toEqual(['tune.rate', 'tune.rate']);
    const apart = compileText(both.replace('validation)}', 'validation), best: min}')).diagnostics;
    expect(apart.map(({ code }) => code)).toEqual(['CR0837']);
  });

  test('raises a doubt where one arm is tuned and another is not', () => {
    const text = tuned.replace('adam(rate = rate)', 'adam(rate = if norm == batch then rate else 1e-3)');
    expect(compileText(text).diagnostics.map(({ code }) => code)).toEqual(['CR0904']);
  });

  test('keeps every key of an axis, and adds what chooses', () => {
    const keys = (text: string) => compileText(text).plan?.steps.map(({ key }) => key) ?? [];
    const [asAxis, asTune] = [keys(split), keys(tuned)];
    expect(asAxis.length).toBeGreaterThan(0);
    for (const key of asAxis) expect(asTune).toContain(key);
    // One more measurement in each of the 12 cells.
    expect(new Set(asTune).size).toBe(new Set(asAxis).size + 12);
  });
});

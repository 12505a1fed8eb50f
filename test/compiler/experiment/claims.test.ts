import { describe, expect, test } from 'vitest';
import type { Comparison, Plan } from '../../../compiler/plan/plan.ts';
import { base, compileText, diagnoseEdit, edited } from '../../support/experiment.ts';

const before = 'error[norm = batch] > error[norm = plain]';
const planWith = (expect: string, more = '    per: rate\n'): Plan => {
  const text = edited(`    expect: ${before}\n    per: rate\n`, `    expect: ${expect}\n${more}`);
  const { plan, diagnostics } = compileText(text);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return plan;
};
const comparison = (expect: string, more?: string) =>
  planWith(expect, more).claims.better.expect as Extract<Comparison, { kind: 'compare' }>;
const text = (quantity: unknown) => JSON.stringify(quantity);

describe('a comparison', () => {
  test('has what was measured on the left', () => {
    const { operator, left, right } = comparison('90% < error[norm = batch]');
    expect(operator).toBe('>');
    expect(left.op).toBe('select');
    expect(right).toEqual({ op: 'literal', value: 0.9 });
  });

  test('has its margin on the right, however it was written', () => {
    const wanted = comparison('error[norm = batch] - error[norm = plain] > 2 points');
    for (const other of [
      'error[norm = batch] > error[norm = plain] + 2 points',
      'error[norm = batch] > 2 points + error[norm = plain]',
      'error[norm = plain] + 2 points < error[norm = batch]',
    ]) {
      expect(comparison(other), other).toEqual(wanted);
    }
  });

  test('of a ratio with a share is allowed', () => {
    expect(comparison('error[norm = plain] / error[norm = batch] < 90%').right).toMatchObject({ value: 0.9 });
  });

  test('computes numbers before anything runs', () => {
    expect(comparison('error[norm = batch] > -0.5 + 2 * 0.6').right).toMatchObject({ value: 0.7 });
  });

  test('joined by `and` keeps each part with its own unit', () => {
    const { expect: both, unit } = planWith(
      'error[norm = batch] > 90% and steps_to(curve, 80%)[norm = batch] < 10 steps',
    ).claims.better;
    expect(unit).toBe('probability');
    expect(both.kind === 'and' && both.parts.map((part) => [part.text, part.unit])).toEqual([
      ['error[norm = batch] > 90%', 'probability'],
      ['steps_to(curve, 80%)[norm = batch] < 10 steps', 'steps'],
    ]);
  });

  test('within a tolerance is exact where it says so', () => {
    const claim = planWith('error[norm = batch] within 1e-9 of 1', '    per: rate\n    exact: true\n').claims
      .better;
    expect(claim).toMatchObject({
      exact: true,
      expect: { kind: 'within', tolerance: 1e-9, relative: false },
    });
  });
});

describe('a trend', () => {
  test('along an axis uses its arms in the order of their values', () => {
    const changed = base
      .replace('rate: [1e-3, 1e-2]', 'rate: [1e-2, 1e-3, 0.1]')
      .replace(before, 'falls_with(error[norm = batch], along = rate)')
      .replace('    per: rate\n', '');
    const { plan, diagnostics } = compileText(changed);
    expect(diagnostics).toEqual([]);
    expect(plan?.claims.better.expect).toMatchObject({
      operator: '<',
      left: { op: 'slope', along: 'rate', arms: ['0.001', '0.01', '0.1'] },
      right: { op: 'literal', value: 0 },
    });
  });

  test('along an index is a statistic over it', () => {
    expect(comparison('rises_with(curve, along = step)[norm = batch]', '    per: rate\n')).toBeDefined();
  });
});

test('statistics of curves run over steps unless they say otherwise', () => {
  for (const statistic of ['steps_to(curve, 90%)', 'area_under(curve)', 'mean_of_last(curve, 2)'])
    expect(
      text(comparison(`${statistic}[norm = batch] > ${statistic}[norm = plain]`).left),
      statistic,
    ).toContain('"over":["step"]');
});

/** What stands instead of the comparison, the code, and words of the message or its help. */
const mistakes: readonly (readonly [expect: string, code: string, ...words: string[]])[] = [
  ['error[norm = batch] <|!=|> error[norm = plain]', 'CR0610', '`<`'],
  ['error[norm = batch] > 90% <|or|> error[norm = plain] > 90%', 'CR0610', 'two claims'],
  ['<|not (error[norm = batch] > 90%)|>', 'CR0610', 'turn'],
  ['<|fall_with|>(error, along = rate)', 'CR0611', '`falls_with`'],
  ['error[norm = batch] > <|90 points|>', 'CR0612', '`90%`'],
  ['error[norm = batch] - error[norm = plain] > <|2%|>', 'CR0613', '`2 points`'],
  ['rises_with(error, along = <|norm|>)', 'CR0614', 'norm'],
  ['rises_with(mean(near, over = at)[norm = batch], along = <|sample|>)', 'CR0614', 'no values'],
  ['area_under(near, over = <|[at, sample]|>)[norm = batch] > 1', 'CR0614', 'one axis or index'],
  ['<|falls_with(error[norm = batch], along = rate)|>', 'CR0615', 'per'],
  ['falls_with(error[rate = 1e-3, norm = batch], along = <|rate|>)', 'CR0615', 'rate'],
  ['<|falls_with|>(error[norm = batch])', 'CR0605', 'along'],
  ['falls_with(error[norm = batch], along = <|rat|>)', 'CR0605', '`along = rate`'],
  ['falls_with(error[norm = batch], <|alogn|> = rate)', 'CR0309', '`along`'],
  ['falls_with(near[norm = batch], along = <|at|>)', 'CR0614', 'at'],
  ['<|steps_to|>(curve)[norm = batch] > 3 steps', 'CR0310', 'level'],
  ['steps_to(curve, <|3 steps|>)[norm = batch] > 3 steps', 'CR0403', 'probability'],
  ['mean_of_last(curve, <|0|>)[norm = batch] > 90%', 'CR0402', 'at least 1'],
  ['<|steps_to|>(error, 90%)[norm = batch] > 3 steps', 'CR0605', 'one number already'],
  [
    'steps_to(curve, 90%)[norm = batch] <|<|> error[norm = plain]',
    'CR0404',
    'optimizer steps',
    'probability',
  ],
  ['mean(near, over = [at, sample])[norm = batch] <|<|> error[norm = plain]', 'CR0404', 'input distance'],
  ['error[norm = batch] <|+|> mean(near, over = [at, sample])[norm = batch] > 1', 'CR0404', 'input distance'],
  ['cells.regions[norm = batch] <|<|> error[norm = plain]', 'CR0404', 'count', 'probability'],
  ['error[norm = batch] within <|3 steps|> of error[norm = plain]', 'CR0404', 'steps'],
  ['error[norm = batch] > 90% and <|error[norm = plain]|>', 'CR0601', 'compares'],
  ['error[norm = batch] > 90% and <|1 < 2|>', 'CR0608', 'measurement'],
];

describe('a mistake in a claim is reported once, at the very place', () => {
  test.each(mistakes)('%s → %s', (expectation, code, ...words) => {
    const { diagnostics, marked, pointed } = diagnoseEdit(before, expectation);
    // Doubts about the design (CR09) have tests of their own.
    const codes = diagnostics.map((diagnostic) => diagnostic.code);
    expect(codes.filter((each) => !each.startsWith('CR09'))).toEqual([code]);
    const [{ message, help }] = diagnostics;
    for (const word of words) expect(`${message} — ${help}`).toContain(word);
    expect(pointed[0]).toBe(marked);
  });

  test('percent and points are mended', () => {
    const { diagnostics } = diagnoseEdit(before, 'error[norm = batch] > <|90 points|>');
    expect(diagnostics[0].fix?.map((edit) => edit.text)).toEqual(['90%']);
  });
});

test('what a broken network leaves open is no mistake of a claim', () => {
  const text = edited(
    'error[norm = batch] > error[norm = plain]',
    'steps_to(curve, over = step, level = 50%)[norm = batch] < 10',
  );
  const codes = (source: string) => compileText(source).diagnostics.map(({ code }) => code);
  expect(codes(text)).not.toContain('CR0614');
  expect(codes(edited('relu()', 'rellu()', text))).toEqual(['CR0306']);
});

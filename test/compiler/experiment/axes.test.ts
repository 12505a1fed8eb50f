import { describe, expect, test } from 'vitest';
import { base, compileText, edited } from '../../support/experiment.ts';
import { type Mistake, testMistakes } from '../../support/mistakes.ts';

const records = base
  .replace('    plain: bias(zeros())\n', '    plain: none\n')
  .replace('    batch: batch_norm()\n', '    batch: {kind: batch_norm(), rate: 0.01, depth: 2}\n')
  .replace('        - norm\n', '        - if norm == plain then none else norm.kind\n')
  .replace('- repeat: 2', '- repeat: if norm == batch then norm.depth else 1')
  .replace('adam(rate = rate)', 'adam(rate = if norm == batch then norm.rate * rate else rate)');

const planOf = (text: string) => {
  const { plan, diagnostics } = compileText(text);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return plan;
};

describe('an arm that is a record', () => {
  test('owns settings that the others do not have', () => {
    const { variants, axes } = planOf(records);
    expect(variants.map(({ network }) => network.layers.length)).toEqual([3, 3, 7, 7]);
    expect(variants.map(({ training }) => training?.optimizer.rate)).toEqual([0.001, 0.01, 1e-5, 1e-4]);
    expect(axes[0].arms).toEqual([
      { name: 'plain', text: 'none' },
      { name: 'batch', text: 'kind = batch_norm(), rate = 0.01, depth = 2' },
    ]);
  });

  test('says the same as an arm that is a value, with the same keys', () => {
    const written = base
      .replace('    plain: bias(zeros())\n', '    plain: {kind: bias(zeros())}\n')
      .replace('    batch: batch_norm()\n', '    batch:\n      kind: batch_norm()\n')
      .replace('        - norm\n', '        - norm.kind\n');
    const keys = (text: string) => planOf(text).steps.map(({ key }) => key);
    expect(keys(written)).toEqual(keys(base));
  });

  const cases: readonly Mistake[] = [
    [
      '- if norm == plain then none else norm.kind',
      '- norm.<|kind|>',
      'CR0323',
      '`plain` of `norm`',
      '`batch`',
    ],
    ['else norm.kind', 'else norm.<|kin|>', 'CR0333', 'did you mean `kind`'],
    ['- if norm == plain then none else norm.kind', '- <|norm|>', 'CR0401', 'a record with `kind`'],
    ['if norm == batch then norm.depth', 'if norm == <|bach|> then norm.depth', 'CR0603', '`batch`'],
    ['kind: batch_norm()', 'kind: <|batchnorm|>()', 'CR0306', '`batch_norm`'],
    ['kind: batch_norm()', 'kind: {<|of|>: batch_norm()}', 'CR0303'],
    ['kind: batch_norm()', '<|my-kind|>: batch_norm()', 'CR0304'],
  ];
  testMistakes(cases.slice(0, 5), records);
});

test('an arm may be of any kind of value', () => {
  const arms = [
    ['[1, 2]', '- repeat: 2', '- repeat: some'],
    ['[true, false]', '- relu()', '- if some then relu() else absolute()'],
    ["if 1 < 2 then ['a', 'b'] else ['c']", '- relu()', "- if some == 'a' then relu() else absolute()"],
    ['1..3', '- repeat: 2', '- repeat: some'],
    ['linear_range(1, 3, count = 3)', '- repeat: 2', '- repeat: some'],
    ['\n    one: points.train\n    two: points.test', '  data: points.train', '  data: some'],
    ['\n    two: [dense(2), relu()]\n    one: relu()', '- relu()', '- some'],
    [
      '\n    slow: sgd(rate = 0.1)\n    fast: adam(rate = 0.1)',
      'optimizer: adam(rate = rate)',
      'optimizer: if rate > 0 then some else some',
    ],
    ['\n    a: normal(sd = 1)\n    b: he()', 'dense(8,', 'dense(8, weights = some,'],
  ];
  for (const [values, before, after] of arms) {
    const text = edited('axes:\n', `axes:\n  some: ${values}\n`)
      .replace(before, after)
      .replace(/claims:[\s\S]*(?=profiles:)/, '');
    expect(
      compileText(text).diagnostics.map(({ message }) => message),
      values,
    ).toEqual([]);
    expect(planOf(text).axes[0].arms.length, values).toBeGreaterThan(1);
  }
});

/** Doubts about the design are tested elsewhere. */
const errorsOf = (text: string) =>
  compileText(text).diagnostics.filter(({ severity }) => severity === 'error');
const twoByTwo = (rules: string) => edited('network:\n', `where:${rules}\nnetwork:\n`);
const single = (text: string) =>
  text
    .replace('    per: rate\n', '')
    .replace('error[norm = batch] >', 'error[norm = batch, rate = 0.001] >')
    .replace('error[norm = plain]', 'error[norm = plain, rate = 0.001]');

describe('where', () => {
  test.each([
    [' not (norm == batch and rate > 0.005)', ['plain,0.001', 'plain,0.01', 'batch,0.001']],
    [' norm == plain or rate == 1e-3', ['plain,0.001', 'plain,0.01', 'batch,0.001']],
    ['\n  - norm == batch\n  - rate < 5e-3', ['batch,0.001']],
    [' [norm == batch, rate < 5e-3]', ['batch,0.001']],
    [' norm != bias(zeros())', ['batch,0.001', 'batch,0.01']],
    [' rate != 0.010', ['plain,0.001', 'batch,0.001']],
  ])('keeps the cells for which%s', (rule, kept) => {
    const text = single(twoByTwo(rule)).replace(/claims:[\s\S]*(?=charts:)/, '');
    expect(compileText(text).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const plan = planOf(text);
    expect(plan.variants.map(({ arms }) => `${arms.norm},${arms.rate}`)).toEqual(kept);
    expect(plan.cells).toHaveLength(3 * kept.length);
  });

  test('may use lets, which are then read', () => {
    const text = single(twoByTwo(' not (norm == batch and fast)')).replace(
      'axes:\n',
      'let:\n  fast: rate > 0.005\naxes:\n',
    );
    expect(compileText(text).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(planOf(text).variants).toHaveLength(3);
  });

  test('removes cells without touching the keys of the others', () => {
    const before = new Set(planOf(base).steps.map(({ key }) => key));
    const after = planOf(single(twoByTwo(' not (norm == batch and rate > 0.005)'))).steps;
    expect(after.length).toBeGreaterThan(0);
    for (const { key } of after) expect(before).toContain(key);
  });

  test('claims a family only for combinations that there are', () => {
    const text = twoByTwo(' rate == 0.001');
    expect(errorsOf(text)).toEqual([]);
  });

  const cases: readonly Mistake[] = [
    ['where: norm == batch', 'where: <|rate > 1e-5|>', 'CR0324', 'removes no combination'],
    ['where: norm == batch', 'where: <|rate != 0.05|>', 'CR0324', 'never 0.05', 'nearest value is 0.01'],
    [
      'where: norm == batch',
      'where: <|not (norm == batch and rate == 2e-3)|>',
      'CR0324',
      'nearest value is 0.001',
    ],
    ['where: norm == batch', 'where: <|rate > 1|>', 'CR0325', 'all 4 combinations'],
    ['where: norm == batch', 'where:\n  - <|norm == batch|>\n  - norm == plain', 'CR0325', 'all 4'],
    ['where: norm == batch', 'where: norm == <|bach|>', 'CR0603', 'did you mean `batch`'],
    ['where: norm == batch', 'where: <|nrom|> == batch', 'CR0306', '`norm`'],
    ['where: norm == batch', 'where: <|rate|>', 'CR0401', 'condition'],
    ['where: norm == batch', 'where: <|norm|> > 3', 'CR0401', 'numbers'],
    ['where: norm == batch', 'where: {<|not|>: 1}', 'CR0303'],
  ];
  const text = twoByTwo(' norm == batch').replace(/claims:[\s\S]*(?=charts:)/, '');
  testMistakes(cases.slice(0, 9), text);

  test.each([
    ['norm == plain', 'error[norm = batch] > error[norm = plain]', 'norm = batch', 'for rate = 0.001'],
    [
      'not (norm == batch and rate > 0.005)',
      'error[norm = batch] > error[norm = plain]',
      'rate = 0.01',
      'for rate = 0.01',
    ],
    ['norm == plain', 'error[norm = plain] > 2 * error[norm = batch]', 'norm = batch', 'one by one'],
  ])('where %s, a claim about %s is reported', (rule, claim, arms, member) => {
    const { diagnostics } = compileText(
      twoByTwo(` ${rule}`).replace('error[norm = batch] > error[norm = plain]', claim),
    );
    expect(diagnostics).toMatchObject([{ code: 'CR0326' }]);
    const [{ message, help, span }] = diagnostics;
    expect(message).toContain(arms);
    expect(`${message} ${help}`).toContain(member);
    expect(span.end - span.start).toBe(claim.length);
  });
});

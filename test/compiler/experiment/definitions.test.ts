import { describe, expect, test } from 'vitest';
import { base, compileText, edited } from '../../support/experiment.ts';
import { testMistakes } from '../../support/mistakes.ts';

const withLets = (lets: string, text = base) => edited('axes:\n', `let:\n${lets}axes:\n`, text);
const codesOf = (text: string) => compileText(text).diagnostics.map(({ code }) => code);
const planOf = (text: string) => {
  const { plan, diagnostics } = compileText(text);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return plan;
};

const named = withLets(`  late: 2 * early
  early: 5
  classes: points.classes
  size: 30 * classes
  speed: if norm == batch then 2 * rate else rate
  window: square(3)
  margin: 2 points
  tolerance: 2%
  radii: log_range(0.01, 1, count = 3)
  often: 5 steps
`)
  .replace('batch: 10', 'batch: late')
  .replace('adam(rate = rate)', 'adam(rate = speed)')
  .replace('count = 60', 'count = size')
  .replace('  anywhere', '  other: two_moons(count = 10)\n  anywhere')
  .replace('size: 30 * classes', 'size: 30 * other.classes')
  .replace('dense(points.classes)', 'dense(classes)')
  .replace('every: 5 steps', 'every: often')
  .replace('radius = log_range(0.01, 1, count = 3)', 'radius = radii')
  .replace('partition(window = square(3))', 'partition(window = window)')
  .replace('> error[norm = plain]\n', '> error[norm = plain] + margin\n')
  .replace(
    '    per: rate\n',
    `    per: rate
  same:
    says: They are the same.
    expect: error[norm = batch] within tolerance of error[norm = plain]
    per: rate
`,
  );

describe('lets', () => {
  test('are values of any kind, in any order, in every expression field', () => {
    const { diagnostics } = compileText(named);
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    const { data, variants, measurements, claims } = planOf(named);
    expect(data.points.parts.all).toBe(60);
    expect(variants.map(({ training }) => training?.batch)).toEqual([10, 10, 10, 10]);
    expect(variants.map(({ training }) => training?.optimizer.rate)).toEqual([0.001, 0.01, 0.002, 0.02]);
    expect(measurements.curve.at).toEqual([{ every: 5 }]);
    expect(measurements.cells.value.window).toEqual({ is: 'box', low: [-3, -3], high: [3, 3] });
    expect(claims.better.expect).toMatchObject({ right: expect.anything() });
    expect(JSON.stringify(claims.better.expect)).toContain('0.02');
    expect(claims.same.expect).toMatchObject({ kind: 'within', tolerance: 0.02, relative: true });
  });

  test('that nothing reads are a warning, and keep the plan', () => {
    const { plan, diagnostics } = compileText(withLets('  spare: 3\n'));
    expect(plan).toBeDefined();
    expect(diagnostics).toMatchObject([{ code: 'CR0321', severity: 'warning' }]);
    expect(diagnostics[0].message).toContain('`spare`');
  });

  test('that only a profile reads are used', () => {
    expect(codesOf(withLets('  short: 1\n').replace('train.epochs: 1', 'train.epochs: short'))).toEqual([]);
  });

  test('that only an unused let reads are not reported a second time', () => {
    expect(codesOf(withLets('  a: 1\n  b: a + 1\n'))).toEqual(['CR0321']);
  });

  test('may be chained as far as a file goes', () => {
    const chain = Array.from({ length: 3000 }, (_, i) => `  a${i}: ${i === 0 ? '8' : `a${i - 1}`}\n`);
    const text = withLets(chain.toReversed().join('')).replace('dense(8,', 'dense(a2999,');
    expect(codesOf(text)).toEqual([]);
    const varying = withLets(chain.join('').replace('a0: 8', 'a0: rate'));
    expect(codesOf(varying.replace('adam(rate = rate)', 'adam(rate = a2999)'))).toEqual([]);
  });

  test('are shown as a cycle where they need one another', () => {
    const text = withLets('  a: b + 1\n  b: 2 * c\n  c: a\n').replace('batch: 10', 'batch: c');
    const { diagnostics } = compileText(text);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      code: 'CR0320',
      message: expect.stringContaining('a → b → c → a'),
    });
    expect(diagnostics[0].related.map(({ message }) => message)).toEqual(['`a` uses `b`', '`b` uses `c`']);
  });

  test('and data sets may be computed from one another, but not in a circle', () => {
    const text = withLets('  size: points.count\n').replace('count = 60', 'count = size');
    expect(compileText(text).diagnostics).toMatchObject([
      { code: 'CR0320', message: expect.stringContaining('points → size → points') },
    ]);
  });

  test('are wrong only where they are used: an arm that does not read one need not fit it', () => {
    const text = withLets('  broken: if norm == batch then 1e-3 else relu\n').replace(
      'adam(rate = rate)',
      'adam(rate = if norm == batch then rate * broken else rate)',
    );
    expect(codesOf(text)).toEqual([]);
    expect(
      codesOf(text.replace('then rate * broken', 'then rate').replace('else rate)', 'else broken)')),
    ).toEqual(['CR0307']);
  });
});

describe('mistakes in lets', () => {
  const text = withLets('  width: 8\n  half: rate / 2\n')
    .replace('dense(8,', 'dense(width,')
    .replace('adam(rate = rate)', 'adam(rate = half)');
  testMistakes(
    [
      ['dense(width,', 'dense(width,', 'ok'],
      ['dense(width,', 'dense(<|widht|>,', 'CR0306', 'did you mean `width`'],
      ['  width: 8\n', '  width: <|eight|>\n', 'CR0306'],
      ['  width: 8\n', '  <|points|>: 8\n  width: 8\n', 'CR0305', 'a data set'],
      ['  width: 8\n', '  <|pi|>: 8\n  width: 8\n', 'CR0305', 'built-in'],
      ['  width: 8\n', '  <|my-width|>: 8\n  width: 8\n', 'CR0304', 'my_width'],
      ['square(3)', 'square(<|half|>)', 'CR0322', '`half` varies by arm of `rate`'],
      ['square(3)', 'square(<|rate|>)', 'CR0322', 'the axis `rate`'],
      ['count = 60', 'count = <|rate|>', 'CR0322', 'the axis `rate`'],
      ['batch: 10', 'batch: <|half|>', 'CR0402', 'whole number'],
      ['> error[norm = plain]', '> <|half|>', 'CR0322', '`half` varies'],
      ['> error[norm = plain]', '> <|points|>', 'CR0401', 'data set points'],
      ['> error[norm = plain]', '> points.<|clases|>', 'CR0308', '`classes`'],
      ['> error[norm = plain]', 'within <|half|> of error[norm = plain]', 'CR0322'],
      ['replicates: 3', 'replicates: <|half|>', 'CR0322'],
      ['  anywhere: uniform_box(count = 20, around = points)', '  <|width|>: two_moons(count = 9)', 'CR0305'],
      ['  crowd:\n', '  <|points|>:\n', 'CR0305', 'a data set'],
    ].map((mistake) => mistake as [string, string, string]),
    text,
  );
});

import { describe, expect, test } from 'vitest';
import { base, compileText } from '../../support/experiment.ts';

type Edit = readonly [before: string, after: string];
const before = 'error[norm = batch] > error[norm = plain]';
const expecting = (after: string): Edit => [before, after];
const arms = '    plain: bias(zeros())\n    batch: batch_norm()\n';

/** Edits that raise one doubt (the caret goes to `<|…|>`), and edits beside them that raise none. */
const cases: Readonly<
  Record<string, { what: string; raises: readonly Edit[]; passes: readonly (readonly Edit[])[] }>
> = {
  CR0532: {
    what: 'dropout before batch statistics',
    raises: [['        - relu()\n', '        - relu()\n        - <|dropout(rate = 20%)|>\n']],
    passes: [
      [['    - dense(points.classes)', '    - dropout(rate = 20%)\n    - dense(points.classes)']],
      [['        - relu()\n', '        - relu()\n        - dropout(rate = 0)\n']],
      [
        ['        - relu()\n', '        - relu()\n        - dropout(rate = 20%)\n'],
        ['    batch: batch_norm()', '    batch: fold_statistics()'],
      ],
    ],
  },
  CR0533: {
    what: 'running statistics that are not there yet',
    raises: [
      ['        - norm\n', '        - <|norm|>\n'],
      ['    batch: batch_norm()', '    batch: batch_norm(evaluate = running)'],
    ],
    passes: [
      [
        ['    batch: batch_norm()', '    batch: batch_norm(evaluate = running)'],
        ['epochs: 4', 'epochs: 15'],
      ],
      [['    batch: batch_norm()', '    batch: batch_norm(evaluate = running, momentum = 0.6)']],
      [['    batch: batch_norm()', '    batch: batch_norm(evaluate = running, statistics = running)']],
    ],
  },
  CR0534: {
    what: 'statistics that never freeze',
    raises: [
      ['        - norm\n', '        - <|norm|>\n'],
      ['    batch: batch_norm()', '    batch: batch_norm(freeze_after = 12 steps)'],
    ],
    passes: [[['    batch: batch_norm()', '    batch: batch_norm(freeze_after = 11 steps)']]],
  },
  CR0901: {
    what: 'axes that always change together',
    raises: [
      ['  rate: [1e-3, 1e-2]', '  <|rate|>: [1e-3, 1e-2]\nwhere: (norm == plain) == (rate == 1e-3)'],
      ['    per: rate\n', ''],
      expecting('error[norm = batch, rate = 1e-2] > error[norm = plain, rate = 1e-3]'),
    ],
    passes: [
      [
        ['  rate: [1e-3, 1e-2]', '  rate: [1e-3, 1e-2, 0.1]\nwhere: not (norm == plain and rate == 0.1)'],
        ['    per: rate\n', ''],
        expecting('error[norm = batch, rate = 1e-2] > error[norm = plain, rate = 1e-3]'),
      ],
    ],
  },
  CR0902: {
    what: 'arms that differ in several settings',
    raises: [[arms, `${arms}    <|other|>: batch_norm(epsilon = 1e-3, momentum = 0.99)\n`]],
    passes: [
      [[arms, `${arms}    other: batch_norm(epsilon = 1e-3)\n`]],
      [
        [
          arms,
          `${arms}    far: batch_norm(epsilon = 1e-3, momentum = 0.99)\n    near: batch_norm(epsilon = 1e-3)\n`,
        ],
      ],
    ],
  },
  CR0903: {
    what: 'an arm against a fixed number',
    raises: [expecting('<|error[norm = batch] > 90%|>')],
    passes: [
      [expecting('error[norm = batch] - error[norm = plain] > 2 points')],
      [expecting('error[norm = batch] / error[norm = plain] > 1.1')],
      [['    per: rate\n', '    per: rate\n    exact: true\n'], expecting('error[norm = batch] > 90%')],
    ],
  },
  CR0904: {
    what: 'learning rates for some arms only',
    raises: [
      ['plain: bias(zeros())', '<|plain|>: bias(zeros())'],
      ['  rate: [1e-3, 1e-2]', '  rate: [1e-3, 1e-2]\nwhere: not (norm == plain and rate == 1e-2)'],
      ['    per: rate\n', ''],
      expecting('error[norm = batch, rate = 1e-3] > error[norm = plain, rate = 1e-3]'),
    ],
    passes: [
      [
        [
          '  rate: [1e-3, 1e-2]',
          '  rate: [1e-3, 1e-2]\n  width: [8, 9]\nwhere: not (norm == plain and width == 9)',
        ],
        ['dense(8, ', 'dense(width, '],
        ['    per: rate\n', '    per: rate\n'],
        ['      column: rate\n', '      column: rate\n      row: width\n'],
        expecting('error[norm = batch, width = 8] > error[norm = plain, width = 8]'),
      ],
      [
        ['test = 50%)', 'test = 40%, validation = 20%)'],
        ['  rate: [1e-3, 1e-2]', 'tune:\n  rate: {values: [1e-3, 1e-2], by: accuracy(points.validation)}'],
        ['    per: rate\n', ''],
        ['      column: rate\n', ''],
      ],
    ],
  },
  CR0905: {
    what: 'the best moment on test data',
    raises: [expecting('<|max(curve, over = step)[norm = batch] > mean_of_last(curve, 2)[norm = plain]|>')],
    passes: [[expecting('mean_of_last(curve, 2)[norm = batch] > mean_of_last(curve, 2)[norm = plain]')]],
  },
  CR0906: {
    what: 'the best moment on other data',
    raises: [
      ['accuracy(points.test)\n    every', 'accuracy(points.train)\n    every'],
      expecting('<|max(curve, over = step)[norm = batch] > mean_of_last(curve, 2)[norm = plain]|>'),
    ],
    passes: [
      [
        ['accuracy(points.test)\n    every', 'accuracy(points.train)\n    every'],
        expecting('area_under(curve)[norm = batch] > area_under(curve)[norm = plain]'),
      ],
      [
        expecting(
          'max(near, over = sample)[norm = batch, at = final] < max(near, over = sample)[norm = plain, at = final]',
        ),
      ],
    ],
  },
  CR0908: {
    what: 'an interval of two',
    raises: [['replicates: 3', 'replicates: <|2|>']],
    passes: [
      [
        ['replicates: 3', 'replicates: 2'],
        ['    per: rate\n', '    per: rate\n    exact: true\n'],
      ],
    ],
  },
  CR0909: {
    what: 'the last step of a curve',
    raises: [expecting('<|curve[norm = batch, step = 12] > curve[norm = plain, step = 10]|>')],
    passes: [[expecting('curve[norm = batch, step = 10] > curve[norm = plain, step = 10]')]],
  },
  CR0910: {
    what: 'statistics of few examples',
    raises: [['batch: 10', 'batch: <|6|>']],
    passes: [
      [['batch: 10', 'batch: 8']],
      [
        ['batch: 10', 'batch: 6'],
        ['    batch: batch_norm()', '    batch: fold_statistics()'],
      ],
      [
        ['batch: 10', 'batch: 6'],
        ['    batch: batch_norm()', '    batch: batch_norm(batch = 3)'],
      ],
    ],
  },
  CR0913: {
    what: 'an axis with one arm',
    raises: [
      ['  rate: [1e-3, 1e-2]', '  rate: [1e-3]'],
      expecting('<|error[norm = batch] > error[norm = plain]|>'),
    ],
    passes: [
      [
        ['  rate: [1e-3, 1e-2]', '  rate: [1e-3]'],
        ['    per: rate\n', ''],
      ],
    ],
  },
  CR0914: {
    what: 'a trend along two values',
    raises: [['    per: rate\n', ''], expecting('<|falls_with(error[norm = batch], along = rate)|>')],
    passes: [
      [
        ['[1e-3, 1e-2]', '[1e-3, 1e-2, 0.1]'],
        ['    per: rate\n', ''],
        expecting('falls_with(error[norm = batch], along = rate)'),
      ],
    ],
  },
  CR0915: {
    what: 'a quantity against itself',
    raises: [expecting('<|error[norm = batch] >= error[norm = batch]|>')],
    passes: [[expecting('error[norm = batch] >= error[norm = plain]')]],
  },
};

function apply(edits: readonly Edit[], text = base): string {
  return edits.reduce((done, [from, to]) => {
    if (done.split(from).length !== 2) throw new Error(`"${from}" is not there once`);
    return done.replace(from, () => to);
  }, text);
}

describe.each(Object.entries(cases))('%s', (code, { what, raises, passes }) => {
  test(`${what} is doubted, at its place`, () => {
    const marked = apply(raises);
    const [start, end] = [marked.indexOf('<|'), marked.indexOf('|>') - 2];
    const text = marked.replace('<|', '').replace('|>', '');
    const { plan, diagnostics } = compileText(text);
    expect(diagnostics.map((each) => `${each.code} ${each.message}`)).toEqual([
      expect.stringContaining(code),
    ]);
    expect(diagnostics[0].severity).toBe('warning');
    expect(text.slice(diagnostics[0].span.start, diagnostics[0].span.end)).toBe(text.slice(start, end));
    expect(plan).toBeDefined();
  });

  test.each(passes.map((edits) => [edits] as const))('and what looks like it is not: %j', (edits) => {
    expect(compileText(apply(edits)).diagnostics).toEqual([]);
  });
});

describe('allow', () => {
  const few = apply([['replicates: 3', 'replicates: 2']]);
  const without = few.slice(0, few.indexOf('profiles:'));
  const allowing = (text: string, lines: string) => compileText(`${text}allow:\n${lines}\n`).diagnostics;

  test('silences a warning, with its reason', () => {
    expect(allowing(without, '  CR0908: It only has to run.')).toEqual([]);
  });

  test('does not move a key', () => {
    const keys = (text: string) => compileText(text).plan?.steps.map(({ key }) => key);
    expect(keys(`${few}allow:\n  CR0908: It only has to run.\n`)).toEqual(keys(few));
  });

  test('wants a reason, and a warning', () => {
    const codes = (lines: string) => allowing(without, lines).map(({ code }) => code);
    expect(codes('  CR0908:')).toContain('CR0931');
    expect(codes('  CR0909x: because')).toContain('CR0930');
    expect(codes('  CR0306: because')).toContain('CR0930');
  });

  test('is doubted itself once nothing needs it, unless a profile may', () => {
    const sound = base.slice(0, base.indexOf('profiles:'));
    expect(allowing(sound, '  CR0908: It only has to run.').map(({ code }) => code)).toEqual(['CR0932']);
    expect(allowing(base, '  CR0908: It only has to run.')).toEqual([]);
  });
});

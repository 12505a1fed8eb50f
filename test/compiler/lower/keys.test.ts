// biome-ignore-all lint/suspicious/noTemplateCurlyInString: experiment files have `${…}` in their texts

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../compiler/plan/plan.ts';
import { base, compileText, edited } from '../../support/experiment.ts';

type Edit = readonly [what: string, before: string, after: string];

const keys = (plan: Plan) => new Set(plan.steps.map(({ key }) => key));
const planOf = (text: string, options = {}): Plan => {
  const { plan, diagnostics } = compileText(text, options);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return plan;
};
const before = planOf(base);
/** Keys by what they are for, to say which an edit moved. */
const keysOf = (plan: Plan, wanted: 'train' | string) =>
  plan.steps
    .filter((step) => (step.kind === 'train' ? wanted === 'train' : step.measurement === wanted))
    .map(({ key }) => key);

const keeping: readonly Edit[] = [
  ['a comment', 'seed: 7', '# why seven\nseed: 7'],
  ['another spelling of a number', '[1e-3, 1e-2]', '[0.001, 0.010]'],
  ['an underscore in a number', 'two_moons(count = 60', 'two_moons(count = 6_0'],
  ['a share as a number', 'test = 50%', 'test = 0.5'],
  ['quotes around an expression', 'batch: 10', 'batch: "10"'],
  ['arithmetic with the same value', 'batch: 10', 'batch: 2 * 5'],
  ['a unit that was understood', 'batch: 10', 'batch: 10 examples'],
  ['a default written out', 'batch: batch_norm()', 'batch: batch_norm(epsilon = 1e-5)'],
  ['a default of a data set written out', 'test = 50%', 'test = 50%, stratified = false'],
  ['a default of an optimizer written out', 'adam(rate = rate)', 'adam(rate = rate, beta1 = 0.9)'],
  ['a positional argument named', 'dense(8, bias = none)', 'dense(units = 8, bias = none)'],
  ['arguments in another order', 'dense(8, bias = none)', 'dense(bias = none, units = 8)'],
  ['the title', 'A small experiment', 'A little experiment'],
  ['a claim', 'error[norm = batch] >', 'error[norm = batch] >='],
  ['a chart', 'mark: line', 'mark: point'],
  ['a chart in other clothes', 'mark: line', 'mark: {type: line, strokeDash: [4, 2]}\n    width: 200'],
  ['a trend', 'error[norm = batch] > error[norm = plain]', 'rises_with(curve, along = step)[norm = batch]'],
  [
    'a second comparison',
    '> error[norm = plain]',
    '> error[norm = plain] and area_under(curve)[norm = batch] > 0',
  ],
  ['a warning that is allowed', 'seed: 7', 'allow:\n  CR0908: It only has to run.\nseed: 7'],
  ['a key that is free', 'seed: 7', 'seed: 7\nx-note: anything'],
  ['a profile that is not used', 'replicates: 2', 'replicates: 1'],
  ['the order of arms', '[1e-3, 1e-2]', '[1e-2, 1e-3]'],
  ['the order of sections', 'seed: 7\nreplicates: 3\n', 'replicates: 3\nseed: 7\n'],
  ['a window by its corners', 'square(3)', 'box([-3, -3], [3, 3])'],
  ['a repetition over a range', '- repeat: 2', '- repeat: 1..2\n      as: i'],
  ['a repetition over a list', '- repeat: 2', '- repeat: [8, 8]\n      as: width'],
  ['the name of a measurement', '  crowd:\n', '  crowding:\n'],
  ['replicates by their numbers', 'replicates: 3', 'seeds: [3, 1, 2]'],
  ['a chart title with a place to fill in', 'title: Learning', 'title: Learning in ${2 + 2} epochs'],
  ['a number by a name', 'batch: 10', 'batch: 5 * points.classes'],
  ['a condition that holds', 'batch: 10', 'batch: if points.count == 60 then 10 else 11'],
  ['the training in steps instead of epochs', '  epochs: 4', '  steps: 12 steps'],
  ['a constant rate written out', '  epochs: 4', '  epochs: 4\n  schedule: none'],
  ['a dropped last batch written out', '  epochs: 4', '  epochs: 4\n  partial: drop'],
  ['a kept last batch where nothing is left over', '  epochs: 4', '  epochs: 4\n  partial: keep'],
  ['the moments in another order', '[initial, final]', '[initial, final, initial]'],
];

describe('an edit that keeps the meaning keeps every key', () => {
  test.each(keeping)('%s', (_, from, to) => {
    expect(keys(planOf(edited(from, to)))).toEqual(keys(before));
  });

  test('a number under a name, and that name changed', () => {
    const named = (name: string) =>
      base.replace('axes:\n', `let:\n  ${name}: 2 * 4\naxes:\n`).replace('dense(8,', `dense(${name},`);
    expect(keys(planOf(named('width')))).toEqual(keys(before));
    expect(keys(planOf(named('breadth')))).toEqual(keys(before));
  });

  test('arms as records', () => {
    const records = base
      .replace('plain: bias(zeros())', 'plain: {how: bias(zeros()), start: 1e-3}')
      .replace('batch: batch_norm()', 'batch: {how: batch_norm()}')
      .replace('- norm\n', '- norm.how\n');
    expect(keys(planOf(records))).toEqual(keys(before));
  });

  test('a rule, for the cells that it keeps', () => {
    const some = keys(planOf(edited('network:\n', 'where: rate < 5e-3\nnetwork:\n')));
    expect(some.size).toBe(keys(before).size / 2);
    for (const key of some) expect(keys(before)).toContain(key);
  });

  test('a renamed data set', () => {
    expect(keys(planOf(base.replaceAll('points', 'moons')))).toEqual(keys(before));
  });

  test('a renamed axis', () => {
    expect(
      keys(
        planOf(
          base
            .replaceAll('norm =', 'kind_of =')
            .replaceAll('norm:', 'kind_of:')
            .replace('- norm', '- kind_of')
            .replace('color: norm', 'color: kind_of'),
        ),
      ),
    ).toEqual(keys(before));
  });
});

const adding: readonly Edit[] = [
  ['a replicate', 'replicates: 3', 'replicates: 4'],
  ['a seed', 'replicates: 3', 'seeds: [1, 99, 2, 3]'],
  ['an arm', '[1e-3, 1e-2]', '[1e-3, 1e-2, 1e-1]'],
  ['a measurement', '  cells:\n', '  again:\n    value: accuracy(points.train)\n  cells:\n'],
  ['an arm of layers', '    batch: batch_norm()', '    batch: batch_norm()\n    folded: fold_statistics()'],
];

test.each(adding)('adding %s leaves what exists alone', (_, from, to) => {
  const after = keys(planOf(edited(from, to)));
  expect(after.size).toBeGreaterThan(keys(before).size);
  for (const key of keys(before)) expect(after).toContain(key);
});

/** What is changed, and which keys must all move; the others must stay. */
const breaking: readonly (readonly [...Edit, moved: readonly string[]])[] = [
  ['the seed', 'seed: 7', 'seed: 8', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  ['the data', 'count = 60', 'count = 80', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  [
    'a split per replicate',
    'seed: 7',
    'seed: 7\nsplit: per replicate',
    ['train', 'error', 'curve', 'near', 'crowd', 'cells'],
  ],
  [
    'other replicates',
    'replicates: 3',
    'seeds: [4, 5]',
    ['train', 'error', 'curve', 'near', 'crowd', 'cells'],
  ],
  ['the split', 'test = 50%', 'test = 40%', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  ['the width', 'dense(8, bias', 'dense(9, bias', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  ['the depth', 'repeat: 2', 'repeat: 3', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  ['the batch', 'batch: 10', 'batch: 15', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  ['the epochs', 'epochs: 4', 'epochs: 5', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  [
    'the loss',
    'cross_entropy()',
    'cross_entropy(label_smoothing = 10%)',
    ['train', 'error', 'curve', 'near', 'crowd', 'cells'],
  ],
  [
    'the optimizer',
    'adam(rate = rate)',
    'sgd(rate = rate)',
    ['train', 'error', 'curve', 'near', 'crowd', 'cells'],
  ],
  [
    'a setting of the optimizer',
    'adam(rate = rate)',
    'adam(rate = rate, beta2 = 0.99)',
    ['train', 'error', 'curve', 'near', 'crowd', 'cells'],
  ],
  ['the activation', 'relu()', 'leaky_relu(0.1)', ['train', 'error', 'curve', 'near', 'crowd', 'cells']],
  [
    'a schedule',
    '  epochs: 4',
    '  epochs: 4\n  schedule: cosine()',
    ['train', 'error', 'curve', 'near', 'crowd', 'cells'],
  ],
  [
    'steps within an epoch',
    '  epochs: 4',
    '  steps: 11',
    ['train', 'error', 'curve', 'near', 'crowd', 'cells'],
  ],
  ['what is measured on', 'boundary_distance(points.train)', 'boundary_distance(points.test)', ['near']],
  ['when it is measured', 'every: 5 steps', 'every: 4 steps', ['curve']],
  ['a moment less', '    at: [initial, final]\n', '    at: final\n', ['near']],
  ['the radii', 'log_range(0.01, 1, count = 3)', 'log_range(0.01, 1, count = 4)', ['crowd']],
  ['what is kept apart', '    by: layer\n', '    by: [layer, sample]\n', ['crowd']],
  ['the window', 'square(3)', 'square(2)', ['cells']],
  ['the tolerance', 'square(3)', 'square(3), merge_within = 1e-9', ['cells']],
];

describe('an edit that changes the meaning changes exactly the keys it should', () => {
  test.each(breaking)('%s', (_, from, to, moved) => {
    const after = planOf(edited(from, to));
    for (const step of ['train', 'error', 'curve', 'near', 'crowd', 'cells']) {
      const [old, now] = [keysOf(before, step), keysOf(after, step)];
      if (moved.includes(step)) for (const key of now) expect(old, step).not.toContain(key);
      else expect(now, step).toEqual(old);
    }
  });

  test('another backend trains anew, and what is not trained stays', () => {
    const after = planOf(base, { numerics: 'another' });
    for (const key of keys(after)) expect(keys(before)).not.toContain(key);
    const untrained =
      base.slice(0, base.indexOf('train:\n')) + base.slice(base.indexOf('measure:'), base.indexOf('claims:'));
    const plain = untrained
      .replace('    every: 5 steps\n', '')
      .replace('    at: [initial, final]\n', '')
      .replace('  rate: [1e-3, 1e-2]\n', '');
    expect(keys(planOf(plain, { numerics: 'another' }))).toEqual(keys(planOf(plain)));
  });
});

test('a profile and a --set make the same keys as the edit they stand for', () => {
  const asWritten = keys(planOf(edited('epochs: 4', 'epochs: 1').replace('replicates: 3', 'replicates: 2')));
  expect(keys(planOf(base, { profile: 'quick' }))).toEqual(asWritten);
  expect(keys(planOf(base, { set: { replicates: '2', 'train.epochs': '1' } }))).toEqual(asWritten);
});

describe('a schedule', () => {
  const scheduled = (text: string) => keys(planOf(edited('  epochs: 4', `  epochs: 4\n  schedule: ${text}`)));
  test('keeps its keys in steps or epochs, and with a default written out', () => {
    expect(scheduled('cosine(warmup = 1 epoch)')).toEqual(scheduled('cosine(warmup = 3, final = 0)'));
    expect(scheduled('step_decay(at = [1 epoch, 6 steps])')).toEqual(
      scheduled('step_decay(at = [3, 2 epochs])'),
    );
    expect(scheduled('linear(warmup = 1 step)')).not.toEqual(scheduled('linear(warmup = 2 steps)'));
  });
});

describe('a last batch that is kept', () => {
  test('changes the training where examples are left over', () => {
    const dropped = planOf(edited('batch: 10', 'batch: 7'));
    const kept = planOf(edited('batch: 10', 'batch: 7\n  partial: keep'));
    expect([dropped, kept].map(({ variants }) => variants[0].training?.steps)).toEqual([16, 20]);
    expect(kept.variants[0].training?.rest).toBe(2);
    for (const key of keys(kept)) expect(keys(dropped)).not.toContain(key);
  });
});

describe('networks with blocks and parts of their own', () => {
  const parts = edited(
    'network:\n',
    `networks:
  part:
    parameters: {width: 8, end: relu()}
    layers:
      - block: [dense(width), relu()]
      - end
network:
`,
  ).replace('    - repeat: 2\n', '    - dense(8)\n    - part()\n    - repeat: 2\n');
  const sound = keys(planOf(parts));
  const call = (text: string) => edited('- part()', `- ${text}`, parts);

  const same: readonly (readonly [what: string, text: string])[] = [
    ['a default written out', call('part(width = 8)')],
    ['arguments by position', call('part(8, relu())')],
    ['another name for the part', parts.replaceAll(/part(?!ition)/g, 'piece')],
    ['another name for a parameter', parts.replaceAll('width', 'units').replaceAll('wide', 'units')],
    ['a shortcut that is left out on purpose', edited('- end', '  shortcut: []\n      - end', parts)],
    [
      'a part that only another profile calls',
      `${parts.replace('  part:', '  other: {layers: [relu()]}\n  part:')}    network.layers: [dense(2), other(), dense(2)]\n`,
    ],
    ['another default that no call uses', call('part(end = relu())').replace('end: relu()', 'end: none')],
  ];
  test.each(same)('%s keeps every key', (_, text) => {
    expect(keys(planOf(text))).toEqual(sound);
  });

  const other: readonly (readonly [what: string, text: string])[] = [
    [
      'no block around the layers',
      edited('- block: [dense(width), relu()]', '- [dense(width), relu()]', parts),
    ],
    ['a shortcut with layers', edited('- end', '  shortcut: [dense(8)]\n      - end', parts)],
    [
      'the branches of a block exchanged',
      edited(
        '- block: [dense(width), relu()]',
        '- block: [relu()]\n        shortcut: [dense(width), relu()]',
        parts,
      ),
    ],
    ['another argument', call('part(end = leaky_relu(0.1))')],
    ['another default', parts.replace('end: relu()', 'end: leaky_relu(0.1)')],
    ['flatten', call('[flatten(), part()]')],
  ];
  test.each(other)('%s moves every key', (_, text) => {
    for (const key of keys(planOf(text))) expect(sound).not.toContain(key);
  });
});

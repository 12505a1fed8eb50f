import { describe, expect, test } from 'vitest';
import { base, compileText, diagnoseEdit } from '../../support/experiment.ts';

/** What is replaced, by what (the caret goes to `<|…|>`), the code, and words that the message or its help must have. */
type Case = readonly [before: string, after: string, code: string, ...words: string[]];

const cases: readonly Case[] = [
  // Keys and names.
  ['replicates: 3', '<|replicate|>: 3', 'CR0301', 'replicates'],
  ['title: A small experiment\n', '', 'CR0302', 'title'],
  ['network:\n  input: points', 'network:\n  input: <|pionts|>', 'CR0306', 'did you mean `points`'],
  ['  better:\n', '  <|much-better|>:\n', 'CR0304', 'much_better'],
  ['train:\n', 'train:\n  <|lr|>: 0.1\n', 'CR0301', 'section `train`'],
  ['  loss: cross_entropy()\n', '', 'CR0302', 'cross_entropy()'],
  ['crease: 1', 'crease: <|2|>', 'CR0316', 'version 1'],
  ['  rate: [1e-3, 1e-2]', '  rate: [1e-3, 1e-2]\n  <|points|>: [1, 2]', 'CR0305', 'a data set'],
  ['- relu()', '- <|relu|>', 'CR0307', '`relu()`'],
  ['- relu()', '- <|rellu|>()', 'CR0306', '`relu`'],
  ['points.classes', 'points.<|clases|>', 'CR0308', '`classes`'],
  ['dense(8, bias = none)', 'dense(8, <|biass|> = none)', 'CR0309', '`bias`'],
  ['dense(8, bias = none)', '<|dense|>(bias = none)', 'CR0310', '`units`'],
  ['relu()', 'relu(<|0.1|>)', 'CR0311', 'no arguments'],
  ['dense(8, bias = none)', 'dense(8, <|units = 9|>, bias = none)', 'CR0312', 'twice'],
  ['optimizer: adam(rate = rate)', 'optimizer: adam(rate = 1e-3)', 'CR0313', '`rate`'],
  ['    train.epochs: 1', '    train.<|epoch|>: 1', 'CR0301', '`epochs`'],
  ['    train.epochs: 1', '    <|trian.epochs|>: 1', 'CR0314', '`train`'],
  // Types and values.
  ['dense(8, bias = none)', 'dense(<|points|>, bias = none)', 'CR0401', 'a number', 'data set points'],
  ['dense(8, bias = none)', 'dense(<|8.5|>, bias = none)', 'CR0402', 'whole number'],
  ['dense(8, bias = none)', 'dense(<|0|>, bias = none)', 'CR0402', 'at least 1'],
  ['batch: 10', 'batch: <|10 epochs|>', 'CR0403', 'epochs'],
  ['square(3)', 'square(<|30%|>)', 'CR0403', 'probability'],
  ['every: 5 steps', 'every: 5 <|stepps|>', 'CR0405', '`steps`'],
  ['every: 5 steps', 'every: <|5|>', 'CR0401', '20 steps'],
  ['epochs: 4', 'epochs: <|1 < 2|>', 'CR0401', 'number'],
  ['epochs: 4', 'epochs: <|4 / 0|>', 'CR0407', 'Infinity'],
  ['epochs: 4', 'epochs: 4 epochs <|+|> 30%', 'CR0404', 'probability'],
  ['log_range(0.01, 1, count = 3)', '<|log_range(0, 1, count = 3)|>', 'CR0407', 'positive'],
  ['loss: cross_entropy()', 'loss: <|relu()|>', 'CR0401', 'cross_entropy()'],
  // Networks and training.
  ['dense(points.classes)', 'dense(3)', 'CR0502', '3 outputs', '2 classes'],
  ['batch: 10', 'batch: <|1000|>', 'CR0505', '30'],
  ['batch: 10', 'batch: <|1|>', 'CR0506', 'batch_norm'],
  ['dense(8, bias = none)', '<|dense(8)|>', 'CR0507', 'bias = none'],
  ['batch: batch_norm()', 'batch: batch_norm(batch = <|1|>)', 'CR0402', 'at least 2'],
  ['batch: batch_norm()', 'batch: batch_norm(batch = <|5 steps|>)', 'CR0403', 'steps'],
  ['batch: batch_norm()', 'batch: batch_norm(batch = 5 examples)', 'ok'],
  ['batch: batch_norm()', 'batch: batch_norm(batch = 30 examples)', 'ok'],
  ['batch: batch_norm()', 'batch: batch_norm(batch = none, freeze_after = 3 steps)', 'ok'],
  ['batch: batch_norm()', 'batch: batch_norm(statistics = running, rigid_noise = 16 examples)', 'ok'],
  ['batch: batch_norm()', 'batch: batch_norm(statistics = <|full|>)', 'CR0306', 'running'],
  ['        - norm\n', '        - <|batch_norm(batch = 4)|>\n', 'CR0530', 'divides 10'],
  [
    '        - norm\n',
    '        - batch_norm(batch = 15)\n        - <|batch_norm(batch = 2)|>\n',
    'CR0530',
    '15',
  ],
  ['        - norm\n', '        - <|batch_norm(batch = 31)|>\n', 'CR0531', 'at most 30'],
  ['        - norm\n', '        - <|batch_norm(centre = false, scale = false)|>\n', 'CR0501', 'neither'],
  ['        - norm\n', '        - <|instance_norm()|>\n', 'CR0501', 'takes images', 'layer_norm()'],
  ['        - norm\n', '        - <|group_norm(3)|>\n', 'CR0501', '8 units into 3', 'divides 8'],
  ['        - norm\n', '        - <|dropout(rate = 1)|>\n', 'CR0501', 'below 1'],
  ['        - norm\n', '        - dropout(rate = <|20|>)\n', 'CR0402', '20%'],
  ['    plain: bias(zeros())', '    plain: fold_statistics()', 'ok'],
  ['        - norm\n', '        - relu()\n        - <|norm|>\n', 'ok'],
  ['        - norm\n', '        - norm\n        - <|fold_statistics()|>\n', 'CR0501', 'bias = none'],
  ['- relu()', '- <|zeros()|>', 'CR0512', 'initializer'],
  ['accuracy(points.test)\n  curve', '<|accuracy(anywhere)|>\n  curve', 'CR0503', 'labels'],
  ['partition(window = square(3))', 'partition(window = <|3|>)', 'CR0401', 'square(3)'],
  // Measurements.
  ['at: [initial, final]', 'at: [initial, <|finale|>]', 'CR0650', '`final`'],
  ['    every: 5 steps', '    at: final\n    every: <|5 steps|>', 'CR0651', 'not both'],
  ['by: layer', 'by: <|layers|>', 'CR0652', '`layer`'],
  // Claims.
  ['error[norm = batch] > error[norm = plain]', '<|error[norm = batch]|>', 'CR0601', 'compares'],
  ['error[norm = plain]', '<|near[norm = plain]|>', 'CR0602', 'sample'],
  ['error[norm = plain]', 'error[norm = <|plane|>]', 'CR0603', '`plain`'],
  ['    per: rate', '    per: <|rates|>', 'CR0607', '`rate`'],
  ['    per: rate\n', '', 'CR0604', 'rate'],
  ['error[norm = plain]', '<|median|>(near)[norm = plain]', 'CR0605', 'over'],
  ['error[norm = plain]', 'median(near, over = <|layer|>)[norm = plain]', 'CR0605', '`sample`'],
  ['error[norm = plain]', '<|cells|>[norm = plain]', 'CR0606', '`cells.regions`'],
  ['error[norm = batch] > error[norm = plain]', '<|1 < 2|>', 'CR0608', 'measurement'],
  ['> error[norm = plain]', 'within <|0|> of error[norm = plain]', 'CR0609', 'positive'],
  ['> error[norm = plain]', '> 3 steps', 'CR0404', 'steps'],
  // Charts.
  ['mark: line', 'mark: <|lines|>', 'CR0701', '`line`'],
  ['      color: norm', '      <|colour|>: norm', 'CR0702', '`color`'],
  ['y: curve', 'y: <|curves|>', 'CR0703', '`curve`'],
  ['      y: curve\n', '      y: norm\n', 'CR0704', 'no measurement'],
  ['      column: rate\n', '', 'CR0705', '`rate`'],
  ['    mark: line\n', '', 'CR0706', 'mark'],
];

describe('a mistake is reported once, at the very place, with what to do', () => {
  test('the experiment without a mistake compiles silently', () => {
    const { plan, diagnostics } = compileText(base);
    expect(diagnostics).toEqual([]);
    expect(plan?.cells).toHaveLength(12);
  });

  test.each(cases)('%s → %s', (before, after, code, ...words) => {
    const { diagnostics, marked, pointed } = diagnoseEdit(before, after);
    if (code === 'ok') return expect(diagnostics).toEqual([]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    const found = diagnostics.findIndex((diagnostic) => diagnostic.code === code);
    const { message, help } = diagnostics[found];
    for (const word of words) expect(`${message} — ${help}`).toContain(word);
    if (after.includes('<|')) expect(pointed[found]).toBe(marked);
    expect(diagnostics, JSON.stringify(diagnostics.map((d) => d.message))).toHaveLength(1);
  });
});

test('independent mistakes are all reported, and what hangs on them is not', () => {
  const text = base
    .replace('two_moons(', 'two_mons(')
    .replace('batch: 10', 'batch: ten')
    .replace('mark: line', 'mark: lien');
  const codes = compileText(text).diagnostics.map(({ code }) => code);
  expect(codes.sort()).toEqual(['CR0306', 'CR0306', 'CR0701']);
});

test('a mistake that only some arms make names them', () => {
  const { diagnostics } = compileText(
    base
      .replace('plain: bias(zeros())', 'plain: dense(8, bias = none)')
      .replace('- norm\n', '- norm\n        - fold_statistics()\n'),
  );
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0].related.map(({ message }) => message)).toContain('with norm = batch');
});

import { describe, expect, test } from 'vitest';
import { base, compileText, edited } from '../../support/experiment.ts';
import { type Mistake, testMistakes } from '../../support/mistakes.ts';

const keysOf = (text: string, options = {}) => {
  const { plan, diagnostics } = compileText(text, options);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return plan.steps.map(({ key }) => key);
};
const set = (path: string, value: string) => ({ set: { [path]: value } });
const withLet = edited('axes:\n', 'let:\n  width: 8\naxes:\n').replace('dense(8,', 'dense(width,');

describe('a path', () => {
  test.each([
    ['train.epochs', '5', 'epochs: 4', 'epochs: 5'],
    ['axes.rate.1', '2e-2', '1e-2]', '2e-2]'],
    ['axes.rate[0.01]', '2e-2', '1e-2]', '2e-2]'],
    ['axes.rate', '[1e-3, 2e-2]', '1e-2]', '2e-2]'],
    ['axes.norm.plain', 'bias(ones())', 'bias(zeros())', 'bias(ones())'],
    ['network.layers.0.repeat', '3', 'repeat: 2', 'repeat: 3'],
    ['network.layers.0.layers.2', 'leaky_relu(0.1)', 'relu()', 'leaky_relu(0.1)'],
    ['measure.near.at.1', 'initial', '[initial, final]', '[initial, initial]'],
    ['data.points', 'two_moons(count = 80, test = 50%)', 'count = 60', 'count = 80'],
  ])('%s = %s is the edit it stands for', (path, value, before, after) => {
    expect(keysOf(base, set(path, value))).toEqual(keysOf(edited(before, after)));
  });

  test('into an arm that is a record', () => {
    const text = base
      .replace('    batch: batch_norm()', '    batch: {kind: batch_norm(), depth: 2}')
      .replace('        - norm\n', '        - if norm == plain then none else norm.kind\n');
    expect(keysOf(text, set('axes.norm.batch.kind', 'batch_norm(epsilon = 1e-3)'))).toEqual(
      keysOf(text.replace('batch_norm()', 'batch_norm(epsilon = 1e-3)')),
    );
  });

  test('adds what is not there yet', () => {
    expect(keysOf(base.replace('seed: 7\n', ''), set('seed', '7'))).toEqual(keysOf(base));
    expect(keysOf(base, set('where', 'rate < 5e-3'))).toEqual(
      keysOf(base.replace('network:', 'where: rate < 5e-3\nnetwork:')),
    );
  });

  test('to a let changes it everywhere, from the command line and in a profile', () => {
    const wide = keysOf(base.replace('dense(8,', 'dense(16,'));
    expect(keysOf(withLet, set('let.width', '16'))).toEqual(wide);
    const profile = withLet.replace('    replicates: 2\n    train.epochs: 1\n', '    let.width: 16\n');
    expect(keysOf(profile, { profile: 'quick' })).toEqual(wide);
    expect(keysOf(profile)).toEqual(keysOf(base));
  });
});

describe('a mistake in --set is reported in its own text', () => {
  test.each([
    ['train.epochs', '<|for ever|>', 'CR0'],
    ['train.batch', '<|tne|>', 'CR0306'],
    ['<|trian.epochs|>', '3', 'CR0314'],
    ['train.<|epoch|>', '3', 'CR0301'],
    ['<|epoch|>', '3', 'CR0301'],
    ['axes.rate.<|2|>', '3', 'CR0335'],
    ['axes.rate[<|1e-4|>]', '3', 'CR0335'],
    ['train.optimizer.<|rate|>', '3', 'CR0334'],
    ['<|train..epochs|>', '3', 'CR0314'],
    ['<|train.epochs|>', '', 'CR0303'],
    ['network.layers.0.<|repat|>', '3', 'CR0301'],
  ])('%s = %s → %s', (path, value, code) => {
    const [clean, plain] = [path, value].map((text) => text.replace('<|', '').replace('|>', ''));
    const { diagnostics } = compileText(base, set(clean, plain));
    expect(diagnostics).toHaveLength(1);
    const [found] = diagnostics;
    expect(found.code).toContain(code);
    const { file, start, end } = found.span;
    expect(file).toBe(`--set ${clean}`);
    const marked = `${path}: ${value}`;
    const [from, to] = [marked.indexOf('<|'), marked.indexOf('|>') - 2];
    expect(`${clean}: ${plain}`.slice(start, end)).toBe(`${clean}: ${plain}`.slice(from, to));
  });

  test('and says what there is instead', () => {
    const help = (path: string) => compileText(base, set(path, '3')).diagnostics[0].help;
    expect(help('axes.rate.7')).toBe('it has `axes.rate.0` (1e-3), `axes.rate.1` (1e-2)');
    expect(help('train.optimizer.rate')).toBe('override `train.optimizer` as a whole');
    expect(help('trian.epochs')).toBe('did you mean `train`?');
  });
});

describe('mistakes in a profile', () => {
  const cases: readonly Mistake[] = [
    ['    train.epochs: 1', '    <|train.epochs|>:', 'CR0303', 'takes a value'],
    ['    train.epochs: 1', '    axes.rate.<|5|>: 1', 'CR0335', 'no item 5'],
    ['    train.epochs: 1', '    train.loss.<|smoothing|>: 1', 'CR0334', '`train.loss`'],
  ];
  testMistakes(cases);
});

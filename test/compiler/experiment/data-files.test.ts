import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile } from '../../../compiler/compile.ts';
import type { DataFileFacts } from '../../../compiler/registry/datasets/file-facts.ts';

const file = 'workflows/own.crease.yaml';
const text = (source: string, more = '') => `crease: 1
title: Data of my own
seed: 1
${more}data:
  points: ${source}
network:
  input: points
  layers:
    - dense(points.classes)
train:
  data: points.train
  loss: cross_entropy()
  optimizer: sgd(rate = 0.1)
  batch: 4
  epochs: 1
measure:
  correct:
    value: accuracy(points.test)
`;
const mine = 'csv("data/x.csv", label = "kind", test = 50%)';
const columns = [
  { name: 'a' },
  { name: 'b' },
  { name: 'kind', odd: { cell: 'u', line: 2 }, different: ['u', 'v'] },
];
const table = (sha256 = 'a', rows = 20): DataFileFacts => ({
  form: 'table',
  sha256: sha256.repeat(64),
  rows,
  columns,
});
const compiled = (source: string, data: CompileOptions['data'] = {}, more = '') =>
  compile([{ file, text: text(source, more) }], { numerics: 'test', data });
const keysOf = (source: string, data: CompileOptions['data'], more = '') => {
  const { plan, diagnostics } = compiled(source, data, more);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return plan.steps.map(({ key }) => key);
};

describe('a data set out of a file', () => {
  test('is asked for, seen from the experiment, before anything is said', () => {
    const { wantedData, diagnostics, plan } = compiled(mine);
    expect([wantedData, diagnostics, plan]).toEqual([
      [{ file: 'workflows/data/x.csv', form: 'csv' }],
      [],
      undefined,
    ]);
  });

  test('has shape, classes and parts in the plan, and its path for the one who reads it', () => {
    const { plan } = compiled(mine, { 'csv:workflows/data/x.csv': table() });
    expect(plan?.data.points).toEqual({
      source: {
        ...{ is: 'csv', path: 'workflows/data/x.csv', label: 'kind', sha256: 'a'.repeat(64) },
        ...{ test: 0.5, validation: 0, stratified: false },
      },
      shape: [2],
      classes: 2,
      parts: { all: 20, train: 10, test: 10 },
    });
  });

  test('is its content for the keys, whatever it is called', () => {
    const before = keysOf(mine, { 'csv:workflows/data/x.csv': table() });
    const moved = mine.replace('data/x.csv', 'other/y.csv');
    expect(keysOf(moved, { 'csv:workflows/other/y.csv': table() })).toEqual(before);
    const changed = keysOf(mine, { 'csv:workflows/data/x.csv': table('b') });
    expect(changed.filter((key) => before.includes(key))).toEqual([]);
  });

  test.each([
    ['csv("/data/x.csv")', 'CR0565', '`/data/x.csv` is an absolute path'],
    ['csv("https://example.org/x.csv")', 'CR0565', 'is an address'],
    ['csv("../../x.csv")', 'CR0566', 'leads out of the project'],
    ['csv(3)', 'CR0401', 'csv(path)'],
  ])('%s is refused where it is written', (source, code, message) => {
    const { diagnostics } = compiled(source);
    expect(diagnostics[0]).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(text(source).slice(diagnostics[0].span.start, diagnostics[0].span.end)).toBe(
      code === 'CR0401' ? '3' : source,
    );
  });

  test('says what is wrong in the file at the expression that names it', () => {
    const { diagnostics } = compiled(mine, {
      'csv:workflows/data/x.csv': { problem: 'x.csv:7: it is broken' },
    });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['CR0567', 'x.csv:7: it is broken'],
    ]);
    expect(text(mine).slice(diagnostics[0].span.start, diagnostics[0].span.end)).toBe(mine);
  });
});

describe('data sets made of others', () => {
  const moons = 'two_moons(count = 60, test = 50%)\n  other: ';

  test('have the shape and the parts of what they are made of', () => {
    const { plan, diagnostics } = compiled(
      `${moons}take(points, 20)\n  one: take(points.test, 5)\n  scaled: standardize(other)`,
    );
    expect(diagnostics).toEqual([]);
    expect(plan?.data.scaled).toMatchObject({
      shape: [2],
      classes: 2,
      parts: { all: 50, train: 20, test: 30 },
    });
    expect(plan?.data.one.parts).toEqual({ all: 5 });
  });

  test.each([
    ['take(points, 31)', '31 examples are to be taken, but there are only 30 to train on'],
    ['label_noise(bow, 10%)\n  bow: arc(count = 9)', 'label_noise needs a data set with two classes or more'],
    [
      'gaussian_clusters(count = 9, classes = 4)',
      '4 points at equal distances from one another need 3 dimensions',
    ],
    [
      'fashion_mnist(train = 10, validation = 1%)',
      '1% of 10 training images for validation leaves a part without',
    ],
  ])('%s is refused', (source, message) => {
    const { diagnostics } = compiled(`${moons}${source}`);
    expect(diagnostics.map((each) => each.message)).toEqual([expect.stringContaining(message)]);
  });

  test('have other keys in each replicate where each has its own split, in all their parts', () => {
    const trained = `${moons}standardize(points)`;
    const everywhere = (more: string) =>
      compile([{ file, text: text(trained, more).replace('data: points.train', 'data: other.all') }], {
        numerics: 'test',
      }).plan!.steps.map(({ preimage }) => preimage);
    const [shared] = everywhere('');
    const [own] = everywhere('split: per replicate\n');
    expect(shared.data as object).not.toHaveProperty('split');
    expect(own.data as object).toHaveProperty('split', 'per replicate');
  });
});

test('augmentations are part of the meaning, in their order, and none of them is none', () => {
  const images = (train: string, more = '') =>
    compile(
      [
        {
          file,
          text: text('digits(image = true, test = 50%)', more)
            .replace('  epochs: 1\n', `  epochs: 1\n${train}`)
            .replace('    - dense', '    - flatten()\n    - dense'),
        },
      ],
      { numerics: 'test' },
    );
  const key = (train: string) => images(train).plan?.steps[0].key;
  expect(key('  augment: none\n')).toBe(key(''));
  expect(key('  augment: []\n')).toBe(key(''));
  expect(key('  augment: shift(1)\n')).toBe(key('  augment: [shift(by = 1)]\n'));
  const different = [
    '',
    '  augment: shift(1)\n',
    '  augment: shift(2)\n',
    '  augment: [shift(1), flip()]\n',
    '  augment: [flip(), shift(1)]\n',
  ];
  expect(new Set(different.map(key)).size).toBe(5);
  const named = (how: string) => images('  augment: how\n', `let:\n  how: ${how}\n`).plan?.steps[0].key;
  expect(named('[shift(1), flip()]')).toBe(key('  augment: [shift(1), flip()]\n'));
  expect(named('none')).toBe(key(''));
  const refused = (train: string) => images(train).diagnostics.map(({ code, message }) => [code, message]);
  expect(refused('  augment: shift(8)\n')).toEqual([
    ['CR0557', expect.stringContaining('nothing may be left')],
  ]);
  expect(refused('  augment: relu()\n')).toEqual([
    ['CR0401', expect.stringContaining('augmentations such as shift(2)')],
  ]);
});

import { describe, expect, test } from 'vitest';
import { compile } from '../../../compiler/compile.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { Wiring } from '../../../compiler/experiment/shapes.ts';
import { scopeOf } from '../../../compiler/expression/scope.ts';
import { layers } from '../../../compiler/registry/layers/index.ts';
import { base, compileText } from '../../support/experiment.ts';

/** An experiment with these layers before the last one, named networks, and more axes. */
const withLayers = (layers: string, networks = '', axes = '') => `crease: 1
title: A small network
data:
  points: two_moons(count = 60, test = 50%)
axes:
  rate: [1e-3, 1e-2]
${axes}${networks}network:
  input: points
  layers:
${layers.replaceAll(/^(?=.)/gm, '    ')}    - dense(points.classes)
train:
  data: points.train
  loss: cross_entropy()
  optimizer: adam(rate = rate)
  batch: 10
  epochs: 4
measure:
  error:
    value: accuracy(points.test)
`;

const mlp = `networks:
  mlp:
    parameters: {width: 64, depth: 3, norm: none}
    layers:
      - repeat: depth
        layers:
          - dense(width, bias = none)
          - norm
          - relu()
`;

function layersOf(text: string): string[] {
  const { plan, diagnostics } = compileText(text);
  expect(diagnostics).toEqual([]);
  return (plan?.variants[0].network.layers ?? []).map(
    ({ path, layer, from, output }) =>
      `${path} ${layer.is} ${output.join('×')}${from ? ` < ${from.join(' + ')}` : ''}`,
  );
}

describe('repeat', () => {
  test('the number of the copy counts from 1', () => {
    expect(layersOf(withLayers('- repeat: 3\n  as: i\n  layers: [dense(8 * i)]\n'))).toEqual([
      '0.0.0 dense 8',
      '0.1.0 dense 16',
      '0.2.0 dense 24',
      '1 dense 2',
    ]);
  });

  test('a list gives its items, a range its numbers, one inside the other', () => {
    const text =
      '- repeat: [64, 32]\n  as: width\n  layers:\n    - repeat: 1..2\n      as: k\n      layers: [dense(width / k)]\n';
    expect(layersOf(withLayers(text))).toEqual([
      '0.0.0.0.0 dense 64',
      '0.0.0.1.0 dense 32',
      '0.1.0.0.0 dense 32',
      '0.1.0.1.0 dense 16',
      '1 dense 2',
    ]);
  });

  test('layers may be what is repeated over', () => {
    const text = '- repeat: [relu(), leaky_relu(0.1)]\n  as: bend\n  layers: [dense(4), bend]\n';
    expect(layersOf(withLayers(text)).map((layer) => layer.split(' ')[1])).toEqual([
      'dense',
      'relu',
      'dense',
      'leaky_relu',
      'dense',
    ]);
  });
});

describe('residual blocks', () => {
  test('the input is added as it is where nothing else is said', () => {
    expect(layersOf(withLayers('- dense(8)\n- block: [dense(8), relu()]\n- relu()\n'))).toEqual([
      '0 dense 8',
      '1.0 dense 8',
      '1.1 relu 8',
      '1 residual_sum 8 < 1.1 + 0',
      '2 relu 8',
      '3 dense 2',
    ]);
  });

  test('a shortcut has layers of its own, blocks stand in blocks, and the input itself can be added', () => {
    const text = `- block:
    - dense(2)
    - block: [dense(4)]
      shortcut: [relu(), dense(4)]
    - dense(2)
`;
    expect(layersOf(withLayers(text))).toEqual([
      '0.0 dense 2',
      '0.1.0 dense 4',
      '0.1.shortcut.0 relu 2 < 0.0',
      '0.1.shortcut.1 dense 4',
      '0.1 residual_sum 4 < 0.1.0 + 0.1.shortcut.1',
      '0.2 dense 2',
      '0 residual_sum 2 < 0.2 + input',
      '1 dense 2',
    ]);
  });
});

describe('named networks', () => {
  test('a call fills in what it does not say', () => {
    const text = withLayers('- mlp(width = 4, depth = 1)\n- mlp(6, 1, batch_norm())\n', mlp);
    expect(layersOf(text)).toEqual([
      '0.0.0.0 dense 4',
      '0.0.0.2 relu 4',
      '1.0.0.0 dense 6',
      '1.0.0.1 batch_norm 6',
      '1.0.0.2 relu 6',
      '2 dense 2',
    ]);
  });

  test('it can be an arm, a value, part of a list, and an argument', () => {
    const networks = `${mlp}  twice:
    parameters: {part: layers}
    layers: [part, part]
`;
    const axes = '  body:\n    small: mlp(4, 1)\n    none_at_all: none\n';
    const text = withLayers('- body\n- twice([mlp(3, 1), relu()])\n', networks, axes);
    expect(layersOf(text)).toEqual([
      '0.0.0.0 dense 4',
      '0.0.0.2 relu 4',
      '1.0.0.0.0.0 dense 3',
      '1.0.0.0.0.2 relu 3',
      '1.0.1 relu 3',
      '1.1.0.0.0.0 dense 3',
      '1.1.0.0.0.2 relu 3',
      '1.1.1 relu 3',
      '2 dense 2',
    ]);
  });

  test('a parameter hides a name of the file, and only inside its own network', () => {
    const networks = `networks:
  outer:
    parameters: {rate: 3}
    layers: [inner(), dense(rate)]
  inner:
    layers: [dense(if rate < 1 then 7 else 1)]
`;
    expect(layersOf(withLayers('- outer()\n', networks))).toEqual([
      '0.0.0 dense 7',
      '0.1 dense 3',
      '1 dense 2',
    ]);
  });

  test('another file may name them, with lets of its own', () => {
    const fragment = `crease: 1
let: {width: 5}
networks:
  part:
    parameters: {times: number}
    layers:
      - repeat: times
        layers: [dense(width), relu()]
`;
    const text = withLayers('- shared.part(times = 2)\n').replace(
      'data:\n',
      'import: {shared: ./shared.crease.yaml}\ndata:\n',
    );
    const sources = [
      { file: 'small.crease.yaml', text },
      { file: 'shared.crease.yaml', text: fragment },
    ];
    const { plan, diagnostics } = compile(sources, { numerics: 'test' });
    expect(diagnostics).toEqual([]);
    expect(plan?.variants[0].network.layers.map(({ path, output }) => `${path} ${output}`)).toEqual([
      '0.0.0.0 5',
      '0.0.0.1 5',
      '0.0.1.0 5',
      '0.0.1.1 5',
      '1 2',
    ]);
  });
});

test('flatten makes one vector, and dense says what it waits for', () => {
  expect(layersOf(withLayers('- flatten()\n'))).toEqual(['0 flatten 2', '1 dense 2']);
});

/** What stands where (the caret goes to `<|…|>`), the code, words of message or help, and what is said beside it. */
type Case = readonly [
  layers: string,
  networks: string,
  code: string,
  words: readonly string[],
  beside?: readonly string[],
];

const one = (parameters: string, layers: string) =>
  `networks:\n  one:\n    parameters: {${parameters}}\n    layers: ${layers}\n`;

const mistakes: readonly Case[] = [
  ['- <|dense|>: 64\n', '', 'CR0522', ['`dense:`', 'dense(64']],
  ['- <|dense|>: 64\n  bias: none\n', '', 'CR0522', ['`dense:`']],
  ['- <|blok|>: [dense(2)]\n', '', 'CR0301', ['`block`']],
  ['- <|repaet|>: 2\n  layers: [dense(2)]\n', '', 'CR0301', ['`repeat`']],
  ['- repeat: <|[64, 32]|>\n  layers: [dense(4)]\n', '', 'CR0523', ['2 times', 'as: width']],
  ['- repeat: <|2.5|>\n  layers: [dense(4)]\n', '', 'CR0402', ['whole number']],
  ['- repeat: 2\n  as: <|rate|>\n  layers: [dense(4)]\n', '', 'CR0305', ['`rate`']],
  ['- repeat: 2\n  as: <|2nd|>\n  layers: [dense(4)]\n', '', 'CR0304', ['`_2nd`']],
  ['- repeat: 2\n  as: i\n  layers: [dense(<|i - 1|>)]\n', '', 'CR0402', ['at least 1'], ['i: with i = 1']],
  ['- repeat: 1000\n  layers:\n    - repeat: 1000\n      layers: [<|relu()|>]\n', '', 'CR0526', ['10000']],
  ['- <|block|>: []\n', '', 'CR0524', ['no layers']],
  ['- <|shortcut|>: [dense(4)]\n', '', 'CR0302', ['`block`']],
  [
    '- dense(8)\n- <|block|>: [dense(16), relu()]\n',
    '',
    'CR0525',
    ['16 wide', 'its input, 8 wide', 'shortcut: dense(16, bias = none)'],
    ['dense(16): 16 wide since here', 'dense(8): 8 wide since here'],
  ],
  [
    '- <|block|>: [dense(16)]\n  shortcut: [dense(4)]\n',
    '',
    'CR0525',
    ['what its shortcut gives, 4 wide'],
    ['dense(16): 16 wide since here', 'dense(4): 4 wide since here'],
  ],
  [
    '- <|block|>: [relu(), dense(3), relu()]\n',
    '',
    'CR0525',
    ['3 wide', '2 wide'],
    ['dense(3): 3 wide since here', 'points: 2 wide since here'],
  ],
  ['- <|residual_sum()|>\n', '', 'CR0527', ['block: [']],
  [
    '- dense(4, bias = none)\n- block: [<|fold_statistics()|>]\n',
    '',
    'CR0501',
    ['no layer of its own', 'inside the same block'],
  ],
  ['- block: [dense(2)]\n- <|fold_statistics()|>\n', '', 'CR0501', ['no layer of its own']],
  ['- relu()\n- <|fold_statistics()|>\n', '', 'CR0501', ['relu stands there'], ['relu(): relu stands here']],
  ['- <|mpl|>()\n', mlp, 'CR0306', ['`mlp`']],
  ['- mlp(<|widht|> = 3)\n', mlp, 'CR0309', ['mlp()', '`width`']],
  ['- mlp(1, 2, none, <|4|>)\n', mlp, 'CR0311', ['mlp()']],
  ['- mlp(3, <|width = 4|>)\n', mlp, 'CR0312', ['mlp()']],
  ['- mlp(norm = <|3|>)\n', mlp, 'CR0401', ['mlp(norm)', 'a layer'], ['norm: `norm` is declared here']],
  ['- mlp(<|relu()|>)\n', mlp, 'CR0401', ['mlp(width)', 'a number']],
  [
    '- mlp(width = <|3 epochs|>)\n',
    one('width: 3 steps', '[dense(width)]').replace('one:', 'mlp:'),
    'CR0403',
    ['steps'],
  ],
  ['- <|one()|>\n', one('width: number', '[dense(width)]'), 'CR0310', ['`width`', 'one(width = 64)']],
  ['- one(width = <|relu()|>)\n', one('width: number', '[dense(width)]'), 'CR0401', ['a number']],
  ['- one(<|none|>)\n', one('width: number', '[dense(width)]'), 'CR0401', ['a number', 'none']],
  ['- <|mlp|>\n', mlp, 'CR0401', ['a layer', 'mlp']],
  ['- <|points|>()\n', '', 'CR0520', ['data set points', '`points` without']],
  ['- one(0)\n', one('width: 3', '[dense(<|width|>)]'), 'CR0402', ['at least 1'], ['one(0): called here']],
  [
    '- one()\n',
    one('width: 3', '[dense(width), <|one|>(2)]'),
    'CR0521',
    ['never end', 'repeat'],
    ['one: `one` is declared here', 'one(): called here'],
  ],
  [
    '- one()\n',
    `${one('width: 3', '[two()]')}  two:\n    layers: [<|one|>()]\n`,
    'CR0521',
    ['`one`'],
    ['one: `one` is declared here', 'two(): called here', 'one(): called here'],
  ],
  ['- one()\n', one('<|width|>: 3', '[relu()]'), 'CR0321', ['parameter `width`']],
  ['- relu()\n', one('width: 3', '[dense(width)]').replace('one:', '<|one|>:'), 'CR0528', ['`- one()`']],
  ['- relu()\n', one('width: 3', '[dense(3)]').replace('one:', '<|dense|>:'), 'CR0305', ['a layer']],
  ['- relu()\n', one('width: 3', '[dense(3)]').replace('one:', '<|rate|>:'), 'CR0305', ['an axis']],
];

describe('a mistake is reported once, at the very place, with what explains it', () => {
  test.each(mistakes.map((each) => ({ each, title: each.slice(0, 3).join(' ') })))('$title', ({ each }) => {
    const [layers, networks, code, words, beside] = each;
    const text = withLayers(layers, networks);
    const [start, end] = [text.indexOf('<|'), text.indexOf('|>') - 2];
    const clean = text.replace('<|', '').replace('|>', '');
    const { diagnostics } = compileText(clean);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringContaining(code),
    ]);
    const [{ span, message, help, related }] = diagnostics;
    expect(clean.slice(span.start, span.end)).toBe(clean.slice(start, end));
    for (const word of words) expect(`${message} — ${help}`).toContain(word);
    if (beside) expect(written(related, clean)).toEqual(beside);
  });
});

const written = (related: Diagnostic['related'], text: string) =>
  related.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);

test('a width that an arm decides leads to the arm', () => {
  const text = withLayers('- dense(width)\n- block: [dense(10)]\n', '', '  width: [10, 12]\n');
  const { diagnostics } = compileText(text);
  expect(diagnostics.map(({ code }) => code)).toEqual(['CR0525']);
  expect(written(diagnostics[0].related, text).slice(0, 3)).toEqual([
    'dense(10): 10 wide since here',
    'dense(width): 12 wide since here',
    '12: this arm makes it 12 wide',
  ]);
});

test('an arm that only decides how weights start is not said to decide the width', () => {
  const layers = '- dense(12, weights = start)\n- block: [dense(10)]\n';
  const text = withLayers(layers, '', '  start: {one: he(), two: zeros()}\n');
  expect(written(compileText(text).diagnostics[0].related, text)).toEqual([
    'dense(10): 10 wide since here',
    'dense(12, weights = start): 12 wide since here',
  ]);
});

test('an image that meets a dense layer shows where it is from', () => {
  const site = (text: string) => {
    const at = { file: 'small.crease.yaml', start: 0, end: text.length };
    return { span: at, scope: scopeOf(new Map(), (diagnostic) => found.push(diagnostic)) };
  };
  const found: Diagnostic[] = [];
  const placed = (is: 'dense' | 'flatten') =>
    ({
      kind: 'layer',
      path: is,
      layer: { is, units: 3, bias: null },
      record: layers[is],
      site: site(is),
    }) as const;
  const image = { from: 'input', shape: [4, 5, 2], since: site('images') };
  expect(new Wiring().follow([placed('dense')], image)).toBeUndefined();
  expect(found[0].message).toBe('dense takes a vector, but 4×5×2 arrives here');
  expect(found[0].related.map(({ message }) => message)).toEqual(['4×5×2 since here']);
  expect(new Wiring().follow([placed('flatten'), placed('dense')], image)?.shape).toEqual([3]);
});

test('a loss that does not fit shows where the outputs got their number', () => {
  const { diagnostics } = compileText(base.replace('dense(points.classes)', 'dense(3)\n    - relu()'));
  expect(diagnostics.map(({ code }) => code)).toEqual(['CR0502']);
  expect(written(diagnostics[0].related, base.replace('dense(points.classes)', 'dense(3)'))).toEqual([
    'dense(3): 3 wide since here',
  ]);
});

test('networks that call one another many times over are refused before they fill memory', () => {
  const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
  const bodies = names.map((name, i) => `  ${name}: {layers: [n${i + 1}(), n${i + 1}()]}\n`).join('');
  const { diagnostics } = compileText(
    withLayers('- n0()\n', `networks:\n${bodies}  n40: {layers: [none]}\n`),
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(['CR0526']);
});

test('an empty map among the layers is told what a layer is', () => {
  const { plan, diagnostics } = compileText(withLayers('- dense(4)\n- {}\n'));
  expect(plan).toBeUndefined();
  expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([
    ['CR0303', 'write it like `- dense(64)`'],
  ]);
});

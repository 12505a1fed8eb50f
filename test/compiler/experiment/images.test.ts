import { describe, expect, it, test } from 'vitest';
import type { NetworkSpec } from '../../../compiler/plan/plan.ts';
import { compileText } from '../../support/experiment.ts';

const withLayers = (layers: string) => `crease: 1
title: Images
data:
  images: digits(test = 30%, image = true)
network:
  input: images
  layers:
${layers.replace(/^(?=.)/gm, '    ')}
measure:
  correct:
    value: accuracy(images.test)
`;

function networkOf(layers: string): NetworkSpec {
  const { plan, diagnostics } = compileText(withLayers(layers));
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return plan!.variants[0].network;
}

const shapesOf = (layers: string) => networkOf(layers).layers.map(({ output }) => output.join('×'));
const end = '- flatten()\n- dense(images.classes)\n';

describe('shapes of images', () => {
  it.each([
    ['conv2d(5)', '8×8×5'],
    ['conv2d(5, stride = 2)', '4×4×5'],
    ['conv2d(5, 1, stride = 3)', '3×3×5'],
    ['conv2d(5, padding = valid)', '6×6×5'],
    ['conv2d(5, 4, padding = "valid", dilation = 2)', '2×2×5'],
    ['conv2d(5, size = 4, padding = 3)', '11×11×5'],
    ['max_pool()', '4×4×1'],
    ['max_pool(3)', '2×2×1'],
    ['max_pool(3, stride = 2, padding = 1)', '4×4×1'],
    ['average_pool(3, padding = same)', '3×3×1'],
    ['average_pool(2, stride = 1)', '7×7×1'],
  ])('%s gives %s', (layer, shape) => {
    expect(shapesOf(`- ${layer}\n${end}`)[0]).toBe(shape);
  });

  it('end as a vector', () => {
    expect(shapesOf(`- conv2d(5, padding = valid)\n${end}`)).toEqual(['6×6×5', '180', '10']);
    expect(shapesOf('- conv2d(5)\n- global_average_pool()\n- dense(images.classes)\n')[1]).toBe('5');
  });

  it('meet in residual blocks, through a convolution where they differ', () => {
    const block =
      '- conv2d(4)\n- block:\n    - conv2d(8, stride = 2, bias = none)\n    - batch_norm()\n    - relu()\n    - conv2d(8)\n  shortcut: conv2d(8, size = 1, stride = 2, bias = none)\n';
    expect(shapesOf(`${block}- relu()\n${end}`)).toEqual([
      ...['8×8×4', '4×4×8', '4×4×8', '4×4×8', '4×4×8', '4×4×8', '4×4×8', '4×4×8', '128', '10'],
    ]);
  });
});

test('a stride that is left out is the size, and padding is the same written either way', () => {
  const layers = (layer: string) => networkOf(`- ${layer}\n${end}`).layers[0].layer;
  expect(layers('max_pool(3)')).toEqual({ is: 'max_pool', size: 3, stride: null, padding: 'valid' });
  expect(layers('max_pool(3, padding = same)')).toEqual(layers('max_pool(3, padding = "same")'));
});

/** What is wrong (the caret goes to `<|…|>`), its code, and words of message or help. */
const mistakes: readonly (readonly [string, string, readonly string[]])[] = [
  ['- flatten()\n- <|conv2d(4)|>\n', 'CR0501', ['a vector, 64 wide', 'before flatten()']],
  ['- flatten()\n- <|global_average_pool()|>\n', 'CR0501', ['global_average_pool takes an image']],
  ['- <|dense(4)|>\n', 'CR0501', ['8×8×1', 'flatten()']],
  ['- <|conv2d(4, 9, padding = valid)|>\n', 'CR0501', ['9×9', '8×8', '`padding = same`']],
  ['- <|conv2d(4, 3, padding = 0, dilation = 4)|>\n', 'CR0501', ['9×9, 3×3 with dilation 4,', '8×8']],
  ['- max_pool(4)\n- <|max_pool(4)|>\n', 'CR0501', ['4×4', '2×2', 'pool less']],
  ['- <|max_pool(2, padding = 2)|>\n', 'CR0501', ['padding alone', 'below 2']],
  ['- conv2d(4, padding = <|-1|>)\n', 'CR0402', ['at least 0']],
  ['- conv2d(4, padding = <|"full"|>)\n', 'CR0401', ['same, valid or a number', '"full"']],
  ['- conv2d(4, padding = <|none|>)\n', 'CR0401', ['same, valid or a number']],
  ['- conv2d(4, size = <|2.5|>)\n', 'CR0402', ['whole number']],
  ['- conv2d(<|0|>)\n', 'CR0402', ['at least 1']],
  ['- <|Conv2D|>(4)\n', 'CR0306', ['conv2d']],
  ['- conv2d(4, <|kernel_size|> = 5)\n', 'CR0309', ['`size`']],
  ['- <|hard_tanh(1, 1)|>\n', 'CR0501', ['below 1 and above 1', 'less than `high`']],
  ['- <|conv2d(4)|>\n- batch_norm()\n', 'CR0507', ['conv2d()', '`bias = none`']],
  [
    '- conv2d(4)\n- <|block|>: conv2d(8, stride = 2)\n',
    'CR0525',
    ['4×4×8', 'its input, 8×8×4', 'shortcut: conv2d(8, size = 1, stride = 2, bias = none)'],
  ],
  ['- <|block|>: conv2d(8)\n', 'CR0525', ['8×8×8', 'shortcut: conv2d(8, size = 1, bias = none)']],
  ['- <|block|>: conv2d(1, padding = valid)\n', 'CR0525', ['6×6×1', 'same shape']],
];

it.each(mistakes)('%s is %s', (marked, code, words) => {
  const text = withLayers(`${marked}${end}`);
  const start = text.indexOf('<|');
  const length = text.indexOf('|>') - 2 - start;
  const [first] = compileText(text.replace('<|', '').replace('|>', '')).diagnostics;
  expect(first.code, first.message).toBe(code);
  expect([first.span.start, first.span.end - first.span.start]).toEqual([start, length]);
  for (const word of words) expect(`${first.message} — ${first.help}`).toContain(word);
});

test('geometry of a network with a smooth activation is refused, accuracy is not', () => {
  const text = withLayers(`- conv2d(4)\n- gelu()\n${end}`);
  expect(compileText(text).diagnostics).toEqual([]);
  const measured = text.replace('accuracy(images.test)', 'boundary_distance(images.test)');
  const [first] = compileText(measured).diagnostics;
  expect(first.code).toBe('CR0509');
  expect(first.message).toContain('gelu()');
});

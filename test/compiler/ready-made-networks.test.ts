import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../compiler/compile.ts';
import { format } from '../../compiler/format/format.ts';
import type { LayerSpec } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { layers } from '../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../compiler/registry/layers/layer.ts';

const source = (name: string) => {
  const file = `workflows/networks/${name}.crease.yaml`;
  return { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8') };
};

/** The layers of one call of a ready-made network, trained on a data set. */
function layersOf(name: string, call: string, data: string): readonly LayerSpec[] {
  const text = `crease: 1
title: A ready-made network
import: {nets: ./networks/${name}.crease.yaml}
data:
  images: ${data}
network:
  input: images
  layers:
    - nets.${call}
train:
  data: images.train
  loss: cross_entropy()
  optimizer: sgd(rate = 0.1)
  batch: 128
  epochs: 1
measure:
  right:
    value: accuracy(images.test)
`;
  const { plan, diagnostics } = compile([{ file: 'workflows/a.crease.yaml', text }, source(name)], {
    numerics: 'test',
  });
  expect(diagnostics).toEqual([]);
  return plan?.variants[0].network.layers ?? [];
}

/** Numbers that are trained. */
function countOf(specs: readonly LayerSpec[]): number {
  const sizes = specs.flatMap(({ layer, input }) => {
    const record: LayerRecord = layers[layer.is as keyof typeof layers];
    return record
      .variables(input, settingsOf(layer))
      .filter(({ trained }) => trained)
      .map(({ shape }) => shape.reduce((product, extent) => product * extent, 1));
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

const dense = (inputs: number, units: number) => inputs * units + units;
/** A convolution of 3 × 3 without bias, with γ and β of the normalization after it. */
const convolution = (inputs: number, filters: number) => 9 * inputs * filters + 2 * filters;
/** Two convolutions, and where the number of filters changes one of 1 × 1 beside them, with its γ and β. */
const block = (inputs: number, filters: number) =>
  convolution(inputs, filters) +
  convolution(filters, filters) +
  (inputs === filters ? 0 : inputs * filters + 2 * filters);
const stage = (inputs: number, filters: number, blocks: number) =>
  block(inputs, filters) + (blocks - 1) * block(filters, filters);
const resnet = (blocks: number) =>
  convolution(3, 16) + stage(16, 16, blocks) + stage(16, 32, blocks) + stage(32, 64, blocks) + dense(64, 10);

test.each([
  ['resnet', 'resnet8(images.classes)', 'cifar10()', resnet(1)],
  ['resnet', 'resnet14(images.classes)', 'cifar10()', resnet(2)],
  // He et al. (2016), table 6: 0.27 million.
  ['resnet', 'resnet20(images.classes)', 'cifar10()', 272_474],
  ['resnet', 'resnet20(images.classes)', 'cifar10()', resnet(3)],
  // A bias is one number a filter, where a normalization has γ and β.
  [
    'resnet',
    'resnet8(images.classes, norm = bias())',
    'cifar10()',
    resnet(1) - (16 + 2 * 16 + 3 * 32 + 3 * 64),
  ],
  ['resnet', 'resnet8(images.classes, norm = group_norm(8))', 'cifar10()', resnet(1)],
  [
    'cnn',
    'cnn(images.classes)',
    'mnist()',
    convolution(1, 32) + convolution(32, 64) + (7 * 7 * 64 * 128 + 256) + dense(128, 10),
  ],
  ['mlp', 'mlp(images.classes)', 'digits(test = 20%)', 3 * dense(64, 64) + dense(64, 10)],
  [
    'mlp',
    'mlp(images.classes, width = 256, depth = 2, norm = batch_norm())',
    'mnist()',
    784 * 256 + 256 * 256 + 2 * 2 * 256 + dense(256, 10),
  ],
])('%s: %s of %s', (name, call, data, parameters) => {
  expect(countOf(layersOf(name, call, data))).toBe(parameters);
});

test('a residual network halves the image and doubles the filters from stage to stage, with 6n + 2 weighted layers', () => {
  for (const [blocks, depth] of [
    [1, 8],
    [2, 14],
    [3, 20],
  ]) {
    const specs = layersOf('resnet', `resnet${depth}(images.classes)`, 'cifar10()');
    const sums = specs
      .filter(({ layer }) => layer.is === 'residual_sum')
      .map(({ output }) => output.join('×'));
    const each = ['32×32×16', '16×16×32', '8×8×64'];
    expect(sums).toEqual(each.flatMap((shape) => Array.from({ length: blocks }, () => shape)));
    const weighted = specs.filter(
      ({ path, layer }) => (layer.is === 'conv2d' || layer.is === 'dense') && !path.includes('shortcut'),
    );
    expect(weighted).toHaveLength(depth);
  }
});

test.each(['mlp', 'cnn', 'resnet'])('%s is in canonical form', (name) => {
  const { file, text } = source(name);
  expect(format(file, text, () => {})).toBe(text);
});

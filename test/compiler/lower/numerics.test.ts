import { expect, test } from 'vitest';
import { compileText } from '../../support/experiment.ts';

const text = (layers: string) => `crease: 1
title: What computes
data:
  images: digits(image = true)
network:
  input: images
  layers:
    - ${layers}
    - flatten()
    - dense(images.classes)
measure:
  right:
    value: accuracy(images)
`;

/** Keys of the measurements of an untrained network, where so many things compute. */
function keys(layers: string): Set<string> {
  const numerics = ['tensorflow 2.9.1 · 1 thread', 'wasm 4.22.0 simd · 1 thread'];
  const plans = numerics.map((each) => compileText(text(layers), { numerics: each }).plan!);
  return new Set(plans.flatMap(({ steps }) => steps.map(({ key }) => key)));
}

test('a network that is evaluated in double precision is measured alike whatever trains', () => {
  expect(keys('max_pool(2)').size).toBe(1);
});

test('what a program answers belongs to the numerics that it runs with', () => {
  expect(keys('conv2d(4)').size).toBe(2);
  expect(keys('gelu()').size).toBe(2);
});

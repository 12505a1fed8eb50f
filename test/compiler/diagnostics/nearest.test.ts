import { expect, test } from 'vitest';
import { nearest } from '../../../compiler/diagnostics/nearest.ts';

const names = ['batch_norm', 'layer_norm', 'dense', 'relu', 'leaky_relu', 'ReLU6'];

test.each([
  ['bacth_norm', 'batch_norm'],
  ['batchnorm', 'batch_norm'],
  ['dens', 'dense'],
  ['densse', 'dense'],
  ['Dense', 'dense'],
  ['rellu', 'relu'],
])('%s is probably %s', (typed, meant) => expect(nearest(typed, names)).toBe(meant));

test.each(['convolution', 'x', '', 'tanh'])('%j resembles nothing', (typed) => {
  expect(nearest(typed, names)).toBeUndefined();
});

test('a swap of neighbours is one slip, a change of two letters is two', () => {
  expect(nearest('abdc', ['abxy', 'abcd'])).toBe('abcd');
  expect(nearest('abdc', ['abxy'])).toBeUndefined();
});

test('the exact name is not a suggestion', () => expect(nearest('dense', ['dense'])).toBeUndefined());

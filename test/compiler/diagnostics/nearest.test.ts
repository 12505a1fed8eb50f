import { expect, test } from 'vitest';
import { certain, nearest } from '../../../compiler/diagnostics/nearest.ts';

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

test.each([
  ['bacth_norm', 'batch_norm', 'batch_norm'],
  ['batchnrm', 'batch_norm', 'batch_norm'],
  ['batchnr', 'batch_norm', undefined],
  ['Dense', 'dense', 'dense'],
  ['ab', 'abc', undefined],
  ['0.01', '0.001', undefined],
  ['dense', undefined, undefined],
])('what %s was meant to be is certain or not', (typed, near, sure) => {
  expect(certain(typed, near, [...names, 'abc'])).toBe(sure);
});

test('of two names equally near neither is certain', () => {
  expect(certain('stepp', 'step', ['step', 'steps'])).toBeUndefined();
  expect(certain('stepps', 'steps', ['step', 'steps'])).toBe('steps');
});

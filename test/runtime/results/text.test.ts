import { describe, expect, it } from 'vitest';
import { textOf } from '../../../runtime/results/text.ts';

describe('textOf', () => {
  it('leaves out settings at their defaults', () => {
    expect(textOf({ is: 'batch_norm', epsilon: 1e-5, momentum: 0.9 })).toBe('batch_norm()');
    expect(textOf({ is: 'batch_norm', epsilon: 1e-5, freeze_after: null })).toBe('batch_norm()');
    expect(textOf({ is: 'batch_norm', epsilon: 1e-5, momentum: 0.5 })).toBe('batch_norm(momentum = 0.5)');
    expect(textOf({ is: 'dense', units: 6, weights: { is: 'normal', mean: 0, sd: 1 }, bias: null })).toBe(
      'dense(6, weights = normal(sd = 1), bias = none)',
    );
  });

  it('names data sets and their parts', () => {
    expect(textOf({ is: 'accuracy', points: { is: 'data', name: 'images', part: 'test' } })).toBe(
      'accuracy(images.test)',
    );
  });

  it('leaves out facts that the author did not write', () => {
    const file = { is: 'from_file', path: 'models/a.json', sha256: 'ab', widths: [4], output: [2] };
    expect(textOf(file)).toBe('from_file(models/a.json)');
  });

  it('shortens long lists', () => {
    expect(textOf([0.1, 0.2])).toBe('[0.1, 0.2]');
    expect(textOf([0.01, 0.0151991, 0.0231013, 0.0351119, 1])).toBe('[0.01, 0.0152, …, 1]');
  });
});

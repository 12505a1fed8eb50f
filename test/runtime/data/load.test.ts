import { describe, expect, test } from 'vitest';
import type { Construct, DataSpec } from '../../../compiler/plan/plan.ts';
import { loadData } from '../../../runtime/data/load.ts';
import { describeData, load } from './describe.ts';

const made: Construct[] = [
  { is: 'arc', count: 25, noise: 0.05 },
  { is: 'two_moons', count: 101, test: 0.3, validation: 0.1 },
  { is: 'circles', count: 60, test: 0.25 },
  { is: 'blobs', count: 90, classes: 4, features: 3, test: 0.2 },
  { is: 'digits', test: 0.3, validation: 0.1 },
  { is: 'digits', test: 0.3, image: true, stratified: true },
  { is: 'gaussian_clusters', count: 40, features: 6, classes: 3, test: 0.25 },
  { is: 'gaussian_points', count: 31, features: 3, classes: 4, validation: 0.2 },
  { is: 'spirals', count: 91, classes: 3, test: 0.2 },
  { is: 'star', count: 61, test: 0.3, stratified: true },
  { is: 'xor', count: 50, gap: 0.1, noise: 0.05, test: 0.2 },
];

describe.each(made)('$is', (construct) => {
  test('is what its record says, without a number that is not finite', () => {
    const spec = describeData(construct) as DataSpec;
    const data = load(construct);
    expect(data.shape).toEqual(spec.shape);
    expect(data.inputs.length).toBe(spec.parts.all * spec.shape.reduce((a, b) => a * b));
    expect(data.inputs.every(Number.isFinite)).toBe(true);
    expect(Object.fromEntries(Object.entries(data.parts).map(([name, part]) => [name, part.length]))).toEqual(
      spec.parts,
    );
  });

  test('has a label from 0 up to its classes for every example, and each class occurs', () => {
    const { labels, classes, parts } = load(construct);
    expect(labels?.length).toBe(classes === undefined ? undefined : parts.all.length);
    if (labels)
      expect([...new Set(labels)].sort((a, b) => a - b)).toEqual(
        Array.from({ length: classes! }, (_, i) => i),
      );
  });

  test('is the same for the same seed', () => {
    expect(load(construct, 3)).toEqual(load(construct, 3));
    const another = load(construct, 4);
    expect([another.inputs, another.parts]).not.toEqual([
      load(construct, 3).inputs,
      load(construct, 3).parts,
    ]);
  });
});

test('a plan that does not fit its data is refused', () => {
  const spec = {
    source: { is: 'digits', test: 0, validation: 0 },
    shape: [64],
    classes: 10,
    parts: { all: 1798 },
  };
  expect(() => loadData(spec, 1, () => load({ is: 'arc', count: 3 }))).toThrow(/expects 1798 examples/);
});

import { expect, test } from 'vitest';
import { designOf } from '../../../runtime/statistics/design.ts';
import { compiled } from '../experiments.ts';

const text = `
crease: 1
title: A design
seeds: [3, 8]
split: per replicate
data:
  moons: two_moons(count = 40, test = 25%)
axes:
  width: [2, 3]
  depth: [1, 2]
where: not (width == 3 and depth == 2)
network:
  input: moons
  layers:
    - repeat: depth
      layers:
        - dense(width)
        - relu()
    - dense(2)
measure:
  correct:
    value: accuracy(moons.test)
`;

test('replicates have the numbers of the author, variants are those that are kept, and test examples are counted', () => {
  const { variants, replicates, overlap } = designOf(compiled(text));
  expect(replicates).toEqual([3, 8]);
  expect(variants.map(({ width, depth }) => `${width},${depth}`)).toEqual(['2,1', '2,2', '3,1']);
  // 10 test examples for 30 to train on
  expect(overlap).toBeCloseTo(1 / 3, 12);
});

test('one split for all replicates needs no correction', () => {
  expect(designOf(compiled(text.replace('split: per replicate\n', ''))).overlap).toBe(0);
});

import { describe, expect, test } from 'vitest';
import { findStretches, networkViews } from '../../../../site/src/data/network.ts';
import { smartStart } from '../../fixtures/smart-start.ts';

const layers = (text: string) =>
  [...text].map((one, index) => ({ path: `${index}`, text: one, output: [1] }));
const stretches = (text: string) =>
  findStretches(layers(text)).map(
    ({ times, layers }) => `${layers.map((layer) => layer.text).join('')}${times}`,
  );

describe('findStretches', () => {
  test.each([
    ['', []],
    ['a', ['a1']],
    ['abab', ['ab2']],
    ['xababy', ['x1', 'ab2', 'y1']],
    ['aaaa', ['a4']],
    ['abcabcabcd', ['abc3', 'd1']],
    ['aabb', ['a2', 'b2']],
  ])('%s is %j', (text, expected) => expect(stretches(text)).toEqual(expected));

  test('layers of equal text and different output are different', () => {
    const [a, b] = layers('aa');
    expect(findStretches([a, { ...b, output: [2] }])).toHaveLength(2);
  });
});

test('variants with the same layers are drawn once, named by the arms that they share', () => {
  const views = networkViews(smartStart());
  expect(views.map(({ label }) => label)).toEqual(
    ['zero', 'random', 'centre_only', 'both', 'throughout'].map((arm) => `start = ${arm}`),
  );
  expect(views[0].stretches.map(({ times, layers }) => [times, layers.length])).toEqual([
    [6, 3],
    [1, 1],
  ]);
  expect(views[0].stretches[0].layers[0]).toEqual({
    name: 'dense',
    settings: '64, bias = none',
    output: '64',
  });
});

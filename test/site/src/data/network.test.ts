import { describe, expect, test } from 'vitest';
import { findStretches, networkViews, type Part, type Stretch } from '../../../../site/src/data/network.ts';
import { smartStart } from '../../fixtures/smart-start.ts';

const layer = (name: string, output = '1') => ({ kind: 'layer', name, settings: '', output }) as const;
const layers = (text: string) => [...text].map((one) => layer(one));
const textOf = (found: readonly Stretch[]): string =>
  found.map(({ times, parts }) => `${parts.map(partText).join('')}${times}`).join(' ');
const partText = (part: Part) =>
  part.kind === 'layer' ? part.name : `(${textOf(part.layers)} | ${textOf(part.shortcut)})`;
const stretches = (text: string) => findStretches(layers(text)).map((one) => textOf([one]));

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
    expect(findStretches([layer('a'), layer('a', '2')])).toHaveLength(2);
  });
});

test('variants with the same layers are drawn once, named by the arms that they share', () => {
  const views = networkViews(smartStart());
  expect(views.map(({ label }) => label)).toEqual(
    ['zero', 'random', 'centre_only', 'both', 'throughout'].map((arm) => `start = ${arm}`),
  );
  expect(views[0].stretches.map(({ times, parts }) => [times, parts.length])).toEqual([
    [6, 3],
    [1, 1],
  ]);
  expect(views[0].stretches[0].parts[0]).toEqual({
    kind: 'layer',
    name: 'dense',
    settings: '64, bias = none',
    output: '64',
  });
});

test('a residual block is drawn as one part, with its shortcut, and repeats as a whole', () => {
  const results = smartStart();
  const drawn = (paths: Readonly<Record<string, string>>) => {
    const layers = Object.entries(paths).map(([path, name]) => ({ path, text: `${name}()`, output: [4] }));
    return textOf(networkViews({ ...results, variants: [{ id: '', arms: {}, layers }] })[0].stretches);
  };
  const sum = 'residual_sum';
  const block = (path: string) => ({ [`${path}.0`]: 'a', [`${path}.1`]: 'a', [path]: sum });
  expect(drawn({ 'n.0': 'a', ...block('n.1'), ...block('n.2') })).toBe('a1 (a2 | )2');
  expect(drawn({ 'n.0.0': 'a', 'n.0.shortcut.0': 'b', 'n.0.shortcut.1': 'c', 'n.0': sum, 'n.1': 'd' })).toBe(
    '(a1 | b1 c1)1 d1',
  );
  const nested = { 'n.0.0.0': 'a', 'n.0.0': sum, 'n.0.1': 'b', 'n.0': sum };
  expect(drawn(nested)).toBe('((a1 | )1 b1 | )1');
});

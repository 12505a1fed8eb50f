import { describe, expect, test } from 'vitest';
import type { LayerSpec, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { brokenRule } from '../../../compiler/plan/verify-network.ts';
import { followNetwork, sourcesOf } from '../../../compiler/plan/wiring.ts';

const layer = (path: string, is: string, sizes: readonly [number, number], from?: readonly string[]) =>
  ({ path, layer: { is }, input: [sizes[0]], output: [sizes[1]], ...(from ? { from } : {}) }) as LayerSpec;

/** `x → a → (b, c) → b + c + x` for a network of two inputs. */
const sound: readonly LayerSpec[] = [
  layer('0', 'a', [2, 3]),
  layer('1.0', 'b', [3, 2]),
  layer('1.shortcut.0', 'c', [3, 2], ['0']),
  layer('1', 'residual_sum', [2, 2], ['1.0', '1.shortcut.0', 'input']),
];
const network = (layers: readonly LayerSpec[]): NetworkSpec => ({
  input: { data: 'points', part: 'all' },
  shape: [2],
  layers,
});

test('values flow along the wires, and the last one comes out', () => {
  expect(sound.map((_, i) => sourcesOf(sound, i))).toEqual([
    ['input'],
    ['0'],
    ['0'],
    ['1.0', '1.shortcut.0', 'input'],
  ]);
  const text = followNetwork(network(sound), 'x', ({ layer }, source, more) =>
    more.length > 0 ? [source, ...more].join(' + ') : `${layer.is}(${source})`,
  );
  expect(text).toBe('b(a(x)) + c(a(x)) + x');
  expect(followNetwork(network([]), 'x', () => 'y')).toBe('x');
});

describe('the spec of a network', () => {
  test('is kept by a sound one', () => {
    expect(brokenRule(network(sound))).toBeUndefined();
  });

  const broken: readonly (readonly [rule: string, index: number, change: Partial<LayerSpec>])[] = [
    ['layer 0 has a path of its own', 1, { path: '0' }],
    ['layer 1.0 leaves out what it simply reads', 1, { from: ['0'] }],
    ['layer 0 leaves out what it simply reads', 0, { from: ['input'] }],
    ['layer 1.0 reads one value, or several as a sum', 1, { from: ['0', '0'] }],
    ['layer 1 reads one value, or several as a sum', 3, { from: ['1.0'] }],
    ['layer 1.0 reads what comes before it', 1, { from: ['1.shortcut.0'] }],
    ['layer 1.shortcut.0 reads what comes before it', 2, { from: ['nothing'] }],
    ['layer 1.shortcut.0 takes what arrives', 2, { from: ['input'] }],
    ['layer 1 takes what arrives', 3, { from: ['1.0', '0'] }],
    ['layer 1.0 is read', 3, { from: ['1.shortcut.0', 'input'] }],
  ];
  test.each(broken)('says that %s', (rule, index, change) => {
    const layers = sound.map((each, i) => (i === index ? { ...each, ...change } : each));
    expect(brokenRule(network(layers))).toBe(rule);
  });
});

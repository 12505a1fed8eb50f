import { describe, expect, test } from 'vitest';
import { ensembleJitter } from '../../../runtime/geometry/ensemble.ts';
import { chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { networkOfKind } from './general.ts';
import { layer, randomPoints } from './networks.ts';

/** A crease at x = offset; class 0 wins left of x = offset + 1, class 1 right of it. */
const creaseAt = (offset: number, scale = 1): PiecewiseAffineNetwork =>
  chain(2, [layer([[scale, 0]], [-scale * offset], 0), layer([[0], [1 / scale]], [1, 0])]);

describe('ensembleJitter', () => {
  test('is how far creases and decisions move, whatever the scale of the weights', () => {
    const members = [creaseAt(0.3), creaseAt(-0.1, 7), creaseAt(0.2)];
    const { boundary, decision, flips } = ensembleJitter(
      creaseAt(0),
      members,
      Float64Array.of(0.5, 9, 1.25, -4),
    );
    const rms = Math.sqrt((0.09 + 0.01 + 0.04) / 3);
    expect(boundary[0]).toBeCloseTo(rms, 14);
    expect(boundary[1]).toBeCloseTo(rms, 14);
    expect(decision[1]).toBeCloseTo(rms, 14);
    expect(flips[0]).toBe(0);
    // Class 1 has 1.25 and class 0 has 1; with the crease at 0.3 class 0 wins.
    expect(flips[1]).toBeCloseTo(1 / 3, 14);
  });

  test('of copies of the reference is nothing', () => {
    const network = networkOfKind['leaky relu'](4);
    const { boundary, decision, flips } = ensembleJitter(network, [network, network], randomPoints(7, 4, 5));
    for (const values of [boundary, decision, flips]) expect(Math.max(...values)).toBe(0);
  });

  test('follows nothing where there is no boundary and no second class', () => {
    const flat = chain(1, [layer([[0]], [1], 0)]);
    const { boundary, decision } = ensembleJitter(flat, [flat], Float64Array.of(1));
    expect([boundary[0], decision[0]]).toEqual([NaN, NaN]);
  });

  test('needs a member', () => {
    expect(() => ensembleJitter(creaseAt(0), [], Float64Array.of(1, 1))).toThrow('at least one member');
  });
});

import { expect, test } from 'vitest';
import {
  centralArrangementRegions,
  generalArrangementRegions,
} from '../../../runtime/geometry/arrangement.ts';
import { chain } from '../../../runtime/geometry/network.ts';
import { directPattern, layer, normal } from './networks.ts';

test.each([
  [3, 7, 6],
  [6, 22, 12],
  [8, 37, 16],
])('%i lines in the plane: %i regions, or %i through one point', (m, general, central) => {
  expect(generalArrangementRegions(m, 2)).toBe(general);
  expect(centralArrangementRegions(m, 2)).toBe(central);
});

test('no hyperplanes or no dimensions leave one region', () => {
  for (const regions of [generalArrangementRegions, centralArrangementRegions]) {
    expect(regions(0, 3)).toBe(1);
    expect(regions(5, 0)).toBe(1);
  }
});

test('up to d hyperplanes cut every orthant, through one point or not', () => {
  for (let m = 1; m <= 6; m++) {
    expect(generalArrangementRegions(m, 6)).toBe(2 ** m);
    expect(centralArrangementRegions(m, 6)).toBe(2 ** m);
  }
});

test('sampling of five planes in space finds as many sign patterns', () => {
  const next = normal(7);
  const weights = Array.from({ length: 5 }, () => [next(), next(), next()]);
  for (const [scale, regions] of [
    [1, generalArrangementRegions(5, 3)],
    [0, centralArrangementRegions(5, 3)],
  ]) {
    const network = chain(3, [
      layer(
        weights,
        weights.map(() => scale * next()),
        0,
      ),
    ]);
    const seen = new Set<string>();
    for (let i = 0; i < 200_000; i++) {
      const radius = 10 ** (2 * Math.abs(next()) - 1);
      seen.add(directPattern(network, [radius * next(), radius * next(), radius * next()]));
    }
    expect(seen.size).toBe(regions);
  }
});

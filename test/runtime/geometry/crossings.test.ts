import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossings } from '../../../runtime/geometry/crossings.ts';
import { patternsAt } from '../../../runtime/geometry/forward.ts';
import {
  bendsOf,
  chain,
  dense,
  input,
  inputSize,
  type PiecewiseAffineNetwork,
} from '../../../runtime/geometry/network.ts';
import { kinds, networkOfKind } from './general.ts';
import { layer, randomNetwork, randomPoints } from './networks.ts';

/** The point of the path at t. */
function at(path: Float64Array, inputs: number, t: number): Float64Array {
  const last = path.length / inputs - 2;
  const vertex = Math.min(Math.floor(t), last);
  const [a, b] = [0, 1].map((i) => path.subarray((vertex + i) * inputs, (vertex + i + 1) * inputs));
  return a.map((x, i) => x + (t - vertex) * (b[i] - x));
}

/** Units whose pieces differ, named as layer and unit. */
function changes(network: PiecewiseAffineNetwork, a: Uint8Array, b: Uint8Array): string[] {
  const names = bendsOf(network).flatMap(({ size }, l) =>
    Array.from({ length: size }, (_, k) => `${l}.${k}`),
  );
  return names.filter((_, i) => a[i] !== b[i]);
}

/**
 * Regions are convex: if the pattern is the same just behind one breakpoint and just before the next, then so it
 * is between them, and what differs across a breakpoint is what crosses there.
 */
function verify(network: PiecewiseAffineNetwork, path: Float64Array): number {
  const inputs = inputSize(network);
  const found = crossings(network, path);
  const vertices = path.length / inputs;
  const stops = [...new Set([...found.t, ...Array.from({ length: vertices }, (_, i) => i)])].sort(
    (a, b) => a - b,
  );
  const patternAt = (t: number) => patternsAt(network, at(path, inputs, t));
  let before: Uint8Array | undefined;
  stops.slice(0, -1).forEach((stop, i) => {
    const length = stops[i + 1] - stop;
    // Crossings closer together than the rounding of the points can't be told apart by going forward.
    if (length < 1e-9) {
      before = undefined;
      return;
    }
    const start = patternAt(stop + 1e-3 * length);
    expect(changes(network, start, patternAt(stop + 0.999 * length))).toEqual([]);
    if (before) {
      const here = [...found.t.keys()].filter((j) => found.t[j] === stop);
      expect(here.map((j) => `${found.layer[j]}.${found.unit[j]}`)).toEqual(changes(network, before, start));
    }
    before = start;
  });
  expect([...found.t]).toEqual([...found.t].sort((a, b) => a - b));
  expect(found.pieces).toBe(1 + new Set(found.t).size);
  return found.t.length;
}

describe('crossings of a path', () => {
  test.each(kinds)('are all changes of the pattern along it: %s', (kind) => {
    let total = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 4 }), (seed, vertices) => {
        const network = networkOfKind[kind](seed);
        const path = randomPoints(vertices, inputSize(network), seed + 1).map((x) => 2 * x);
        total += verify(network, path);
      }),
      { numRuns: 40 },
    );
    expect(total).toBeGreaterThan(40);
  });

  test('are found to the last digits by a brute-force search for sign changes', () => {
    const network = randomNetwork([3, 12, 10], 0.1, 5);
    const path = randomPoints(2, 3, 6).map((x) => 3 * x);
    const steps = 200_000;
    const line = Float64Array.from(
      { length: 3 * (steps + 1) },
      (_, i) => at(path, 3, Math.floor(i / 3) / steps)[i % 3],
    );
    const patterns = patternsAt(network, line);
    const brute: [number, string][] = [];
    for (let s = 0; s < steps; s++)
      for (const name of changes(
        network,
        patterns.subarray(22 * s, 22 * s + 22),
        patterns.subarray(22 * s + 22, 22 * s + 44),
      ))
        brute.push([s / steps, name]);
    const found = crossings(network, path);
    expect([...found.t.keys()].map((i) => `${found.layer[i]}.${found.unit[i]}`)).toEqual(
      brute.map(([, name]) => name),
    );
    brute.forEach(([t], i) => {
      expect(found.t[i]).toBeGreaterThanOrEqual(t - 1e-12);
      expect(found.t[i]).toBeLessThanOrEqual(t + 1 / steps + 1e-12);
    });
  });
});

describe('degenerate paths', () => {
  /** Boundaries x = 0, y = 0 and x + y = 0, all through the origin. */
  const fan = chain(2, [
    layer(
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [0, 0, 0],
      0,
    ),
    layer([[1, 1, -1]], [0]),
  ]);
  const found = (...path: number[]) => {
    const { t, layer, unit, pieces } = crossings(fan, Float64Array.from(path));
    return { t: [...t], unit: [...unit], layer: [...layer], pieces };
  };

  test('through a point where boundaries meet cross all of them at once', () => {
    expect(found(-1, -2, 1, 2)).toEqual({ t: [0.5, 0.5, 0.5], unit: [0, 1, 2], layer: [0, 0, 0], pieces: 2 });
  });

  test('with a vertex on the boundary cross there, once', () => {
    expect(found(-1, 1, 0, 2, 1, 1)).toEqual({ t: [1], unit: [0], layer: [0], pieces: 2 });
  });

  test('that touch a boundary do not cross it', () => {
    expect(found(1, 1, 0, 2, 1, 3).t).toEqual([]);
    expect(found(-1, 3, 0, 2, -1, 4).t).toEqual([]);
  });

  test('along a boundary are on its lower piece', () => {
    expect(found(0, 1, 0, 2).t).toEqual([]);
    expect(found(1, 1, 0, 1, 0, 2, 1, 2)).toEqual({ t: [1, 2], unit: [0, 0], layer: [0, 0], pieces: 3 });
  });

  test('of no length cross nothing', () => {
    expect(found(0, 0, 0, 0)).toEqual({ t: [], unit: [], layer: [], pieces: 1 });
  });

  test('need two points', () => {
    expect(() => crossings(fan, Float64Array.of(1, 2))).toThrow('at least two points');
  });
});

describe('winners of a maximum', () => {
  const largest = (...candidates: number[]): PiecewiseAffineNetwork => ({
    nodes: [
      input(1),
      dense(0, Float64Array.of(-1, 0, 1, 0), Float64Array.of(0, 1, 0, 1)),
      { kind: 'max', from: 1, size: 1, candidates: Int32Array.from(candidates) },
    ],
  });

  test('change where lines cross, also at a vertex, and not between equal lines', () => {
    // max(−x, 1, x, 1): at −1 and at 1
    for (const network of [largest(0, 1, 2, 3), largest(3, 2, 1, 0), largest(-1, 0, 1, 1, 2, -1)]) {
      expect([...crossings(network, Float64Array.of(-2, 2)).t]).toEqual([0.25, 0.75]);
      expect([...crossings(network, Float64Array.of(-2, -1, 0, 2)).t]).toEqual([1, 2.5]);
    }
  });

  test('go from one to another where three lines meet', () => {
    const three: PiecewiseAffineNetwork = {
      nodes: [
        input(1),
        dense(0, Float64Array.of(-1, 0, 1), Float64Array.of(0, 0, 0)),
        { kind: 'max', from: 1, size: 1, candidates: Int32Array.of(0, 1, 2) },
      ],
    };
    expect([...crossings(three, Float64Array.of(-1, 1)).t]).toEqual([0.5]);
  });
});

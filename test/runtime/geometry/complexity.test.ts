import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localComplexity, orthonormalise } from '../../../runtime/geometry/complexity.ts';
import { patternsAt } from '../../../runtime/geometry/forward.ts';
import { bendsOf, inputSize, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { kinds, networkOfKind, pointOf } from './general.ts';
import { randomNetwork, randomPoints } from './networks.ts';

/** Units of each layer that do not have one piece at all vertices, from the vertices' patterns. */
function direct(network: PiecewiseAffineNetwork, point: Float64Array, radius: number, frame: Float64Array) {
  const inputs = point.length;
  const patterns: Uint8Array[] = [];
  for (let v = 0; v < frame.length; v += inputs)
    for (const side of [-1, 1])
      patterns.push(
        patternsAt(
          network,
          point.map((x, i) => x + side * radius * frame[v + i]),
        ),
      );
  let from = 0;
  return bendsOf(network).map(({ size }) => {
    const units = Array.from({ length: size }, (_, k) => from + k);
    from += size;
    return units.filter((unit) => patterns.some((pattern) => pattern[unit] !== patterns[0][unit])).length;
  });
}

const frameOf = (directions: number, inputs: number, seed: number) =>
  orthonormalise(randomPoints(directions, inputs, seed), inputs);

describe('localComplexity', () => {
  test.each(kinds)('counts units that the vertices do not agree on: %s', (kind) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom(0.01, 0.3, 2),
        fc.integer({ min: 1, max: 4 }),
        (seed, radius, directions) => {
          const network = networkOfKind[kind](seed);
          const inputs = inputSize(network);
          const points = randomPoints(3, inputs, seed + 1);
          const frames = [0, 1, 2].map((p) => frameOf(Math.min(directions, inputs), inputs, seed + 2 + p));
          const counts = localComplexity(network, points, radius, (p) => frames[p]);
          const expected = frames.flatMap((frame, p) =>
            direct(network, pointOf(points, p, network), radius, frame),
          );
          expect([...counts]).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('does not depend on the company of other points', () => {
    const network = randomNetwork([5, 20, 20], 0, 3);
    const points = randomPoints(1500, 5, 4);
    const frame = frameOf(3, 5, 5);
    const together = localComplexity(network, points, 0.2, () => frame);
    for (const p of [0, 681, 682, 1499])
      expect([...together.subarray(2 * p, 2 * p + 2)]).toEqual([
        ...localComplexity(network, points.subarray(5 * p, 5 * p + 5), 0.2, () => frame),
      ]);
  });

  // A central hyperplane with unit normal n separates vertices if |⟨n, x⟩| < r · max_p |⟨n, v_p⟩|. With one
  // direction and x = 0 that is always so; with radius 0 never.
  test('is all units at the centre of a central arrangement, and none with radius 0', () => {
    const network = randomNetwork([4, 50], 0, 7, 0);
    const at = (radius: number) => [
      ...localComplexity(network, new Float64Array(4), radius, () => frameOf(1, 4, 8)),
    ];
    expect(at(1e-6)).toEqual([50]);
    expect(at(0)).toEqual([0]);
  });

  test('of no points is empty', () => {
    expect(
      localComplexity(randomNetwork([2, 3], 0, 1), new Float64Array(0), 1, () => Float64Array.of(1, 0)),
    ).toEqual(new Uint32Array(0));
  });
});

describe('orthonormalise', () => {
  test('makes rows of length 1 at right angles, each in the span of the rows so far', () => {
    const matrix = randomPoints(6, 9, 1);
    matrix.set(
      matrix.subarray(0, 9).map((x) => x * (1 + 1e-9)),
      9,
    );
    matrix[9] += 1e-6;
    const original = matrix.slice();
    const frame = orthonormalise(matrix, 9);
    const dot = (a: Float64Array, i: number, b: Float64Array, j: number) =>
      a.subarray(9 * i, 9 * i + 9).reduce((sum, x, k) => sum + x * b[9 * j + k], 0);
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 6; j++) expect(dot(frame, i, frame, j)).toBeCloseTo(i === j ? 1 : 0, 14);
    for (let i = 0; i < 6; i++) {
      let inSpan = 0;
      for (let j = 0; j <= i; j++) inSpan += dot(original, i, frame, j) ** 2;
      expect(inSpan / dot(original, i, original, i)).toBeCloseTo(1, 12);
    }
  });

  test('refuses rows that depend on each other', () => {
    expect(() => orthonormalise(Float64Array.of(1, 2, 2, 4), 2)).toThrow('Row 2 of 2 numbers depends');
    expect(() => orthonormalise(Float64Array.of(1, 2, 3, 4, 5, 6), 2)).toThrow('Row 3');
  });
});

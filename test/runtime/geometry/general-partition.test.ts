import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regionMap } from '../../../runtime/geometry/affine-map.ts';
import { certify } from '../../../runtime/geometry/certificate.ts';
import { withDecision } from '../../../runtime/geometry/decision.ts';
import { forward, largestDifference, patternsAt } from '../../../runtime/geometry/forward.ts';
import { type Image, slidingWindow } from '../../../runtime/geometry/image.ts';
import {
  activation,
  averagePooling,
  chain,
  convolution,
  dense,
  input,
  inputSize,
  type PiecewiseAffineNetwork,
  sum,
} from '../../../runtime/geometry/network.ts';
import { type Partition, type PartitionOptions, partition } from '../../../runtime/geometry/partition.ts';
import { hardTanh, relu } from '../../../runtime/geometry/pieces.ts';
import { kinds, networkOfKind } from './general.ts';
import { layer, normal } from './networks.ts';

const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1];

function complete(network: PiecewiseAffineNetwork, options?: PartitionOptions): Partition {
  const result = partition(network, SQUARE, { patterns: true, ...options });
  if (result.status !== 'complete') throw new Error(result.message);
  return result;
}

function randomSlice(inputs: number, seed: number) {
  const next = normal(seed);
  const [origin, u, v] = [0, 1, 2].map(() => Float64Array.from({ length: inputs }, next));
  return { origin, u, v };
}

/** The same cells, whatever the order: equal counts and equal sorted areas. */
function expectSameCells(a: Partition, b: Partition): void {
  expect(a.regions).toBeGreaterThan(20);
  expect(a.regionsAfterLayer).toEqual(b.regionsAfterLayer);
  expect(largestDifference(a.areas.slice().sort(), b.areas.slice().sort()).largest).toBeLessThan(1e-9);
  expect(a.segments.layer.length).toBe(b.segments.layer.length);
}

describe('has the same partition as a dense network with the same function:', () => {
  const next = normal(4);
  const some = (n: number, scale: number) => Float64Array.from({ length: n }, () => scale * next());

  /** W and b of an affine function of `inputs` numbers, row by row. */
  function matrixOf(inputs: number, f: (x: Float64Array) => Float64Array) {
    const bias = f(new Float64Array(inputs));
    const columns = Array.from({ length: inputs }, (_, i) => f(new Float64Array(inputs).with(i, 1)));
    return {
      rows: Array.from(bias, (b, o) => columns.map((column) => column[o] - b)),
      bias: Array.from(bias),
    };
  }

  test('convolutions and average pooling', () => {
    const image: Image = { height: 4, width: 4, channels: 1 };
    const inner: Image = { height: 4, width: 4, channels: 2 };
    const same = slidingWindow([3, 3], { padding: [1, 1, 1, 1] });
    const strided = slidingWindow([2, 2], { stride: [2, 2], dilation: [1, 1] });
    const first = convolution(0, image, same, some(18, 0.5), some(2, 0.3));
    const second = convolution(2, inner, strided, some(24, 0.5), some(3, 0.3));
    const pool = averagePooling(4, { height: 2, width: 2, channels: 3 }, slidingWindow([2, 2]));
    const network = {
      nodes: [
        input(16),
        first,
        activation(1, 32, relu),
        second,
        activation(3, 12, relu),
        pool,
        dense(5, some(12, 1), some(4, 0.2)),
        activation(6, 4, relu),
      ],
    };
    const alone = (inputs: number, node: (typeof network.nodes)[number]) =>
      matrixOf(inputs, (x) => forward({ nodes: [input(inputs), { ...node, from: 0 } as never] }, x));
    const [a, b, c] = [alone(16, first), alone(32, second), alone(12, pool)];
    const last = network.nodes[6] as ReturnType<typeof dense>;
    const combined = Array.from(last.bias, (_, o) =>
      Array.from({ length: 12 }, (__, i) =>
        c.rows.reduce((total, row, k) => total + last.weights[o * 3 + k] * row[i], 0),
      ),
    );
    const denseNetwork = chain(16, [
      layer(a.rows, a.bias, 0),
      layer(b.rows, b.bias, 0),
      layer(combined, Array.from(last.bias), 0),
    ]);
    const slice = randomSlice(16, 5);
    expectSameCells(complete(network, { slice }), complete(denseNetwork, { slice }));
  });

  // A dense network carries x along in units that a large bias keeps active.
  test('residual sums, also one that skips a layer', () => {
    const width = 5;
    const KEEP = 64;
    const [w1, w2, w3] = [1, 2, 3].map(() => some(width * width, 0.7));
    const [b1, b2, b3] = [1, 2, 3].map(() => some(width, 0.4));
    const network = {
      nodes: [
        input(width),
        dense(0, w1, b1),
        activation(1, width, relu),
        dense(2, w2, b2),
        sum([0, 3], width),
        activation(4, width, relu),
        dense(5, w3, b3),
        sum([6, 2, 0], width),
        activation(7, width, relu),
      ],
    };
    const rowsOf = (w: Float64Array) =>
      Array.from({ length: width }, (_, o) => Array.from(w.subarray(o * width, (o + 1) * width)));
    const one = rowsOf(
      Float64Array.from({ length: width * width }, (_, i) => (i % (width + 1) === 0 ? 1 : 0)),
    );
    const none = one.map((row) => row.map(() => 0));
    const beside = (...blocks: number[][][]) => blocks[0].map((_, r) => blocks.flatMap((block) => block[r]));
    const kept = Array(width).fill(KEEP);
    // [relu 1 | x + KEEP] → [relu 2 | relu 1 | x + KEEP] → relu 3
    const denseNetwork = chain(width, [
      layer([...rowsOf(w1), ...one], [...b1, ...kept], 0),
      layer(
        [...beside(rowsOf(w2), one), ...beside(one, none), ...beside(none, one)],
        [...Array.from(b2, (b) => b - KEEP), ...kept, ...Array(width).fill(0)],
        0,
      ),
      layer(
        beside(rowsOf(w3), one, one),
        Array.from(b3, (b) => b - 2 * KEEP),
        0,
      ),
    ]);
    const slice = randomSlice(width, 6);
    expectSameCells(complete(network, { slice }), complete(denseNetwork, { slice }));
  });

  // max(a, b) = b + relu(a − b), and where a = b nothing else changes.
  test('maxima of two', () => {
    const KEEP = 64;
    const rows = Array.from({ length: 8 }, () => [next(), next()]);
    const bias = Array.from({ length: 8 }, () => 0.5 * next());
    const after = Array.from({ length: 5 }, () => [next(), next(), next(), next()]);
    const shift = Array.from({ length: 5 }, () => 0.5 * next());
    const flat = (matrix: number[][]) => Float64Array.from(matrix.flat());
    const network: PiecewiseAffineNetwork = {
      nodes: [
        input(2),
        dense(0, flat(rows), Float64Array.from(bias)),
        { kind: 'max', from: 1, size: 4, candidates: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7) },
        dense(2, flat(after), Float64Array.from(shift)),
        activation(3, 5, relu),
      ],
    };
    const pairs = [0, 2, 4, 6];
    const denseNetwork = chain(2, [
      layer(
        [...pairs.map((k) => rows[k].map((w, i) => w - rows[k + 1][i])), ...pairs.map((k) => rows[k + 1])],
        [...pairs.map((k) => bias[k] - bias[k + 1]), ...pairs.map((k) => bias[k + 1] + KEEP)],
        0,
      ),
      layer(
        after.map((row) => [...row, ...row]),
        shift.map((b, o) => b - KEEP * after[o].reduce((total, w) => total + w, 0)),
        0,
      ),
    ]);
    expectSameCells(complete(network), complete(denseNetwork));
  });

  // hardTanh(u) = relu(u + 1) − relu(u − 1) − 1
  test('hard tanh, as a difference of two ReLUs', () => {
    const rows = Array.from({ length: 6 }, () => [2 * next(), 2 * next()]);
    const bias = rows.map(() => next());
    const after = Array.from({ length: 5 }, () => rows.map(() => next()));
    const network: PiecewiseAffineNetwork = {
      nodes: [
        input(2),
        dense(0, Float64Array.from(rows.flat()), Float64Array.from(bias)),
        activation(1, 6, hardTanh()),
        dense(2, Float64Array.from(after.flat()), new Float64Array(5)),
        activation(3, 5, relu),
      ],
    };
    const denseNetwork = chain(2, [
      layer([...rows, ...rows], [...bias.map((b) => b + 1), ...bias.map((b) => b - 1)], 0),
      layer(
        after.map((row) => [...row, ...row.map((w) => -w)]),
        after.map((row) => -row.reduce((total, w) => total + w, 0)),
        0,
      ),
    ]);
    expectSameCells(complete(network), complete(denseNetwork));
  });
});

describe('the partition of a network of any kind', () => {
  test.each(kinds)('holds its certificate, with and without the decision: %s', (kind) => {
    for (let seed = 1; seed <= 6; seed++)
      for (const network of [networkOfKind[kind](seed), withDecision(networkOfKind[kind](seed))]) {
        const slice = randomSlice(inputSize(network), seed);
        const certificate = certify(network, complete(network, { slice }), { slice, points: 200 });
        expect(certificate).toMatchObject({ holds: true, patternMismatches: 0 });
        expect(certificate.graph).toMatchObject({ eulerResidual: 0, unmatchedEdges: 0 });
      }
  });

  test.each(kinds)('has the patterns that sampling finds, and no cell twice: %s', (kind) => {
    const network = networkOfKind[kind](9);
    const slice = randomSlice(inputSize(network), 9);
    const { patterns, regions, areas } = complete(network, { slice });
    const units = patterns!.length / regions;
    const cells = new Map<string, number>();
    for (let i = 0; i < regions; i++) cells.set(patterns!.slice(i * units, (i + 1) * units).join(), areas[i]);
    expect(cells.size).toBe(regions);
    const next = normal(10);
    const seen = new Set<string>();
    for (let i = 0; i < 3000; i++) {
      const [s, t] = [Math.tanh(next()), Math.tanh(next())];
      const point = slice.origin.map((x, j) => x + s * slice.u[j] + t * slice.v[j]);
      seen.add(patternsAt(network, point).join());
    }
    for (const pattern of seen) expect(cells.has(pattern)).toBe(true);
    for (const [pattern, area] of cells) if (area > 0.02) expect(seen.has(pattern)).toBe(true);
  });

  test.each(kinds)('has the affine map that differences of the forward pass give: %s', (kind) => {
    const network = networkOfKind[kind](11);
    const point = Float64Array.from({ length: inputSize(network) }, normal(12));
    const { matrix, offset } = regionMap(network, patternsAt(network, point));
    const outputs = forward(network, point);
    const inputs = point.length;
    const affine = offset.map((value, o) =>
      point.reduce((total, x, i) => total + matrix[o * inputs + i] * x, value),
    );
    expect(largestDifference(affine, outputs).largest).toBeLessThan(1e-12);
    for (let i = 0; i < inputs; i++) {
      const [up, down] = [1e-7, -1e-7].map((step) => forward(network, point.with(i, point[i] + step)));
      for (let o = 0; o < outputs.length; o++)
        expect(Math.abs((up[o] - down[o]) / 2e-7 - matrix[o * inputs + i])).toBeLessThan(1e-6);
    }
  });
});

describe('degenerate maxima have a defined answer:', () => {
  const largestOf = (rows: number[][], bias: number[], candidates: number[]): PiecewiseAffineNetwork => ({
    nodes: [
      input(2),
      dense(0, Float64Array.from(rows.flat()), Float64Array.from(bias)),
      { kind: 'max', from: 1, size: 1, candidates: Int32Array.from(candidates) },
    ],
  });
  const winners = ({ patterns }: Partition) => Array.from(patterns!).sort((a, b) => a - b);

  test('equal candidates cut nothing, and the first wins', () => {
    expect(
      winners(
        complete(
          largestOf(
            [
              [1, 2],
              [1, 2],
              [1, 2],
            ],
            [0.1, 0.1, 0.1],
            [0, 1, 2],
          ),
        ),
      ),
    ).toEqual([0]);
  });

  test('a candidate named twice is the same as once', () => {
    expect(
      winners(
        complete(
          largestOf(
            [
              [1, 0],
              [-1, 0],
            ],
            [0, 0],
            [0, 0, 1],
          ),
        ),
      ),
    ).toEqual([0, 2]);
  });

  test('places without a candidate never win', () => {
    expect(
      winners(
        complete(
          largestOf(
            [
              [1, 0],
              [-1, 0],
            ],
            [-5, -5],
            [-1, 0, -1, 1],
          ),
        ),
      ),
    ).toEqual([1, 3]);
  });

  test('a candidate that is largest nowhere cuts nothing', () => {
    expect(
      winners(
        complete(
          largestOf(
            [
              [1, 0],
              [0, 0],
              [-1, 0],
            ],
            [0, -0.1, 0],
            [0, 1, 2],
          ),
        ),
      ),
    ).toEqual([0, 2]);
  });

  test('behind ReLUs that are both 0 nothing is cut', () => {
    const network: PiecewiseAffineNetwork = {
      nodes: [
        input(2),
        dense(0, Float64Array.of(1, 0, 0, 1), Float64Array.of(0, 0)),
        activation(1, 2, relu),
        { kind: 'max', from: 2, size: 1, candidates: Int32Array.of(0, 1) },
      ],
    };
    // Quadrants; only the first is cut, along the diagonal.
    expect(complete(network).regionsAfterLayer).toEqual([4, 5]);
  });

  test('a tie along the rim of a cell cuts nothing', () => {
    expect(
      winners(
        complete(
          largestOf(
            [
              [1, 0],
              [0, 0],
            ],
            [0, -1],
            [0, 1],
          ),
        ),
      ),
    ).toEqual([0]);
    expect(
      winners(
        complete(
          largestOf(
            [
              [1, 0],
              [0, 0],
            ],
            [0, 1],
            [0, 1],
          ),
        ),
      ),
    ).toEqual([1]);
  });

  test('four that meet in one point make four cells, as given and merged', () => {
    const network = largestOf(
      [
        [1, 1],
        [-1, 1],
        [-1, -1],
        [1, -1],
      ],
      [0, 0, 0, 0],
      [0, 1, 2, 3],
    );
    for (const mergeWithin of [undefined, 1e-9]) {
      const cells = complete(network, { mergeWithin });
      expect(winners(cells)).toEqual([0, 1, 2, 3]);
      expect(Array.from(cells.areas)).toEqual([1, 1, 1, 1]);
    }
  });

  test('merged, a sliver goes to its neighbours and the cells still tile', () => {
    // The middle candidate leads on |x| < 1e-7 only.
    const network = largestOf(
      [
        [1, 0],
        [0, 0],
        [-1, 0],
      ],
      [0, 1e-7, 0],
      [0, 1, 2],
    );
    expect(winners(complete(network))).toEqual([0, 1, 2]);
    const merged = complete(network, { mergeWithin: 1e-6 });
    expect(winners(merged)).toEqual([0, 2]);
    expect(merged.areas[0] + merged.areas[1]).toBe(4);
  });

  test('random maxima of small whole numbers hold their certificates, as given and merged', () => {
    const whole = fc.integer({ min: -2, max: 2 });
    const rows = fc.array(fc.tuple(whole, whole, whole), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.constantFrom(undefined, 1e-9), (forms, mergeWithin) => {
        const network = largestOf(
          forms.map(([a, b]) => [a, b]),
          forms.map(([, , c]) => c),
          forms.map((_, i) => i),
        );
        const certificate = certify(network, complete(network, { mergeWithin }), { points: 50 });
        expect(certificate).toMatchObject({ holds: true, patternMismatches: 0 });
        expect(certificate.graph).toMatchObject({ eulerResidual: 0, unmatchedEdges: 0 });
      }),
      { numRuns: 1000 },
    );
  });

  test.each([1e-6, 1e-4, 1e-3])(
    'merged within %d, networks of all kinds tile and keep their patterns',
    (t) => {
      for (const kind of kinds) {
        const network = withDecision(networkOfKind[kind](3));
        const slice = randomSlice(inputSize(network), 3);
        const certificate = certify(network, complete(network, { slice, mergeWithin: t }), { slice });
        expect(certificate).toMatchObject({ holds: true, patternMismatches: 0 });
        expect(certificate.areaResidual).toBeLessThan(1e-12);
      }
    },
  );
});

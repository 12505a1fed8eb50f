import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  centralArrangementRegions,
  generalArrangementRegions,
} from '../../../runtime/geometry/arrangement.ts';
import { certify } from '../../../runtime/geometry/certificate.ts';
import {
  type AffineLayer,
  chain,
  denseLayers,
  inputSize,
  type PiecewiseAffineNetwork,
} from '../../../runtime/geometry/network.ts';
import { type Partition, type PartitionOptions, partition } from '../../../runtime/geometry/partition.ts';
import { compensatedSum } from '../../../runtime/geometry/sum.ts';
import { directPattern, directPreActivations, layer, normal, randomNetwork, uniform } from './networks.ts';
import { type Oracle, oracleFiles, readOracle } from './oracle.ts';

const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1];

function complete(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  options?: PartitionOptions,
): Partition {
  const result = partition(network, window, options);
  if (result.status !== 'complete') throw new Error(result.message);
  return result;
}

/** numpy's default: linear interpolation between order statistics. */
function quantile(sorted: Float64Array, q: number): number {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

function expectOracle(result: Partition, { expected }: Oracle, areaScale = 1): void {
  expect(result.regions).toBe(expected.regions);
  expect(result.regionsAfterLayer).toEqual(expected.regionsAfterLayer);
  const area = expected.windowArea * areaScale;
  expect(Math.abs(compensatedSum(result.areas) / area - 1)).toBeLessThan(1e-9);
  const sorted = result.areas.slice().sort();
  for (const [q, value] of Object.entries(expected.areaQuantiles))
    expect(Math.abs(quantile(sorted, Number(q)) / (value * areaScale) - 1)).toBeLessThan(1e-6);
}

const withFirst = (network: PiecewiseAffineNetwork, change: (first: AffineLayer) => AffineLayer) =>
  chain(
    inputSize(network),
    denseLayers(network).map((each, l) => (l === 0 ? change(each) : each)),
  );

const oracles = oracleFiles().map(readOracle);
/** Those whose counts rounding cannot change. */
const generic = oracles.filter(({ name }) => name !== 'relu_2-64x3_bn0');
const oracle = (name: string) => oracles.find((each) => each.name === name)!;

describe('the partition of an oracle', () => {
  test.each(oracles.map((each) => [each.name, each] as const))('%s is exact', (_, each) => {
    expectOracle(complete(each.network, each.window, { slice: each.slice }), each);
  });

  test.each([0.3, 1, 2.5])('stays the same when window and weights turn by %d', (angle) => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const turn = (v: ArrayLike<number>) =>
      Float64Array.from(v, (x, i) => (i % 2 === 0 ? c * x - s * v[i + 1] : s * v[i - 1] + c * x));
    for (const each of generic) {
      const { slice, network, window } = each;
      if (slice === undefined) {
        const turned = withFirst(network, (first) => ({ ...first, weights: turn(first.weights) }));
        expectOracle(complete(turned, turn(window)), each);
      } else {
        const u = Float64Array.from(slice.u, (x, i) => c * x - s * slice.v[i]);
        const v = Float64Array.from(slice.u, (x, i) => s * x + c * slice.v[i]);
        expectOracle(complete(network, turn(window), { slice: { ...slice, u, v } }), each);
      }
    }
  });

  test.each([1e-6, 1e6])('stays the same when window and first layer scale by %d', (scale) => {
    for (const each of generic) {
      const { slice, network, window } = each;
      const scaled = withFirst(network, (first) => ({
        ...first,
        weights: first.weights.map((w) => w / scale),
      }));
      const times = (v: ArrayLike<number>) => Float64Array.from(v, (x) => scale * x);
      // A slice is in the window's place: its own coordinates stay.
      const moved = slice && { origin: times(slice.origin), u: times(slice.u), v: times(slice.v) };
      if (moved) expectOracle(complete(scaled, window, { slice: moved }), each);
      else expectOracle(complete(scaled, times(window)), each, scale ** 2);
    }
  });

  test('stays the same when the units of a layer change places', () => {
    for (const each of generic) {
      const layers = denseLayers(each.network);
      const next = uniform(5);
      const orders = layers.map(({ outputs }, l) => {
        const order = Array.from({ length: outputs }, (_, o) => o);
        return l + 1 < layers.length ? order.sort(() => next() - 0.5) : order;
      });
      const permuted = layers.map(({ weights, bias, inputs, slope }, l) => {
        const columns = orders[l - 1] ?? Array.from({ length: inputs }, (_, i) => i);
        return layer(
          orders[l].map((o) => columns.map((i) => weights[o * inputs + i])),
          orders[l].map((o) => bias[o]),
          slope,
        );
      });
      const network = chain(inputSize(each.network), permuted);
      expectOracle(complete(network, each.window, { slice: each.slice }), each);
    }
  });
});

describe('merged within a tolerance', () => {
  const each = oracle('relu_2-64x3_bn0');

  // The rounded lines of this file pass within 2e-7 of their common point.
  test.each([1e-7, 1e-6, 1e-5])(
    'of %d of the diameter, 64 lines through one point make 128 cells',
    (mergeWithin) => {
      const merged = complete(each.network, each.window, { mergeWithin });
      expect(merged.mode).toBe('merged within tolerance');
      expect(merged.tolerance).toBe(mergeWithin);
      expect(merged.regionsAfterLayer[0]).toBe(128);
      expect(Math.abs(compensatedSum(merged.areas) / 4 - 1)).toBeLessThan(1e-9);
    },
  );

  test('as given, the same lines make 2081', () => {
    const given = complete(each.network, each.window);
    expect(given.mode).toBe('as given');
    expect(given.regionsAfterLayer[0]).toBe(generalArrangementRegions(64, 2));
  });

  test('of 1e-9, n lines that meet up to rounding make 2n cells and tile the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), (n, seed) => {
        const next = uniform(seed);
        const [gx, gy] = [next() - 0.5, next() - 0.5];
        // At least 0.2 · π / n between directions, so that the lines tell each other apart.
        const weights = Array.from({ length: n }, (_, k) => {
          const angle = (Math.PI * (k + 0.8 * next())) / n;
          return [3 * Math.cos(angle), 3 * Math.sin(angle)];
        });
        const bias = weights.map(([a, b]) => -(a * gx + b * gy) + 1e-13 * (next() - 0.5));
        const merged = complete(chain(2, [layer(weights, bias, 0)]), SQUARE, {
          mergeWithin: 1e-9,
        });
        expect(merged.regions).toBe(centralArrangementRegions(n, 2));
        expect(Math.abs(compensatedSum(merged.areas) / 4 - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 100 },
    );
  });

  test.each([0, 1, -1e-9, NaN])('of %d is refused', (mergeWithin) => {
    expect(() => partition(each.network, each.window, { mergeWithin })).toThrow('between 0 and 1');
  });
});

describe('one layer', () => {
  test('of generic lines in a window that holds all their crossings makes 1 + m + m(m − 1)/2 cells', () => {
    for (const m of [1, 2, 5, 12]) {
      const next = normal(m);
      const weights = Array.from({ length: m }, () => [next(), next()]);
      const network = chain(2, [layer(weights, weights.map(next), 0)]);
      const window = SQUARE.map((x) => 1e4 * x);
      expect(complete(network, window).regions).toBe(generalArrangementRegions(m, 2));
    }
  });
});

describe('sampled sign patterns', () => {
  test.each([
    [[2, 5, 4], 0],
    [[2, 4, 4, 3], 0.1],
    [[2, 4, 3], -1],
    [[2, 3, 8, 2], 0],
  ])('of %j with slope %d are the patterns of the cells', (widths, slope) => {
    for (let seed = 1; seed <= 5; seed++) {
      const network = randomNetwork(widths, slope, seed);
      const result = complete(network, SQUARE, { patterns: true });
      const cells = new Map<string, number>();
      const units = result.patterns!.length / result.regions;
      for (let i = 0; i < result.regions; i++)
        cells.set(result.patterns!.slice(i * units, (i + 1) * units).join(''), i);
      expect(cells.size).toBe(result.regions);

      const side = 200;
      const pitch = 2 / side;
      const seen = new Map<string, number>();
      for (let i = 0; i < side * side; i++) {
        const point = [((i % side) + 0.5) * pitch - 1, (Math.floor(i / side) + 0.5) * pitch - 1];
        const pattern = directPattern(network, point);
        seen.set(pattern, (seen.get(pattern) ?? 0) + 1);
      }
      for (const pattern of seen.keys()) expect(cells.has(pattern)).toBe(true);
      // A convex outline meets at most two squares more than it spans, in each row and column, twice.
      for (const [pattern, cell] of cells) {
        const [width, height] = extent(result, cell);
        const squares = 2 * (width / pitch + height / pitch + 4);
        const sampled = (seen.get(pattern) ?? 0) * pitch ** 2;
        expect(Math.abs(sampled - result.areas[cell])).toBeLessThan(squares * pitch ** 2);
      }
    }
  });

  /** Width and height of a cell. */
  function extent({ vertices, offsets }: Partition, cell: number): [number, number] {
    const corners = vertices.subarray(2 * offsets[cell], 2 * offsets[cell + 1]);
    const span = (axis: number) => {
      const along = corners.filter((_, i) => i % 2 === axis);
      return Math.max(...along) - Math.min(...along);
    };
    return [span(0), span(1)];
  }
});

describe('segments', () => {
  test('lie on the zero sets of their units, one for each cut', () => {
    const network = randomNetwork([2, 12, 10, 8], 0.1, 9);
    const { segments, regions } = complete(network, SQUARE);
    expect(segments.layer).toHaveLength(regions - 1);
    for (let i = 0; i < regions - 1; i++) {
      const [x1, y1, x2, y2] = segments.points.subarray(4 * i, 4 * i + 4);
      for (const t of [0, 0.3, 1]) {
        const h = directPreActivations(network, [x1 + t * (x2 - x1), y1 + t * (y2 - y1)]);
        expect(Math.abs(h[segments.layer[i]][segments.unit[i]])).toBeLessThan(1e-12);
      }
    }
  });

  test('of one line have its length', () => {
    const { segments } = complete(
      chain(2, [
        layer(
          [
            [1, 1],
            [0, 1],
          ],
          [0, 0],
          0,
        ),
      ]),
      SQUARE,
    );
    const length = (unit: number) => {
      let sum = 0;
      segments.unit.forEach((k, i) => {
        const [x1, y1, x2, y2] = segments.points.subarray(4 * i, 4 * i + 4);
        if (k === unit) sum += Math.hypot(x2 - x1, y2 - y1);
      });
      return sum;
    };
    expect(length(0)).toBeCloseTo(2 * Math.SQRT2, 14);
    expect(length(1)).toBeCloseTo(2, 14);
  });
});

describe('degenerate input has a defined answer:', () => {
  const one = (weights: number[][], bias: number[], slope = 0) => chain(2, [layer(weights, bias, slope)]);

  test('parallel units cut strips', () => {
    expect(
      complete(
        one(
          [
            [1, 0],
            [2, 0],
            [-3, 0],
          ],
          [0, 1, 1],
        ),
        SQUARE,
      ).regions,
    ).toBe(4);
  });

  test('six thousand strips, each inside the one before, need no deep stack', () => {
    const n = 6_000;
    const weights = Array.from({ length: n }, () => [1, 0]);
    const bias = weights.map((_, i) => 1 - (2 * i + 1) / n);
    expect(complete(one(weights, bias), SQUARE).regions).toBe(n + 1);
    expect(complete(one(weights, bias.reverse()), SQUARE).regions).toBe(n + 1);
  });

  test('coincident units cut once, and the first of them has the segment', () => {
    const { regions, segments } = complete(
      one(
        [
          [1, 2],
          [0.1, 0.2],
          [-3, -6],
        ],
        [0.3, 0.03, -0.9],
      ),
      SQUARE,
    );
    expect(regions).toBe(2);
    expect(Array.from(segments.unit)).toEqual([0]);
  });

  test('dead units and zero rows cut nothing; a pre-activation of 0 counts as inactive', () => {
    const result = complete(
      one(
        [
          [0, 0],
          [0, 0],
          [0, 0],
          [1, 1],
        ],
        [0, 1, -1, 100],
      ),
      SQUARE,
      { patterns: true },
    );
    expect(result.regions).toBe(1);
    expect(Array.from(result.patterns!)).toEqual([0, 1, 0, 1]);
  });

  test('a line through a corner of the window cuts there or touches', () => {
    expect(complete(one([[1, -1]], [0]), SQUARE).regions).toBe(2);
    const touching = complete(
      one(
        [
          [1, 1],
          [-1, -1],
        ],
        [2, -2],
      ),
      SQUARE,
      { patterns: true },
    );
    expect(touching.regions).toBe(1);
    expect(Array.from(touching.patterns!)).toEqual([1, 0]);
  });

  test('a line along an edge of the window cuts nothing', () => {
    expect(
      complete(
        one(
          [
            [1, 0],
            [0, -1],
          ],
          [1, 1],
        ),
        SQUARE,
      ).regions,
    ).toBe(1);
  });

  test('lines through one point, exactly, make two cells each', () => {
    const weights = [
      [1, 0],
      [0, 1],
      [1, 1],
      [1, -1],
      [2, 1],
      [1, -3],
    ];
    expect(
      complete(
        one(
          weights,
          weights.map(() => 0),
        ),
        SQUARE,
      ).regions,
    ).toBe(12);
  });

  test('deeper lines that run along the edges of their cells cut nothing', () => {
    // Without biases every unit of layer 2 is a multiple of the one active unit of layer 1.
    const network = chain(2, [
      layer(
        [
          [0.7, 0.3],
          [-0.7, -0.3],
        ],
        [0, 0],
        0,
      ),
      layer(
        [
          [0.1, 0.3],
          [0.7, 1.1],
          [-0.3, 0.9],
        ],
        [0, 0, 0],
        0,
      ),
    ]);
    expect(complete(network, SQUARE).regionsAfterLayer).toEqual([2, 2]);
  });

  test('behind a dead layer everything is one cell', () => {
    const network = chain(2, [
      layer(
        [
          [1, 0],
          [0, 1],
        ],
        [-5, -5],
        0,
      ),
      layer(
        [
          [1, 2],
          [3, 4],
        ],
        [0, 0.5],
        0,
      ),
    ]);
    const result = complete(network, SQUARE, { patterns: true });
    expect(result.regionsAfterLayer).toEqual([1, 1]);
    expect(Array.from(result.patterns!)).toEqual([0, 0, 0, 1]);
  });

  test.each([
    ['a point', [1, 1, 1, 1, 1, 1]],
    ['a segment', [0, 0, 1, 1, 3, 3]],
  ])('a window of no area (%s) has no cells', (_, window) => {
    const result = complete(one([[1, 1]], [0]), window, { patterns: true });
    expect([result.regions, result.windowArea, result.areas.length]).toEqual([0, 0, 0]);
    expect(result.regionsAfterLayer).toEqual([0]);
    expect(certify(one([[1, 1]], [0]), result).holds).toBe(true);
  });

  test('a network without activations leaves the window whole', () => {
    const result = complete(chain(2, [layer([[1, 1]], [0])]), SQUARE);
    expect([result.regions, result.regionsAfterLayer, result.areas[0]]).toEqual([1, [], 4]);
  });

  test('the absolute value folds: both sides of |x| cut |x| − ½', () => {
    const network = chain(2, [layer([[1, 0]], [0], -1), layer([[1]], [-0.5], -1)]);
    expect(complete(network, SQUARE).regionsAfterLayer).toEqual([2, 4]);
  });

  // Small whole numbers make parallel, coincident, dead and concurrent units all the time.
  test('random networks of small whole numbers hold their certificates, as given and merged', () => {
    const whole = fc.integer({ min: -2, max: 2 });
    const layerOf = (inputs: number, outputs: number, slope: number) =>
      fc
        .tuple(
          fc.array(fc.array(whole, { minLength: inputs, maxLength: inputs }), {
            minLength: outputs,
            maxLength: outputs,
          }),
          fc.array(whole, { minLength: outputs, maxLength: outputs }),
        )
        .map(([weights, bias]) => layer(weights, bias, slope));
    const networks = fc
      .tuple(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, 0.25, -1),
      )
      .chain(([a, b, c, slope]) => fc.tuple(layerOf(2, a, slope), layerOf(a, b, slope), layerOf(b, c, slope)))
      .map((layers) => chain(2, layers));
    fc.assert(
      fc.property(networks, fc.constantFrom(undefined, 1e-9), (network, mergeWithin) => {
        const window = SQUARE.map((x) => 3 * x);
        const result = complete(network, window, { patterns: true, mergeWithin });
        const certificate = certify(network, result, { points: 50 });
        expect(certificate).toMatchObject({ holds: true, patternMismatches: 0 });
        expect(certificate.graph).toMatchObject({ eulerResidual: 0, unmatchedEdges: 0 });
        expect(Math.min(...result.areas)).toBeGreaterThan(1e-9);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a slice', () => {
  const network = randomNetwork([2, 9, 7], 0.1, 5);

  test('of the input plane itself is the input plane', () => {
    const slice = { origin: [0, 0], u: [1, 0], v: [0, 1] };
    expect(complete(network, SQUARE, { slice })).toEqual(complete(network, SQUARE));
  });

  test('of a wider network is the plane of the network composed with it', () => {
    const wide = randomNetwork([7, 10, 8], 0, 6);
    const next = normal(8);
    const [origin, u, v] = [0, 1, 2].map(() => Float64Array.from({ length: 7 }, next));
    const { weights, bias, inputs, outputs } = denseLayers(wide)[0];
    const dot = (row: Float64Array, x: Float64Array) => row.reduce((sum, w, i) => sum + w * x[i], 0);
    const rows = Array.from({ length: outputs }, (_, k) => weights.subarray(k * inputs, (k + 1) * inputs));
    const first = layer(
      rows.map((row) => [dot(row, u), dot(row, v)]),
      rows.map((row, k) => dot(row, origin) + bias[k]),
      0,
    );
    const composed = chain(2, [first, ...denseLayers(wide).slice(1)]);
    const sliced = complete(wide, SQUARE, { slice: { origin, u, v }, patterns: true });
    expect(sliced.regions).toBeGreaterThan(20);
    expect(sliced.regionsAfterLayer).toEqual(complete(composed, SQUARE).regionsAfterLayer);
    expect(certify(wide, sliced, { slice: { origin, u, v } }).holds).toBe(true);
  });

  test('must fit the network, and a wider network needs one', () => {
    const slice = { origin: [0, 0], u: [1, 0, 0], v: [0, 1] };
    expect(() => partition(network, SQUARE, { slice })).toThrow(
      "slice's u has 3 numbers; the network takes 2",
    );
    expect(() => partition(randomNetwork([3, 2], 0, 1), SQUARE)).toThrow(
      'takes 3 inputs, not 2: say which slice',
    );
  });
});

describe('the window', () => {
  const network = randomNetwork([2, 9, 7], 0.1, 5);

  test('may be given clockwise, with vertices on its edges, and with many corners', () => {
    const { regions } = complete(network, SQUARE);
    expect(complete(network, [-1, -1, -1, 1, 1, 1, 1, -1]).regions).toBe(regions);
    expect(complete(network, [-1, -1, 0, -1, 1, -1, 1, 1, -1, 1, -1, 1]).regions).toBe(regions);
    const corners = 5000;
    const circle = Array.from({ length: 2 * corners }, (_, i) =>
      (i % 2 === 0 ? Math.cos : Math.sin)((Math.PI * (i - (i % 2))) / corners),
    );
    const round = complete(network, circle);
    expect(Math.abs(compensatedSum(round.areas) / round.windowArea - 1)).toBeLessThan(1e-12);
  });

  test.each([
    ['three or more vertices', [0, 0, 1, 1]],
    ['must be finite', [0, 0, 1, 0, NaN, 1]],
    ['must be convex', [0, 0, 2, 0, 0.5, 0.5, 0, 2]],
    ['must be convex', [-1, -1, 1, 1, 1, -1, -1, 1.5]],
  ])('%s', (message, window) => {
    expect(() => partition(network, window)).toThrow(message);
  });
});

describe('the cap', () => {
  const { network, window, expected } = oracle('relu_2-16x2');

  test('stops with a clear answer', () => {
    expect(partition(network, window, { maxCells: expected.regions - 1 })).toEqual({
      status: 'stopped at cap',
      maxCells: 229,
      message: 'The window has more than 229 cells. Take a smaller window or a larger cap.',
    });
  });

  test('that is just enough does not stop', () => {
    expect(complete(network, window, { maxCells: expected.regions }).regions).toBe(expected.regions);
  });
});

import { describe, expect, test } from 'vitest';
import type { Construct, Setting } from '../../../compiler/plan/plan.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { type AffineLayer, chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { partition } from '../../../runtime/geometry/partition.ts';
import { MeasurementFailure } from '../../../runtime/measure/failure.ts';
import { measure } from '../../../runtime/measure/measure.ts';
import type { NetworkPlace } from '../../../runtime/measure/measured.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { stream } from '../../../runtime/random/stream.ts';
import { normal } from '../geometry/networks.ts';
import { untrained } from '../networks.ts';

const layer = (
  inputs: number,
  weights: ArrayLike<number>,
  bias: ArrayLike<number>,
  slope?: number,
): AffineLayer => ({
  inputs,
  outputs: bias.length,
  weights: Float64Array.from(weights),
  bias: Float64Array.from(bias),
  slope,
});

/** Creases at x = 1, y = 0 and, right above both, x + y = 4; it decides at x + y = 4.5, y = 3.5 and x = 4.5. */
const corner = chain(2, [
  layer(2, [1, 0, 0, 1], [-1, 0], 0),
  layer(2, [1, 1], [-3], 0),
  layer(1, [1, -1], [0, 1]),
]);
const points: Points = { count: 3, inputs: Float64Array.of(2, 3, 1.5, 0.25, -2, -1) };

function take(
  network: PiecewiseAffineNetwork,
  value: Construct,
  all = points,
  onProgress?: (share: number) => void,
) {
  const measurement = { value, at: ['initial' as const], by: [], unit: 'one', title: '', indices: [] };
  const place: NetworkPlace = {
    form: () => ({ network, difference: 0 }),
    predict: (inputs) => forward(network, inputs),
    certificate: {},
    points: () => all,
    training: all,
    inBatch: () => network,
    current: untrained,
    random: (purpose, ...path) => stream(1, purpose, ...path),
  };
  return measure(measurement, place, onProgress);
}
const square = (half: number): Construct => ({ is: 'box', low: [-half, -half], high: [half, half] });
const cells = (settings: Record<string, Setting> = {}): Construct => ({
  is: 'partition',
  window: square(3),
  merge_within: 0,
  ...settings,
});
const numberOf = (found: ReturnType<typeof take>, name: string) => found.arrays[name].data[0];

describe('shapes of regions', () => {
  const found = take(corner, cells({ shapes: true }));
  const slant = 2 * Math.SQRT2;
  // rectangles 4×3, 4×3, 2×3; the quadrangle (1, 0), (3, 0), (3, 1), (1, 3); the triangle (3, 1), (3, 3), (1, 3)
  const areas = [12, 12, 6, 4, 2];
  const perimeters = [14, 14, 10, 6 + slant, 4 + slant];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  test('are means of closed forms', () => {
    expect(numberOf(found, 'mean_vertices')).toBeCloseTo(19 / 5, 13);
    expect(numberOf(found, 'mean_perimeter')).toBeCloseTo(mean(perimeters), 12);
    expect(numberOf(found, 'mean_inradius')).toBeCloseTo(
      mean(areas.map((a, i) => (2 * a) / perimeters[i])),
      12,
    );
    expect(numberOf(found, 'mean_isoperimetric_ratio')).toBeCloseTo(
      mean(areas.map((a, i) => (4 * Math.PI * a) / perimeters[i] ** 2)),
      12,
    );
    // centroids (11/6, 13/12) and (7/3, 7/3)
    const quadrangle = Math.hypot(5 / 6, 23 / 12) / Math.hypot(7 / 6, 1 / 12);
    const triangle = Math.hypot(2 / 3, 4 / 3) / Math.hypot(2 / 3, 2 / 3);
    expect(numberOf(found, 'mean_eccentricity')).toBeCloseTo(mean([1, 1, 1, quadrangle, triangle]), 12);
  });

  test('and what is not asked for is not measured', () => {
    expect(Object.keys(take(corner, cells()).arrays)).toEqual(['regions', 'regions_after', 'mean_area']);
    expect(Object.keys(take(corner, cells()).drawing!)).toEqual(['segments', 'areas']);
  });
});

describe('the decision boundary', () => {
  test('has the length that it has in the window, and is there to draw', () => {
    const found = take(corner, cells({ decision: true }));
    expect(numberOf(found, 'decision_length')).toBeCloseTo(1.5 * Math.SQRT2, 13);
    const { shape, data } = found.drawing!.decision;
    expect(shape[1]).toBe(4);
    for (let i = 0; i < data.length; i += 2) expect(data[i] + data[i + 1]).toBeCloseTo(4.5, 13);
    // from (−10, 3.5) over (1, 3.5) and (4.5, 0) to (4.5, −10)
    const wide = take(corner, cells({ window: square(10), decision: true }));
    expect(numberOf(wide, 'decision_length')).toBeCloseTo(11 + 3.5 * Math.SQRT2 + 10, 12);
  });

  test('lies so far from points; exactly, unless the rim of the window is nearer', () => {
    const at = (half: number) =>
      take(corner, { is: 'decision_distance', points: { is: 'data' }, window: square(half) }).arrays;
    const wide = at(10);
    expect(wide.distance.data[0]).toBeCloseTo(0.5 / Math.SQRT2, 13);
    expect(wide.distance.data[1]).toBeCloseTo(2.75 / Math.SQRT2, 13);
    expect(wide.distance.data[2]).toBeCloseTo(4.5, 13);
    expect([...wide.exact.data]).toEqual([1, 1, 1]);
    // (2, 3) stands on the rim; seen in this window, y = 3.5 is not there for (−2, −1)
    expect([...at(3).exact.data]).toEqual([0, 0, 0]);
    expect(at(3).distance.data[0]).toBeCloseTo(0.5 / Math.SQRT2, 13);
  });

  test('of which there is nothing in the window has no distance', () => {
    const { distance, exact } = take(corner, {
      is: 'decision_distance',
      points: { is: 'data' },
      window: square(1),
    }).arrays;
    expect([...distance.data]).toEqual([NaN, NaN, NaN]);
    expect([...exact.data]).toEqual([0, 0, 0]);
  });

  test('is not looked for between more classes than fit', () => {
    const many = chain(2, [
      layer(2, [1, 0, 0, 1], [0, 0], 0),
      layer(2, new Float64Array(600), new Float64Array(300)),
    ]);
    expect(() => take(many, cells({ decision: true }))).toThrow('300 outputs');
  });
});

describe('a slice', () => {
  const random = normal(5);
  const draw = (count: number) => Float64Array.from({ length: count }, () => random());
  const [weights, bias] = [draw(5 * 8), draw(8)];
  const rest = [layer(8, draw(8 * 8), draw(8), 0.1), layer(8, draw(8 * 3), draw(3))];
  const deep = chain(5, [layer(5, weights, bias, 0.1), ...rest]);
  const samples: Points = { count: 4, inputs: draw(4 * 5) };
  const slice = { is: 'through', points: { is: 'data' }, samples: [4, 1, 3] };

  /** The network of two inputs that does the same in the plane: its first layer reads places. */
  const [origin, u, v] = (() => {
    const [a, b, c] = [3, 0, 2].map((row) => samples.inputs.slice(5 * row, 5 * row + 5));
    const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, x, i) => sum + x * q[i], 0);
    const minus = (p: Float64Array, q: Float64Array, times = 1) => p.map((x, i) => x - times * q[i]);
    const unit = (p: Float64Array) => p.map((x) => x / Math.sqrt(dot(p, p)));
    const first = unit(minus(b, a));
    const second = minus(c, a);
    return [a, first, unit(minus(second, first, dot(second, first)))];
  })();
  // weights are [outputs][inputs]
  const push = (direction: Float64Array) =>
    Float64Array.from({ length: 8 }, (_, k) =>
      direction.reduce((sum, x, i) => sum + x * weights[5 * k + i], 0),
    );
  const shifted = push(origin).map((x, k) => x + bias[k]);
  const [alongU, alongV] = [push(u), push(v)];
  const interleaved = Array.from(alongU).flatMap((x, k) => [x, alongV[k]]);
  const flat = chain(2, [layer(2, interleaved, shifted, 0.1), ...rest]);

  test('is cut as the network of two inputs with the same function', () => {
    const found = take(deep, cells({ slice, decision: true, certify: true }), samples);
    const same = take(flat, cells({ decision: true }));
    expect([...found.arrays.regions_after.data]).toEqual([...same.arrays.regions_after.data]);
    expect(numberOf(found, 'regions')).toBeGreaterThan(10);
    expect(numberOf(found, 'decision_length')).toBeCloseTo(numberOf(same, 'decision_length'), 10);
    const byHand = partition(flat, [-3, -3, 3, -3, 3, 3, -3, 3]);
    if (byHand.status !== 'complete') throw new Error(byHand.message);
    const [areas, wanted] = [found.drawing!.areas.data, byHand.areas].map((a) =>
      Array.from(a).sort((x, y) => x - y),
    );
    for (const [i, area] of areas.entries()) expect(area).toBeCloseTo(wanted[i], 10);
  });

  test('measures distances from where points are projected', () => {
    const value = { is: 'decision_distance', points: { is: 'data' }, window: square(8), slice };
    const { distance } = take(deep, value, samples).arrays;
    const places = [0, 1, 2, 3].flatMap((row) =>
      [u, v].map((direction) =>
        direction.reduce((sum, x, i) => sum + x * (samples.inputs[5 * row + i] - origin[i]), 0),
      ),
    );
    const there = { count: 4, inputs: Float64Array.from(places) };
    const direct = take(flat, { ...value, slice: { is: 'plane' } }, there).arrays;
    expect(distance.data.every(Number.isFinite)).toBe(true);
    for (const [i, d] of direct.distance.data.entries()) expect(distance.data[i]).toBeCloseTo(d, 9);
  });
});

describe('the cap', () => {
  test('ends the measurement with an estimate and what to do', () => {
    const stopped = () => take(corner, cells({ most_cells: 3 }));
    expect(stopped).toThrow(MeasurementFailure);
    expect(stopped).toThrow(/most_cells = 3 cells: about 5, .*Measure a smaller window, or allow more/);
    expect(numberOf(take(corner, cells({ most_cells: 5 })), 'regions')).toBe(5);
  });
});

describe('the certificate', () => {
  test('has the area alone unless more is asked for', () => {
    expect(take(corner, cells()).certificate).toEqual({ area_difference: 0, forward_difference: 0 });
    const { certificate } = take(corner, cells({ certify: true }));
    expect(certificate).toMatchObject({
      euler_residual: 0,
      edges_without_twin: 0,
      pattern_mismatches: 0,
      graph_unchecked: 0,
    });
    expect(certificate.affine_residual).toBeLessThan(1e-13);
  });
});

describe('a partition that takes long', () => {
  /** n lines x = i/n in a window 6 wide: strips, cut off one after another. */
  const strips = (n: number) =>
    chain(2, [
      layer(
        2,
        Array.from({ length: 2 * n }, (_, i) => (i + 1) % 2),
        Array.from({ length: n }, (_, i) => 3 - (6 * (i + 0.5)) / n),
        0,
      ),
      layer(n, new Float64Array(2 * n).fill(1), [0, 1]),
    ]);
  const sharesOf = (settings: Record<string, Setting>) => {
    const shares: number[] = [];
    take(strips(1024), cells(settings), points, (share) => shares.push(share));
    return shares;
  };

  test('tells the share of the area that is done, every 256 cells', () => {
    const shares = sharesOf({});
    expect(shares).toHaveLength(4);
    for (const [i, share] of shares.entries()) expect(share).toBeCloseTo((i + 1) / 4, 2);
  });

  test('counts the decision boundary as its second half', () => {
    const shares = sharesOf({ decision: true });
    expect(shares.length).toBeGreaterThanOrEqual(8);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[3]).toBeCloseTo(0.5, 2);
    expect(shares.at(-1)).toBeCloseTo(1, 2);
  });
});

import { describe, expect, it } from 'vitest';
import type { Construct, Measurement } from '../../../compiler/plan/plan.ts';
import { type AffineLayer, chain } from '../../../runtime/geometry/network.ts';
import { measure } from '../../../runtime/measure/measure.ts';
import type { Points } from '../../../runtime/measure/points.ts';

const layer = (inputs: number, weights: number[], bias: number[], slope?: number): AffineLayer => ({
  inputs,
  outputs: bias.length,
  weights: Float64Array.from(weights),
  bias: Float64Array.from(bias),
  slope,
});

/** Creases at x = 1 and y = 0; then, where both are active, at x + y = 4. */
const network = chain(2, [
  layer(2, [1, 0, 0, 1], [-1, 0], 0),
  layer(2, [1, 1], [-3], 0),
  layer(1, [1, -1], [0, 1]),
]);
const points: Points = {
  count: 3,
  inputs: Float64Array.of(2, 3, 1.5, 0.25, -2, -1),
  labels: Int32Array.of(0, 1, 0),
};

function take(value: Construct, by: string[] = []) {
  const measurement: Measurement = { value, at: ['initial'], by, unit: 'one', title: '', indices: [] };
  return measure(measurement, network, () => points);
}
const ref = { is: 'data', name: 'points', part: 'all' };
const taken = (value: Construct, by: string[] = []) => {
  const { shape, data } = take(value, by).arrays.value;
  return { shape, numbers: Array.from(data) };
};

describe('accuracy', () => {
  it('counts largest outputs that are the label', () => {
    // at (2, 3) the last layer gets 1 and gives (1, 0); elsewhere 0 and gives (0, 1)
    expect(taken({ is: 'accuracy', points: ref })).toEqual({ shape: [], numbers: [2 / 3] });
  });

  it('refuses points without labels in plain words', () => {
    const measurement = {
      value: { is: 'accuracy', points: ref },
      at: [],
      by: [],
      unit: '',
      title: '',
      indices: [],
    };
    const unlabelled = { count: 1, inputs: Float64Array.of(0, 0) };
    expect(() => measure(measurement, network, () => unlabelled)).toThrow('needs points with labels');
  });
});

describe('boundary_distance', () => {
  it('is the distance to the nearest crease of any layer', () => {
    const { shape, numbers } = taken({ is: 'boundary_distance', points: ref });
    expect(shape).toEqual([3]);
    // (2, 3): x + y = 4 at 1/√2; (1.5, 0.25): y = 0; (−2, −1): y = 0
    expect(numbers[0]).toBeCloseTo(1 / Math.SQRT2, 14);
    expect(numbers.slice(1)).toEqual([0.25, 1]);
  });
});

describe('boundaries_within', () => {
  const within = (radius: number | number[], by: string[] = []) =>
    taken({ is: 'boundaries_within', points: ref, radius }, by);

  it('is a mean over points of a sum over layers', () => {
    // within 1: at (2, 3) x = 1 and x + y = 4; at (1.5, 0.25) x = 1 and y = 0; at (−2, −1) y = 0
    expect(within(1)).toEqual({ shape: [], numbers: [5 / 3] });
  });

  it('keeps radii, layers and samples in that order from the inside out', () => {
    expect(within([0.6, 1])).toEqual({ shape: [2], numbers: [2 / 3, 5 / 3] });
    expect(within([0.6, 1], ['layer'])).toEqual({ shape: [2, 2], numbers: [2 / 3, 4 / 3, 0, 1 / 3] });
    expect(within(1, ['sample'])).toEqual({ shape: [3], numbers: [2, 2, 1] });
    expect(within([0.6, 1], ['layer', 'sample'])).toEqual({
      shape: [2, 3, 2],
      numbers: [0, 1, 2, 2, 0, 1, 0, 1, 0, 0, 0, 0],
    });
  });
});

describe('centring_residual', () => {
  it('is the largest distance of a hyperplane from the mean of what enters its layer', () => {
    // mean of the points (0.5, 0.75); what enters layer 2 is (1, 3), (0.5, 0.25), (0, 0)
    const second = Math.abs(0.5 + 3.25 / 3 - 3) / Math.SQRT2;
    expect(taken({ is: 'centring_residual', points: ref }, ['layer']).numbers[0]).toBe(0.75);
    expect(taken({ is: 'centring_residual', points: ref }, ['layer']).numbers[1]).toBeCloseTo(second, 14);
    expect(taken({ is: 'centring_residual', points: ref }).numbers[0]).toBeCloseTo(second, 14);
  });
});

describe('partition', () => {
  const window = { is: 'box', low: [-3, -3], high: [3, 3] };
  const { arrays, certificate } = take({ is: 'partition', window, merge_within: 0 });

  it('counts regions layer by layer', () => {
    expect(arrays.regions.data[0]).toBe(5);
    expect(Array.from(arrays.regions_after.data)).toEqual([4, 5]);
    expect(arrays.mean_area.data[0]).toBeCloseTo(36 / 5, 12);
  });

  it('gives the pieces of the boundaries and the areas to draw', () => {
    const { drawing } = take({ is: 'partition', window, merge_within: 0 });
    const pieces = Array.from({ length: drawing!.segments.shape[0] }, (_, i) =>
      Array.from(drawing!.segments.data.subarray(6 * i, 6 * i + 6)),
    );
    const length = ([x1, y1, x2, y2]: number[]) => Math.hypot(x2 - x1, y2 - y1);
    const total = (l: number, u: number) =>
      pieces
        .filter((piece) => piece[4] === l && piece[5] === u)
        .reduce((sum, piece) => sum + length(piece), 0);
    expect(total(1, 1)).toBeCloseTo(6, 12);
    expect(total(1, 2)).toBeCloseTo(6, 12);
    // from (1, 3) to (3, 1)
    expect(total(2, 1)).toBeCloseTo(2 * Math.SQRT2, 12);
    expect(
      Array.from(drawing!.areas.data)
        .sort((a, b) => a - b)
        .map((area) => Math.round(area * 1e9) / 1e9),
    ).toEqual([2, 4, 6, 12, 12]);
    expect(certificate.area_difference).toBeLessThan(1e-14);
  });
});

import { describe, expect, it } from 'vitest';
import type { Construct, Measurement } from '../../../compiler/plan/plan.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import { type AffineLayer, activation, chain, input, type Node } from '../../../runtime/geometry/network.ts';
import { relu as twoPieces } from '../../../runtime/geometry/pieces.ts';
import { measure } from '../../../runtime/measure/measure.ts';
import type { NetworkPlace } from '../../../runtime/measure/measured.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { stream } from '../../../runtime/random/stream.ts';
import { untrained } from '../networks.ts';

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
/** The same with all creases of the first layer 0.1 further to the right and 0.1 higher. */
const moved = chain(2, [
  layer(2, [1, 0, 0, 1], [-1.1, -0.1], 0),
  layer(2, [1, 1], [-3], 0),
  layer(1, [1, -1], [0, 1]),
]);
const points: Points = {
  count: 3,
  inputs: Float64Array.of(2, 3, 1.5, 0.25, -2, -1),
  labels: Int32Array.of(0, 1, 0),
};

const place = (all = points, other = all): NetworkPlace => ({
  form: () => ({ network, difference: 0 }),
  predict: (inputs) => forward(network, inputs),
  certificate: {},
  points: ({ name }) => (name === 'other' ? other : all),
  training: all,
  inBatch: () => moved,
  current: untrained,
  random: (purpose, ...path) => stream(1, purpose, ...path),
});

function take(value: Construct, by: string[] = []) {
  const measurement: Measurement = { value, at: ['initial'], by, unit: 'one', title: '', indices: [] };
  return measure(measurement, place());
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
    expect(() => measure(measurement, place(unlabelled))).toThrow('needs points with labels');
  });
});

describe('calibration_error', () => {
  /** An output whose softmax gives the first of two classes this confidence. */
  const sure = (confidence: number) => Math.min(800, Math.log(confidence / (1 - confidence)));
  const error = (answers: readonly (readonly [confidence: number, label: number])[], bins: number) => {
    const labelled = { count: answers.length, inputs: new Float64Array(2), labels: answers.map((a) => a[1]) };
    const all: Points = { ...labelled, labels: Int32Array.from(labelled.labels) };
    const predict = () => Float64Array.from(answers.flatMap(([confidence]) => [sure(confidence), 0]));
    const value = { is: 'calibration_error', points: ref, bins };
    const measurement = { value, at: [], by: [], unit: '', title: '', indices: [] };
    return measure(measurement, { ...place(all), predict }).arrays.value.data[0];
  };

  it('is the difference of accuracy and confidence, bin by bin, weighted by points', () => {
    // (0.6, 0.8]: one of two right at 0.7 and 0.75; (0.8, 1]: right at 0.9, 0.95 and wrong at 0.85
    const found = error([[0.7, 0], [0.75, 1], [0.9, 0], [0.95, 0], [0.85, 1]], 5); // biome-ignore format: one row
    expect(found).toBeCloseTo((2 * Math.abs(0.5 - 0.725) + 3 * Math.abs(2 / 3 - 0.9)) / 5, 12);
  });

  it('puts a confidence on the edge of two bins into the lower one, and certainty into the last', () => {
    // softmax of equal outputs is exactly 1/2: in (0, 1/2] of two bins
    expect(error([[0.5, 0], [0.9, 0]], 2)).toBeCloseTo((0.5 + 0.1) / 2, 12); // biome-ignore format: one row
    expect(error([[1, 0]], 2)).toBe(0); // biome-ignore format: one row
  });

  it('hides in one bin what shows in two', () => {
    const answers = [[0.6, 0], [0.6, 0], [1, 1], [1, 0]] as const; // biome-ignore format: one row
    expect(error(answers, 1)).toBeCloseTo(0.05, 12);
    expect(error(answers, 4)).toBeCloseTo((2 * 0.4 + 2 * 0.5) / 4, 12);
  });

  it('is no number where an output is none', () => {
    expect(error([[0.7, 0], [Number.NaN, 0]], 5)).toBeNaN(); // biome-ignore format: one row
  });
});

describe('loss', () => {
  const rows = 2500;
  const outputs = stream(3, 'outputs').fillNormal(new Float64Array(3 * rows), 0, 4);
  const labels = Int32Array.from({ length: rows }, (_, p) => p % 3);
  const lossOf = (loss: Construct) => {
    const all: Points = { count: rows, inputs: new Float64Array(rows), labels };
    const measurement = {
      value: { is: 'loss', points: ref },
      at: [],
      by: [],
      unit: '',
      title: '',
      indices: [],
    };
    return measure(measurement, { ...place(all), predict: () => outputs, loss }).arrays.value.data[0];
  };
  const mean = (of: (row: Float64Array, label: number) => number) =>
    Array.from(labels, (label, p) => of(outputs.subarray(3 * p, 3 * p + 3), label)).reduce((a, b) => a + b) /
    rows;

  it('is what the definition of the loss gives in double precision', () => {
    const entropy = mean((row, label) => Math.log(row.reduce((sum, u) => sum + Math.exp(u), 0)) - row[label]);
    expect(lossOf({ is: 'cross_entropy', label_smoothing: 0 })).toBeCloseTo(entropy, 12);
    const squares = mean((row, label) => row.reduce((sum, u, k) => sum + (u - +(k === label)) ** 2, 0) / 3);
    expect(lossOf({ is: 'mean_squared_error' })).toBeCloseTo(squares, 10);
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

  it('leaves out maxima, which have no hyperplanes', () => {
    // max(x, y), and what it is above 1 at the mean of max(2, 3), max(1.5, 0.25), max(−2, −1)
    const [identity, rest] = chain(2, [layer(2, [1, 0, 0, 1], [0, 0]), layer(1, [1], [-1], 0)]).nodes.slice(
      1,
    );
    const larger = { kind: 'max' as const, from: 1, size: 1, candidates: Int32Array.of(0, 1) };
    const after = { ...rest, from: 2 } as Node;
    const bend = activation(3, 1, twoPieces);
    const pooled = { nodes: [input(2), identity, larger, after, bend] };
    const residual = (by: string[]) => {
      const value = { is: 'centring_residual', points: ref };
      const measurement = { value, at: [], by, unit: '', title: '', indices: [] };
      const found = measure(measurement, { ...place(), form: () => ({ network: pooled, difference: 0 }) });
      return Array.from(found.arrays.value.data);
    };
    expect(residual(['layer'])).toEqual([Number.NaN, expect.closeTo((3 + 1.5 - 1) / 3 - 1, 14)]);
    expect(residual([])).toEqual([expect.closeTo((3 + 1.5 - 1) / 3 - 1, 14)]);
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

describe('boundary_distance by layer', () => {
  it('has a distance for each layer and sample', () => {
    const { shape, numbers } = taken({ is: 'boundary_distance', points: ref }, ['layer']);
    expect(shape).toEqual([2, 3]);
    // (2, 3): x = 1; (1.5, 0.25): y = 0; (−2, −1): y = 0. Then x + y = 4, and nothing where both units are dead.
    expect(numbers.slice(0, 3)).toEqual([1, 0.25, 1]);
    expect(numbers[3]).toBeCloseTo(1 / Math.SQRT2, 14);
    expect(numbers[4]).toBeCloseTo(2.25 / Math.SQRT2, 14);
    expect(numbers[5]).toBe(Infinity);
  });
});

describe('crossings', () => {
  const from = { is: 'data', name: 'points', part: 'all' };
  const to = { is: 'data', name: 'other', part: 'all' };
  const others: Points = { count: 2, inputs: Float64Array.of(0, 3, -1, 0.5) };
  const count = (by: string[], other = others) => {
    const measurement: Measurement = {
      value: { is: 'crossings', from, to },
      at: [],
      by,
      unit: '',
      title: '',
      indices: [],
    };
    const { shape, data } = measure(measurement, place(points, other)).arrays.value;
    return { shape, numbers: [...data] };
  };

  it('joins pairs in order, as many as there are', () => {
    // (2, 3) to (0, 3): x + y = 4 and x = 1; (1.5, 0.25) to (−1, 0.5): x = 1
    expect(count([])).toEqual({ shape: [2], numbers: [2, 1] });
    expect(count(['layer'])).toEqual({ shape: [2, 2], numbers: [1, 1, 1, 0] });
  });

  it('refuses points of another size', () => {
    expect(() => count([], { count: 1, inputs: Float64Array.of(1, 2, 3) })).toThrow(
      'joins points of 2 numbers, as the network takes; one of its data sets has 3',
    );
  });
});

describe('local_complexity', () => {
  const complexity = (radius: number, by: string[] = [], directions = 25) =>
    taken({ is: 'local_complexity', points: ref, radius, directions }, by);

  it('of a frame of the whole plane counts what parts the square of its vertices', () => {
    // y = 0 is 0.25 from (1.5, 0.25), and the square of half diagonal 0.4 has half width at least 0.4/√2 = 0.28
    expect(complexity(0.4, ['sample'])).toEqual({ shape: [3], numbers: [0, 1, 0] });
    // x = 1 at distance 0.5, y = 0 at 0.25; of layer 2 at 2.25/√2
    expect(complexity(0.75, ['layer', 'sample'])).toEqual({ shape: [2, 3], numbers: [0, 2, 0, 1, 0, 0] });
    expect(complexity(0.4)).toEqual({ shape: [], numbers: [1 / 3] });
  });

  it('takes the same frames again', () => {
    expect(complexity(0.9, ['sample'], 1)).toEqual(complexity(0.9, ['sample'], 1));
  });
});

describe('folding_angle', () => {
  it('is the turn of x + y = 4 where it meets the nearest crease, layer by layer', () => {
    // across x = 1 or y = 0 the gradient (1, 1) becomes (0, 1) or (1, 0); (−2, −1) has no gradient
    const { shape, numbers } = taken({ is: 'folding_angle', points: ref }, ['layer', 'sample']);
    expect(shape).toEqual([2, 3]);
    expect(numbers.slice(0, 3)).toEqual([0, 0, 0]);
    expect(numbers[3]).toBeCloseTo(Math.PI / 4, 14);
    expect(numbers[4]).toBeCloseTo(Math.PI / 4, 14);
    expect(numbers[5]).toBeNaN();
  });

  it('is a mean over what there is', () => {
    const { shape, numbers } = taken({ is: 'folding_angle', points: ref });
    expect(shape).toEqual([]);
    expect(numbers[0]).toBeCloseTo(Math.PI / 4, 14);
  });
});

describe('margin', () => {
  it('is a distance, exact where no crease is nearer', () => {
    const { distance, exact } = take({ is: 'margin', points: ref }).arrays;
    // (2, 3): f = (1, 0), equal again where x + y = 4.5, across from x + y = 5; the crease x + y = 4 lies further
    expect(distance.data[0]).toBeCloseTo(0.5 / Math.SQRT2, 14);
    // elsewhere f = (0, 1), whatever moves: right at label 1, wrong at label 0
    expect([...distance.data.slice(1)]).toEqual([Infinity, -Infinity]);
    expect([...exact.data]).toEqual([1, 0, 0]);
  });

  it('refuses points without labels', () => {
    const value = { is: 'margin', points: ref };
    const measurement = { value, at: [], by: [], unit: '', title: '', indices: [] };
    const unlabelled = { count: 1, inputs: Float64Array.of(0, 0) };
    expect(() => measure(measurement, place(unlabelled))).toThrow('needs points with labels');
  });
});

describe('activation_patterns', () => {
  it('counts regions with points, after each layer if asked', () => {
    expect(taken({ is: 'activation_patterns', points: ref })).toEqual({ shape: [], numbers: [3] });
    expect(taken({ is: 'activation_patterns', points: ref }, ['layer'])).toEqual({
      shape: [2],
      numbers: [2, 3],
    });
  });
});

describe('least_squares', () => {
  it('is the root of a mean of squares, the least of it, and what lies between', () => {
    const { residual, least, offset } = take({ is: 'least_squares', points: ref }).arrays;
    const xs = [2, 1.5, -2];
    const ys = [3, 0.25, -1];
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const squares = (values: number[], from: number) => mean(values.map((v) => (v - from) ** 2));
    expect(residual.data[0]).toBeCloseTo(Math.sqrt((squares(xs, 1) + squares(ys, 0)) / 2), 14);
    expect(least.data[0]).toBeCloseTo(Math.sqrt((squares(xs, mean(xs)) + squares(ys, mean(ys))) / 2), 14);
    expect(offset.data[0]).toBeCloseTo(Math.sqrt((0.5 ** 2 + 0.75 ** 2) / 2), 14);
    for (const l of [0, 1])
      expect(least.data[l] ** 2 + offset.data[l] ** 2).toBeCloseTo(residual.data[l] ** 2, 13);
  });
});

describe('statistics_jitter', () => {
  const jitter = (batch: number, batches = 40) =>
    take({ is: 'statistics_jitter', points: ref, batch, batches }).arrays;

  it('is nothing for batches of all points', () => {
    for (const member of ['mean', 'deviation', 'displacement'])
      expect(Math.max(...jitter(3)[member].data)).toBeLessThan(1e-14);
  });

  it('has rigid first layers where there are no more units than inputs', () => {
    const { rigid, rigid_if_independent, mean } = jitter(2);
    expect(rigid.shape).toEqual([2]);
    expect(rigid.data[0]).toBeCloseTo(1, 12);
    expect(rigid_if_independent.data[0]).toBeCloseTo(1, 12);
    // pairs out of three: σ √((3 − 2) / (2 · (3 − 1))) = σ / 2, over forty of the three pairs
    expect(Math.abs(mean.data[0] - 0.5)).toBeLessThan(0.1);
  });

  it('refuses a batch of more than all points', () => {
    expect(() => jitter(4)).toThrow("a batch of 4 can't be drawn from 3 points");
  });
});

describe('boundary_jitter', () => {
  it('is how far creases and decisions move with the statistics of batches', () => {
    const value = { is: 'boundary_jitter', points: ref, batch: 2, batches: 3 };
    const { boundary, decision, flips } = take(value).arrays;
    // (2, 3): x + y = 4 moves to 4.2, as does the decision; the others' nearest y = 0 moves by 0.1
    expect(boundary.data[0]).toBeCloseTo(0.2 / Math.SQRT2, 14);
    expect(boundary.data[1]).toBeCloseTo(0.1, 14);
    expect(decision.data[0]).toBeCloseTo(0.2 / Math.SQRT2, 14);
    expect(decision.data[1]).toBeNaN();
    expect([...flips.data]).toEqual([0, 0, 0]);
  });
});

describe('decision_jitter', () => {
  const window = { is: 'box', low: [-3, -3], high: [6, 6] };
  const value = { is: 'decision_jitter', window, batch: 2, batches: 3 };
  const { arrays, drawing } = take(value);

  it('is the distance between decision boundaries', () => {
    // y = 3.5 up to x = 1, then x + y = 4.5 to y = 0, then x = 4.5; all of it moves by (0.1, 0.1)
    const diagonal = 3.5 * Math.SQRT2;
    // At both corners the diagonal is nearer to the next piece, at 0.1 + s, until that is 0.1 √2.
    const nearer = Math.SQRT2 * ((0.001 * (2 * Math.SQRT2 - 1)) / 3 - 0.002 * (Math.SQRT2 - 1));
    const squares = 4 * 0.01 + diagonal * 0.02 + 3 * 0.01 + 2 * nearer;
    // The corners are about one step of the sum long.
    expect(Math.abs(arrays.value.data[0] / Math.sqrt(squares / (4 + diagonal + 3)) - 1)).toBeLessThan(1e-4);
  });

  it('keeps the pieces of all batches to be drawn', () => {
    const numbers = [...drawing!.decisions.data.filter((_, i) => i % 5 === 4)];
    expect(new Set(numbers)).toEqual(new Set([0, 1, 2, 3]));
  });
});

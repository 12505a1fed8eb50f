import { describe, expect, test } from 'vitest';
import { applyAffine, applyBend } from '../../../runtime/geometry/apply.ts';
import { columnBetween } from '../../../runtime/geometry/columns.ts';
import { forward, largestDifference, patternsAt } from '../../../runtime/geometry/forward.ts';
import {
  type Image,
  type SlidingWindow,
  sizeOfImage,
  slidingWindow,
} from '../../../runtime/geometry/image.ts';
import {
  type Affine,
  activation,
  averagePooling,
  batchNorm,
  convolution,
  input,
  maxPooling,
} from '../../../runtime/geometry/network.ts';
import { absoluteValue, hardTanh, leakyRelu, relu } from '../../../runtime/geometry/pieces.ts';
import { normal, randomPoints } from './networks.ts';

const image: Image = { height: 5, width: 6, channels: 2 };
const windows: [string, SlidingWindow][] = [
  ['one by one', slidingWindow([1, 1])],
  ['with strides', slidingWindow([2, 3], { stride: [2, 1] })],
  ['with uneven padding', slidingWindow([3, 2], { padding: [1, 0, 2, 1] })],
  ['dilated', slidingWindow([2, 2], { dilation: [2, 3], stride: [1, 2], padding: [1, 1, 1, 1] })],
];

/** The pixels that a window sees at one position, as [y, x, tap], padding included; by the definition. */
function seen({ size, stride, padding, dilation }: SlidingWindow, oy: number, ox: number) {
  const taps: { y: number; x: number; tap: number; inside: boolean }[] = [];
  for (let ky = 0; ky < size[0]; ky++)
    for (let kx = 0; kx < size[1]; kx++) {
      const y = oy * stride[0] + ky * dilation[0] - padding[0];
      const x = ox * stride[1] + kx * dilation[1] - padding[1];
      const inside = y >= 0 && y < image.height && x >= 0 && x < image.width;
      taps.push({ y, x, tap: ky * size[1] + kx, inside });
    }
  return taps;
}

/** Output positions of a window, by counting the places at which it fits. */
function positions(window: SlidingWindow): [number, number][] {
  const fits = (length: number, d: 0 | 1) => {
    const starts: number[] = [];
    const reach = (window.size[d] - 1) * window.dilation[d];
    for (let at = -window.padding[d]; at + reach < length + window.padding[d + 2]; at += window.stride[d])
      starts.push(at);
    return starts.length;
  };
  const [height, width] = [fits(image.height, 0), fits(image.width, 1)];
  return Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width]);
}

const valueAt = (x: Float64Array, y: number, column: number, c: number) =>
  x[(y * image.width + column) * image.channels + c];

function expectApplied(node: Affine, direct: (x: Float64Array) => number[]): void {
  const size = sizeOfImage(image);
  const rows = 3;
  const x = randomPoints(rows, size, 5);
  const out = new Float64Array(rows * node.size);
  applyAffine(node, [x], rows, true, out);
  const expected = Array.from({ length: rows }, (_, r) =>
    direct(x.subarray(r * size, (r + 1) * size)),
  ).flat();
  // Sums of at most 12 products of numbers near 1.
  expect(largestDifference(out, expected).largest).toBeLessThan(1e-14 * 50);
  // The linear part: the value at a point, less that at 0.
  const linear = new Float64Array(rows * node.size);
  applyAffine(node, [x], rows, false, linear);
  const constant = direct(new Float64Array(size));
  const difference = expected.map((value, i) => value - constant[i % node.size]);
  expect(largestDifference(linear, difference).largest).toBeLessThan(1e-14 * 50);
  // A column is the linear part of a unit vector.
  for (let k = 0; k < size; k++) {
    const column = new Float64Array(node.size);
    const { indices, values } = columnBetween({ nodes: [input(size), node] }, 0, 1, k);
    indices.forEach((o, i) => {
      column[o] = values[i];
    });
    const unit = direct(new Float64Array(size).with(k, 1)).map((value, i) => value - constant[i]);
    expect(largestDifference(column, unit).largest).toBeLessThan(1e-14);
  }
}

describe.each(windows)('a sliding window %s', (_, window) => {
  const next = normal(3);
  const places = positions(window);
  const taps = window.size[0] * window.size[1];

  test('convolves as six loops do', () => {
    const filters = 3;
    const weights = Float64Array.from({ length: filters * taps * image.channels }, next);
    const bias = Float64Array.from({ length: filters }, next);
    const node = convolution(0, image, window, weights, bias);
    expect(node.size).toBe(places.length * filters);
    expectApplied(node, (x) =>
      places.flatMap(([oy, ox]) =>
        Array.from(bias, (b, f) => {
          let sum = b;
          for (const { y, x: column, tap, inside } of seen(window, oy, ox))
            for (let c = 0; inside && c < image.channels; c++)
              sum += weights[(f * taps + tap) * image.channels + c] * valueAt(x, y, column, c);
          return sum;
        }),
      ),
    );
  });

  test.each([true, false])('averages, padding counted: %s', (countPadding) => {
    expectApplied(averagePooling(0, image, window, countPadding), (x) =>
      places.flatMap(([oy, ox]) =>
        Array.from({ length: image.channels }, (_, c) => {
          const inside = seen(window, oy, ox).filter((tap) => tap.inside);
          const sum = inside.reduce((total, { y, x: column }) => total + valueAt(x, y, column, c), 0);
          return sum === 0 ? 0 : sum / (countPadding ? taps : inside.length);
        }),
      ),
    );
  });

  test('takes the largest pixel inside the image', () => {
    const node = maxPooling(0, image, window);
    const x = randomPoints(1, sizeOfImage(image), 9);
    const out = new Float64Array(node.size);
    applyBend(node, x, 1, out);
    const expected = places.flatMap(([oy, ox]) =>
      Array.from({ length: image.channels }, (_, c) =>
        Math.max(
          ...seen(window, oy, ox)
            .filter((tap) => tap.inside)
            .map(({ y, x: column }) => valueAt(x, y, column, c)),
        ),
      ),
    );
    expect(Array.from(out)).toEqual(expected);
  });
});

describe('pieces', () => {
  test.each([
    ['ReLU', relu, (u: number) => Math.max(0, u)],
    ['leaky ReLU', leakyRelu(0.1), (u: number) => Math.max(0.1 * u, u)],
    ['absolute value', absoluteValue, Math.abs],
    ['hard tanh', hardTanh(), (u: number) => Math.min(1, Math.max(-1, u))],
  ])('of the %s give its values', (_, pieces, direct) => {
    const points = Float64Array.of(-3, -1, -0.4, 0, 0.6, 1, 2.5);
    const network = { nodes: [input(1), activation(0, 1, pieces)] };
    // Adding 0 makes −0 a 0.
    expect(forward(network, points).map((x) => x + 0)).toEqual(points.map(direct).map((x) => x + 0));
  });

  test('are counted from below, and a threshold belongs to the lower one', () => {
    const network = { nodes: [input(1), activation(0, 1, hardTanh())] };
    expect(Array.from(patternsAt(network, Float64Array.of(-3, -1, 0, 1, 2)))).toEqual([0, 0, 1, 1, 2]);
  });
});

test('batch normalization in evaluation mode is a scale and an offset by channel', () => {
  const statistics = { mean: Float64Array.of(1, -2), variance: Float64Array.of(4, 0.25), epsilon: 0 };
  const gain = { scale: Float64Array.of(3, 1), offset: Float64Array.of(0.5, 0) };
  const network = { nodes: [input(4), batchNorm(0, 4, statistics, gain)] };
  // 3·(x − 1)/2 + ½ and (x + 2)/½, for two positions of two channels
  expect(Array.from(forward(network, Float64Array.of(1, -2, 3, -1)))).toEqual([0.5, 0, 3.5, 2]);
});

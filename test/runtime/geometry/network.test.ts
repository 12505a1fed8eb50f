import { describe, expect, test } from 'vitest';
import { slidingWindow } from '../../../runtime/geometry/image.ts';
import {
  activation,
  averagePooling,
  chain,
  chainLayers,
  checkNetwork,
  convolution,
  dense,
  input,
  maxPooling,
  type Node,
  sum,
} from '../../../runtime/geometry/network.ts';
import { hardTanh, leakyRelu, relu } from '../../../runtime/geometry/pieces.ts';
import { layer } from './networks.ts';

const numbers = (n: number) => new Float64Array(n).fill(1);
const image = { height: 3, width: 3, channels: 2 };
const two = slidingWindow([2, 2]);

describe('a network is refused when', () => {
  test.each<[string, Node[]]>([
    ['The first node of a network must be its input', [dense(0, numbers(2), numbers(1))]],
    ['The input needs a whole number of values from 1, not 0', [input(0)]],
    ['The network has no layers', [input(2)]],
    ['Node 2 of 2 (input) is a second input', [input(2), activation(0, 2, relu), input(2)]],
    ['Node 1 of 1 (sum) has no source', [input(2), sum([], 2)]],
    ['Node 1 of 1 (activation) reads value 1; only the values 0 to 0', [input(2), activation(1, 2, relu)]],
    [
      'Node 1 of 1 (dense) takes 3 inputs, but what comes before it gives 2',
      [input(2), dense(0, numbers(3), numbers(1))],
    ],
    ['(convolution) takes 18 inputs', [input(9), convolution(0, image, two, numbers(8), numbers(1))]],
    [
      '(convolution) needs 16 weights, but has 12',
      [input(18), convolution(0, image, two, numbers(12), numbers(2))],
    ],
    ['(average) takes 18 inputs', [input(9), averagePooling(0, image, two)]],
    ['(max) names candidate 9 for unit 1, but takes 9 inputs', [input(9), maxPooling(0, image, two)]],
    [
      '(max) shares 3 candidates among 2 units',
      [input(9), { kind: 'max', from: 0, size: 2, candidates: Int32Array.of(0, 1, 2) }],
    ],
    [
      '(max) has no candidate for unit 0',
      [input(9), { kind: 'max', from: 0, size: 1, candidates: Int32Array.of(-1) }],
    ],
    [
      '(max) has 300 candidates for a unit; 254 are the most',
      [input(300), { kind: 'max', from: 0, size: 1, candidates: new Int32Array(300) }],
    ],
    [
      'adds values of 2 numbers, but value 1 has 1',
      [input(2), dense(0, numbers(2), numbers(1)), sum([0, 1], 2)],
    ],
    [
      'has 2 channels, which do not divide its 3 numbers',
      [input(3), { kind: 'scale', from: 0, size: 3, factor: numbers(2), offset: numbers(2) }],
    ],
    ['has a weight or bias that is not finite', [input(1), dense(0, Float64Array.of(NaN), numbers(1))]],
    ['thresholds must ascend: 1, -1', [input(1), activation(0, 1, hardTanh(1, -1))]],
    [
      'the pieces do not meet at threshold 0: 0 below it and 1 above',
      [input(1), activation(0, 1, { thresholds: [0], slopes: [0, 1], intercepts: [0, 1] })],
    ],
    [
      '1 thresholds make 2 pieces, but there are 1 slopes',
      [input(1), activation(0, 1, { thresholds: [0], slopes: [1], intercepts: [0, 0] })],
    ],
    ['nothing bends at threshold 0: both sides have slope 1', [input(1), activation(0, 1, leakyRelu(1))]],
  ])('%s', (message, nodes) => {
    expect(() => checkNetwork({ nodes })).toThrow(message);
  });

  test.each([
    ['does not fit an image of 3 × 3', () => maxPooling(0, image, slidingWindow([4, 4]))],
    ['whole numbers from 1', () => maxPooling(0, image, slidingWindow([2, 2], { stride: [0, 1] }))],
    [
      'Padding is whole numbers from 0',
      () => maxPooling(0, image, slidingWindow([2, 2], { padding: [-1, 0, 0, 0] })),
    ],
  ])('its window %s', (message, make) => {
    expect(make).toThrow(message);
  });
});

describe('a chain', () => {
  const layers = [layer([[1, 2]], [0], 0.1), layer([[3]], [1], -1), layer([[1], [2]], [0, 1])];

  test('gives its layers back', () => {
    expect(chainLayers(chain(2, layers))).toEqual(layers);
  });

  test('is not what a residual network is', () => {
    const { nodes } = chain(2, [
      layer(
        [
          [1, 2],
          [0, 1],
        ],
        [0, 0],
        0,
      ),
    ]);
    expect(chainLayers({ nodes: [...nodes, sum([0, 2], 2)] })).toBeUndefined();
  });
});

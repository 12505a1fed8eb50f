import { describe, expect, it } from 'vitest';
import { Builder } from '../../../compiler/program/build.ts';
import type { Convolution, Pooling } from '../../../compiler/program/ops/window.ts';
import type { OpName } from '../../../compiler/program/ops.ts';
import type { Ref } from '../../../compiler/program/program.ts';
import { type Backend, openSession } from '../../../runtime/tensorflow/executor.ts';
import { probeNative } from '../../../runtime/tensorflow/probe.ts';

const native = await probeNative();
const backends: readonly Backend[] = [
  ...(native.available ? ['tensorflow' as const] : []),
  'wasm',
  'cpu',
  'reference',
];

/** `x` is [[-2, -0.5, 0], [1, 3, 4]], `row` [1, 2, 4], `indices` [1, 0, 1]. */
interface Given {
  readonly x: Ref;
  readonly row: Ref;
  readonly indices: Ref;
}
interface Case {
  readonly make: (build: Builder, given: Given) => Ref;
  /** Worked out by hand, or from the definition. */
  readonly expected: readonly number[];
}
const e = Math.exp;
const logTotal = [Math.log(e(-2) + e(-0.5) + 1), Math.log(e(1) + e(3) + e(4))];

/** `x` as one image of two rows, and a gradient [[-2, -0.5], [1, 3]] of that. */
const image = (build: Builder, x: Ref) => build.reshape(x, [1, 1, 2, 3, 1]);
const sent = (build: Builder, x: Ref) => build.reshape(build.slice(x, 1, 0, 2), [1, 1, 2, 2, 1]);
/** `row` as one filter of one row, on every second column of each row between two columns of zeros. */
const filter = (build: Builder, row: Ref) => build.reshape(row, [1, 1, 1, 3, 1]);
const convolution: Convolution = { stride: [1, 2], dilation: [1, 1], padding: [0, 0, 1, 1] };
const pairs: Pooling = { size: [1, 2], stride: [1, 1], padding: [0, 0, 0, 0] };
const corners: Pooling = { size: [2, 2], stride: [1, 2], padding: [0, 0, 1, 0] };

const cases = {
  input: { make: (_, { row }) => row, expected: [1, 2, 4] },
  state: { make: (build) => build.state('kept', [2]), expected: [5, 6] },
  constant: { make: (build, { row }) => build.add(row, build.constant(0.25)), expected: [1.25, 2.25, 4.25] },
  add: { make: (build, { x, row }) => build.add(x, row), expected: [-1, 1.5, 4, 2, 5, 8] },
  sub: { make: (build, { x, row }) => build.sub(row, x), expected: [3, 2.5, 4, 0, -1, 0] },
  mul: { make: (build, { x, row }) => build.mul(x, row), expected: [-2, -1, 0, 1, 6, 16] },
  div: { make: (build, { x, row }) => build.div(x, row), expected: [-2, -0.25, 0, 1, 1.5, 1] },
  neg: { make: (build, { row }) => build.neg(row), expected: [-1, -2, -4] },
  square: { make: (build, { x }) => build.square(x), expected: [4, 0.25, 0, 1, 9, 16] },
  sqrt: { make: (build, { row }) => build.sqrt(row), expected: [1, Math.SQRT2, 2] },
  rsqrt: { make: (build, { row }) => build.rsqrt(row), expected: [1, Math.SQRT1_2, 0.5] },
  exp: { make: (build, { x }) => build.exp(x), expected: [e(-2), e(-0.5), 1, e(1), e(3), e(4)] },
  expm1: {
    make: (build, { row }) => build.expm1(build.scale(row, 1e-6)),
    expected: [1e-6, 2e-6, 4e-6].map((x) => x + x ** 2 / 2 + x ** 3 / 6),
  },
  log1p: {
    make: (build, { row }) => build.log1p(build.scale(row, 1e-6)),
    expected: [1e-6, 2e-6, 4e-6].map((x) => x - x ** 2 / 2 + x ** 3 / 3),
  },
  tanh: {
    make: (build, { x }) => build.tanh(x),
    expected: [-2, -0.5, 0, 1, 3, 4].map((u) => (e(u) - e(-u)) / (e(u) + e(-u))),
  },
  sigmoid: {
    make: (build, { x }) => build.sigmoid(x),
    expected: [-2, -0.5, 0, 1, 3, 4].map((u) => 1 / (1 + e(-u))),
  },
  // Abramowitz & Stegun, table 7.1
  erf: {
    make: (build, { row }) => build.erf(build.scale(row, 0.5)),
    expected: [0.5204998778130465, 0.8427007929497149, 0.9953222650189527],
  },
  leakyRelu: { make: (build, { x }) => build.leakyRelu(x, -1), expected: [2, 0.5, 0, 1, 3, 4] },
  leakyReluGradient: {
    make: (build, { x }) => build.leakyReluGradient(build.shift(x, 2), x, 0.5),
    expected: [0, 0.75, 1, 3, 5, 6],
  },
  clip: { make: (build, { x }) => build.clip(x, -1, 3), expected: [-1, -0.5, 0, 1, 3, 3] },
  clipGradient: {
    make: (build, { x }) => build.clipGradient(build.shift(x, 5), x, -0.5, 3),
    expected: [0, 0, 5, 6, 8, 0],
  },
  stopGradient: { make: (build, { x }) => build.stopGradient(x), expected: [-2, -0.5, 0, 1, 3, 4] },
  conv2d: {
    make: (build, { x, row }) => build.conv2d(image(build, x), filter(build, row), convolution),
    expected: [-6, -0.5, 14, 11],
  },
  conv2dInputGradient: {
    make: (build, { x, row }) =>
      build.conv2dInputGradient(sent(build, x), filter(build, row), convolution, [2, 3]),
    expected: [-4, -8.5, -1, 2, 7, 6],
  },
  conv2dFilterGradient: {
    make: (build, { x }) => build.conv2dFilterGradient(image(build, x), sent(build, x), convolution, [1, 3]),
    expected: [9.25, 17, 4],
  },
  maxPool: {
    make: (build, { x }) => build.maxPool(image(build, x), { ...pairs, padding: [0, 0, 1, 0] }),
    expected: [-2, -0.5, 0, 1, 3, 4],
  },
  // The first row is 0 throughout: the first of equals gets the gradient.
  maxPoolGradient: {
    make: (build, { x }) => {
      const images = image(build, build.leakyRelu(x, 0));
      return build.maxPoolGradient(sent(build, x), images, build.maxPool(images, pairs), pairs);
    },
    expected: [-2, -0.5, 0, 0, 1, 3],
  },
  averagePool: {
    make: (build, { x }) => build.averagePool(image(build, x), corners),
    expected: [-0.5, 1.625],
  },
  averagePoolGradient: {
    make: (build, { x }) => {
      const gradient = build.reshape(build.slice(build.slice(x, 0, 1, 1), 1, 1, 2), [1, 1, 1, 2, 1]);
      return build.averagePoolGradient(gradient, corners, [2, 3]);
    },
    expected: [1.5, 1, 1, 1.5, 1, 1],
  },
  slice: { make: (build, { x }) => build.slice(x, 1, 1, 2), expected: [-0.5, 0, 3, 4] },
  pad: { make: (build, { row }) => build.pad(row, 0, 1, 2), expected: [0, 1, 2, 4, 0, 0] },
  join: {
    make: (build, { x }) => build.join([x, build.slice(x, 1, 0, 1)], 1),
    expected: [-2, -0.5, 0, -2, 1, 3, 4, 1],
  },
  isZero: { make: (build, { x }) => build.isZero(x), expected: [0, 0, 1, 0, 0, 0] },
  matmul: {
    make: (build, { x }) => build.matmul(x, x, { transposeB: true }),
    expected: [4.25, -3.5, -3.5, 26],
  },
  sum: { make: (build, { x }) => build.sum(x, [0]), expected: [-1, 2.5, 4] },
  logSoftmax: {
    make: (build, { x }) => build.logSoftmax(x),
    expected: [-2, -0.5, 0, 1, 3, 4].map((value, i) => value - logTotal[Math.floor(i / 3)]),
  },
  reshape: {
    make: (build, { x }) => build.matmul(build.reshape(x, [3, 2]), build.reshape(build.sum(x, [1]), [2, 1])),
    expected: [1, 8, 24.5],
  },
  broadcast: {
    make: (build, { row }) => build.broadcast(build.reshape(row, [3, 1]), [2, 3, 2]),
    expected: [1, 1, 2, 2, 4, 4, 1, 1, 2, 2, 4, 4],
  },
  gather: {
    make: (build, { x, indices }) => build.gather(x, indices),
    expected: [1, 3, 4, -2, -0.5, 0, 1, 3, 4],
  },
  oneHot: { make: (build, { indices }) => build.oneHot(indices, 3), expected: [0, 1, 0, 1, 0, 0, 0, 1, 0] },
} as const satisfies Record<OpName, Case>;

describe.each(backends)('%s', (backend) => {
  it.each(Object.entries<Case>(cases))('%s', async (_, { make, expected }) => {
    const build = new Builder();
    const inputs = {
      x: build.input('x', [2, 3]),
      row: build.input('row', [3]),
      indices: build.input('indices', [3], 'int'),
    };
    build.state('kept', [2]);
    const session = await openSession(
      build.program({ call: { inputs, outputs: { y: make(build, inputs) }, updates: {} } }),
      backend,
    );
    session.write({ kept: [5, 6] });
    const { y } = session.call('call', { x: [-2, -0.5, 0, 1, 3, 4], row: [1, 2, 4], indices: [1, 0, 1] });
    session.dispose();
    expect(y).toHaveLength(expected.length);
    // A few units in the last place: TensorFlow approximates roots and exponentials.
    const precision = backend === 'reference' ? 4e-16 : 5e-7;
    expected.forEach((value, i) => {
      expect(Math.abs(y[i] - value)).toBeLessThanOrEqual(precision * Math.abs(value));
    });
  });
});

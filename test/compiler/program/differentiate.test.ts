import { describe, expect, it } from 'vitest';
import { Builder } from '../../../compiler/program/build.ts';
import { gradients } from '../../../compiler/program/differentiate.ts';
import type { Convolution, Pooling } from '../../../compiler/program/ops/window.ts';
import type { OpName } from '../../../compiler/program/ops.ts';
import type { Ref, Shape } from '../../../compiler/program/program.ts';
import { openSession } from '../../../runtime/tensorflow/executor.ts';
import { numbers } from './networks.ts';

/** Shapes of the float inputs, and the operation on them. */
interface Case {
  readonly shapes: readonly Shape[];
  readonly make: (build: Builder, x: readonly Ref[], indices: Ref) => Ref;
}
type Unary = 'neg' | 'square' | 'sqrt' | 'rsqrt' | 'exp' | 'expm1' | 'log1p' | 'tanh' | 'sigmoid' | 'erf';
const unary = (name: Unary): Case => ({
  shapes: [[2, 3]],
  make: (build, [x]) => build[name](x),
});
const binary = (name: 'add' | 'sub' | 'mul' | 'div'): Case => ({
  shapes: [
    [2, 1, 3],
    [4, 1],
  ],
  make: (build, [a, b]) => build[name](a, b),
});

/** Everything about these windows is different vertically and horizontally. */
const convolution: Convolution = { stride: [2, 1], dilation: [1, 2], padding: [1, 0, 2, 1] };
const pooling: Pooling = { size: [3, 2], stride: [2, 1], padding: [1, 2, 0, 1] };
const images: Shape = [2, 2, 5, 4, 2];
const filters: Shape = [2, 3, 2, 3, 2];
const convolved: Shape = [2, 2, 3, 3, 3];

/** Every operation that a float goes into and that is differentiated. */
const cases = {
  add: binary('add'),
  sub: binary('sub'),
  mul: binary('mul'),
  div: binary('div'),
  neg: unary('neg'),
  square: unary('square'),
  sqrt: unary('sqrt'),
  rsqrt: unary('rsqrt'),
  exp: unary('exp'),
  expm1: unary('expm1'),
  log1p: unary('log1p'),
  tanh: unary('tanh'),
  sigmoid: unary('sigmoid'),
  erf: unary('erf'),
  isZero: { shapes: [[2, 3]], make: (build, [x]) => build.square(build.add(x, build.isZero(x))) },
  leakyRelu: { shapes: [[2, 3]], make: (build, [x]) => build.leakyRelu(build.shift(x, -1.2), 0.1) },
  leakyReluGradient: {
    shapes: [
      [2, 3],
      [2, 3],
    ],
    make: (build, [gradient, x]) => build.mul(x, build.leakyReluGradient(gradient, build.shift(x, -1.2), -1)),
  },
  clip: { shapes: [[2, 3]], make: (build, [x]) => build.square(build.clip(x, 0.7, 1.2)) },
  clipGradient: {
    shapes: [
      [2, 3],
      [2, 3],
    ],
    make: (build, [gradient, x]) => build.mul(x, build.clipGradient(gradient, x, 0.7, 1.2)),
  },
  conv2d: { shapes: [images, filters], make: (build, [x, w]) => build.conv2d(x, w, convolution) },
  conv2dInputGradient: {
    shapes: [convolved, filters],
    make: (build, [g, w]) => build.conv2dInputGradient(g, w, convolution, [5, 4]),
  },
  conv2dFilterGradient: {
    shapes: [images, convolved],
    make: (build, [x, g]) => build.conv2dFilterGradient(x, g, convolution, [2, 3]),
  },
  maxPool: { shapes: [images], make: (build, [x]) => build.maxPool(build.square(x), pooling) },
  averagePool: { shapes: [images], make: (build, [x]) => build.averagePool(build.square(x), pooling) },
  averagePoolGradient: {
    shapes: [[2, 2, 3, 4, 2]],
    make: (build, [g]) => build.averagePoolGradient(build.square(g), pooling, [5, 4]),
  },
  slice: { shapes: [[2, 4, 3]], make: (build, [x]) => build.square(build.slice(x, 1, 1, 2)) },
  pad: { shapes: [[2, 3]], make: (build, [x]) => build.exp(build.pad(x, 0, 2, 1)) },
  join: {
    shapes: [
      [2, 3, 2],
      [2, 1, 2],
    ],
    make: (build, [a, b]) => build.square(build.join([a, b, build.exp(a)], 1)),
  },
  matmul: {
    shapes: [
      [2, 3, 4],
      [2, 4, 5],
    ],
    make: (build, [a, b]) => build.matmul(a, b),
  },
  sum: { shapes: [[2, 3, 4]], make: (build, [x]) => build.sum(build.square(x), [0, 2]) },
  logSoftmax: { shapes: [[2, 3]], make: (build, [x]) => build.logSoftmax(x) },
  reshape: { shapes: [[2, 3]], make: (build, [x]) => build.square(build.reshape(x, [3, 2])) },
  broadcast: {
    shapes: [[2, 1, 3]],
    make: (build, [x]) =>
      build.matmul(build.broadcast(x, [2, 4, 3]), build.broadcast(x, [2, 4, 3]), { transposeB: true }),
  },
  gather: { shapes: [[4, 3]], make: (build, [table], indices) => build.gather(table, indices) },
} satisfies Record<
  Exclude<OpName, 'input' | 'state' | 'constant' | 'oneHot' | 'stopGradient' | 'maxPoolGradient'>,
  Case
>;

const variants: Record<string, Case> = {
  ...cases,
  'matmul of a transpose': {
    shapes: [
      [2, 4, 3],
      [2, 4, 5],
    ],
    make: (build, [a, b]) => build.matmul(a, b, { transposeA: true }),
  },
  'matmul by a transpose': {
    shapes: [
      [3, 4],
      [5, 4],
    ],
    make: (build, [a, b]) => build.matmul(a, b, { transposeB: true }),
  },
  'matmul of two transposes': {
    shapes: [
      [4, 3],
      [5, 4],
    ],
    make: (build, [a, b]) => build.matmul(a, b, { transposeA: true, transposeB: true }),
  },
  'sum that keeps its axes': {
    shapes: [[2, 3]],
    make: (build, [x]) => build.mul(x, build.sum(x, [1], { keepDims: true })),
  },
  'one value used in several places': {
    shapes: [[3]],
    make: (build, [x]) => build.add(build.mul(x, build.exp(x)), build.div(x, build.shift(x, 3))),
  },
};

/** Values in [0.5, 1.5): positive, and more than the step away from the crease that the cases put at 1.2. */
const values = (count: number, seed: number) => numbers(count, seed).map((value) => 1 + value / 2);

describe('gradients', () => {
  it.each(Object.entries(variants))('%s agrees with central differences', async (_, { shapes, make }) => {
    const build = new Builder();
    const x = shapes.map((shape, i) => build.input(`x${i}`, shape));
    const indices = build.input('indices', [2, 3], 'int');
    const result = make(build, x, indices);
    const weights = build.input('weights', build.shape(result));
    const loss = build.sum(
      build.mul(result, weights),
      build.shape(result).map((_, axis) => axis),
    );
    const slopes = gradients(build, loss, x);
    const fed = Object.fromEntries(x.map((ref, i) => [`x${i}`, ref]));
    const outputs = { loss, ...Object.fromEntries(slopes.map((ref, i) => [`slope${i}`, ref])) };
    const program = build.program({ call: { inputs: { ...fed, indices, weights }, outputs, updates: {} } });

    const session = await openSession(program, 'reference');
    const size = (shape: Shape) => shape.reduce((product, axis) => product * axis, 1);
    const point: Record<string, number[]> = {
      indices: [0, 3, 1, 3, 3, 2],
      weights: numbers(size(build.shape(result)), 5),
    };
    for (const [i, shape] of shapes.entries()) point[`x${i}`] = values(size(shape), i + 2);
    const at = (name: string, i: number, step: number) =>
      session.call('call', { ...point, [name]: point[name].with(i, point[name][i] + step) }).loss[0];

    const found = session.call('call', point);
    for (const i of shapes.keys()) {
      expect(build.shape(slopes[i])).toEqual(shapes[i]);
      // Truncation is about h² f‴ / 6 < 1e-9, cancellation about 1e-16 |loss| / h < 1e-10.
      const h = 1e-5;
      const expected = point[`x${i}`].map((_, k) => (at(`x${i}`, k, h) - at(`x${i}`, k, -h)) / (2 * h));
      expected.forEach((slope, k) => void expect(found[`slope${i}`][k]).toBeCloseTo(slope, 7));
    }
  });

  it('gives each member the gradient of its own loss', async () => {
    const build = new Builder();
    const w = build.input('w', [3]);
    const [slopes] = gradients(build, build.sum(build.mul(w, build.square(w)), [0]), [w]);
    const program = build.program({ call: { inputs: { w }, outputs: { slopes }, updates: {} } });
    const session = await openSession(program, 'reference');
    expect([...session.call('call', { w: [1, 2, 3] }).slopes]).toEqual([3, 12, 27]);
  });

  it('takes what stands behind stopGradient for a constant', async () => {
    const build = new Builder();
    const w = build.input('w', [3]);
    const [slopes] = gradients(build, build.sum(build.mul(w, build.stopGradient(build.square(w))), [0]), [w]);
    const program = build.program({ call: { inputs: { w }, outputs: { slopes }, updates: {} } });
    const session = await openSession(program, 'reference');
    expect([...session.call('call', { w: [1, 2, 3] }).slopes]).toEqual([1, 4, 9]);
  });

  it('refuses a loss that is no scalar or does not depend on the variable', () => {
    const build = new Builder();
    const [x, y] = [build.input('x', [2]), build.input('y', [2])];
    expect(() => gradients(build, x, [x])).toThrow('only a scalar is differentiated, not [2]');
    expect(() => gradients(build, build.sum(x, [0]), [y])).toThrow('does not depend on node 1');
  });
});

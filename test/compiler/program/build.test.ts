import { describe, expect, it } from 'vitest';
import { Builder } from '../../../compiler/program/build.ts';

describe('shapes', () => {
  const build = new Builder();
  const x = build.input('x', [4, 1, 3]);
  const y = build.input('y', [5, 1]);
  const indices = build.input('indices', [2, 6], 'int');

  it('broadcasts from the end, like NumPy', () => {
    expect(build.shape(build.add(x, y))).toEqual([4, 5, 3]);
    expect(build.shape(build.mul(x, build.constant(2)))).toEqual([4, 1, 3]);
  });

  it('follows reductions, lookups and products', () => {
    expect(build.shape(build.mean(x, [0, 2]))).toEqual([1]);
    expect(build.shape(build.sum(x, [2], { keepDims: true }))).toEqual([4, 1, 1]);
    expect(build.shape(build.gather(x, indices))).toEqual([2, 6, 1, 3]);
    expect(build.shape(build.oneHot(indices, 10))).toEqual([2, 6, 10]);
    expect(build.shape(build.matmul(x, x, { transposeA: true }))).toEqual([4, 3, 3]);
    expect(build.shape(build.squeeze(build.expand(x, 0), 2))).toEqual([1, 4, 3]);
    expect(build.shape(build.sumTo(build.add(x, y), [5, 1]))).toEqual([5, 1]);
  });

  it.each([
    [
      () => build.add(x, build.input('w', [2, 3, 3])),
      'add([4, 1, 3], [2, 3, 3]) shapes [4, 1, 3] and [2, 3, 3] do not',
    ],
    [() => build.matmul(x, x), 'matmul([4, 1, 3], [4, 1, 3]) cannot multiply'],
    [() => build.sum(x, [3]), 'sum([4, 1, 3]) [4, 1, 3] has no axis 3'],
    [() => build.reshape(x, [5]), 'reshape([4, 1, 3]) cannot turn [4, 1, 3] into [5]'],
    [() => build.squeeze(x, 0), 'cannot turn [4, 1, 3] into [1, 3]'],
    [() => build.broadcast(x, [4, 3]), 'broadcast([4, 1, 3])'],
    [() => build.exp(indices), 'exp([2, 6]) takes float, not int'],
    [() => build.gather(x, y), 'gather([4, 1, 3], [5, 1]) takes int, not float'],
  ])('refuses what does not fit, naming operation and shapes (%#)', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('sharing', () => {
  it('makes the same operation on the same inputs once', () => {
    const build = new Builder();
    const x = build.input('x', [3]);
    expect(build.exp(x)).toBe(build.exp(x));
    expect(build.leakyRelu(x, 0)).not.toBe(build.leakyRelu(x, 0.1));
    expect(build.input('y', [3])).not.toBe(x);
  });

  it('leaves out repetitions that elementwise operations make themselves, and what changes nothing', () => {
    const build = new Builder();
    const [x, row] = [build.input('x', [4, 3]), build.input('row', [3])];
    expect(build.add(x, build.broadcast(row, [4, 3]))).toBe(build.add(x, row));
    const alone = build.add(row, build.broadcast(row, [4, 3]));
    expect(build.shape(alone)).toEqual([4, 3]);
    expect([build.scale(x, 1), build.shift(x, 0), build.reshape(x, [4, 3]), build.sum(x, [])]).toEqual([
      x,
      x,
      x,
      x,
    ]);
    expect(build.reshape(build.reshape(x, [12]), [4, 3])).toBe(x);
  });

  it('keeps only the nodes that an entry needs', () => {
    const build = new Builder();
    const x = build.input('x', [3]);
    build.exp(build.square(x));
    const outputs = { y: build.neg(x) };
    const { nodes, entries } = build.program({ call: { inputs: { x }, outputs, updates: {} } });
    expect(nodes.map(({ op }) => op)).toEqual(['input', 'neg']);
    expect(entries.call).toEqual({ inputs: { x: 0 }, outputs: { y: 1 }, updates: {} });
  });
});

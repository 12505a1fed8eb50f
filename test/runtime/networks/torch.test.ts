import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forward } from '../../../runtime/geometry/forward.ts';
import { channelsLast } from '../../../runtime/networks/builder.ts';
import { readNetworkFile } from '../../../runtime/networks/read.ts';
import { stream } from '../../../runtime/random/stream.ts';
import { folderOf, safetensors, torchFile, type Written } from './safetensors-file.ts';

const random = stream(5, 'networks', 'tensors');
const draw = (...shape: number[]): Written => ({
  shape,
  data: Array.from({ length: shape.reduce((p, n) => p * n, 1) }, () => 2 * random.uniform() - 1),
});

describe('a chain of dense layers with batch normalization', () => {
  const tensors = {
    'fc1.weight': { shape: [2, 2], data: [1, -1, 2, 0.5] },
    'fc1.bias': { shape: [2], data: [0.5, 0] },
    'bn.weight': { shape: [2], data: [3, 1] },
    'bn.bias': { shape: [2], data: [0, -1] },
    'bn.running_mean': { shape: [2], data: [1, 2] },
    'bn.running_var': { shape: [2], data: [3, 8] },
    'bn.num_batches_tracked': { shape: [], dtype: 'I64', bytes: new Uint8Array(8) },
    'fc2.weight': { shape: [1, 2], data: [1, 10] },
  };
  const topology = `
input: [2]
layers:
  - {dense: fc1}
  - {batch_norm: bn, epsilon: 1}
  - {leaky_relu: 0.1}
  - dropout
  - {dense: fc2}
window: [-1, -2, 1, 2]
`;

  it('gives the value worked out by hand', () => {
    const { network, inputShape, window, name } = readNetworkFile(torchFile(tensors, topology));
    // fc1(3, 1) = [2.5, 6.5]; normalized 3·1.5/2 = 2.25 and 4.5/3 − 1 = 0.5; 2.25 + 10·0.5
    // fc1(0, 1) = [−0.5, 0.5]; normalized −2.25 and −1.5, a tenth of which is −0.225 and −0.15
    expect([...forward(network, Float64Array.of(3, 1, 0, 1))]).toEqual([
      expect.closeTo(7.25, 12),
      expect.closeTo(-1.725, 12),
    ]);
    expect({ inputShape, window, name }).toEqual({
      inputShape: [2],
      window: [-1, -2, 1, -2, 1, 2, -1, 2],
      name: 'net',
    });
  });

  it('has the hash of its function: comments and spelled-out defaults change nothing, a weight does', () => {
    const { sha256 } = readNetworkFile(torchFile(tensors, topology));
    const rewritten = topology.replace('dropout', 'dropout # off in evaluation').replace('0.1', '1e-1');
    expect(readNetworkFile(torchFile(tensors, rewritten)).sha256).toBe(sha256);
    const moved = { ...tensors, 'fc2.weight': { shape: [1, 2], data: [1, 10.000001] } };
    expect(readNetworkFile(torchFile(moved, topology)).sha256).not.toBe(sha256);
  });
});

describe('convolutions on images that the file counts with channels first', () => {
  const [C, H, W, F] = [2, 5, 4, 3];
  const tensors = {
    'conv.weight': draw(F, C, 3, 3),
    'conv.bias': draw(F),
    'side.weight': draw(F, C, 1, 1),
    'bn.running_mean': draw(F),
    'bn.running_var': { shape: [F], data: [0.5, 1, 2] },
    'after.weight': { shape: [12], data: Array.from({ length: 12 }, (_, i) => 1 + i / 10) },
    'after.bias': draw(12),
    'after.running_mean': draw(12),
    'after.running_var': { shape: [12], data: Array.from({ length: 12 }, (_, i) => 1 + i) },
    'fc.weight': draw(2, 12),
    'fc.bias': draw(2),
  };
  const topology = `
input: [${C}, ${H}, ${W}]
layers:
  - residual:
      - {conv: conv, padding: same}
      - {batch_norm: bn}
    shortcut:
      - {conv: side}
    activation: relu
  - {max_pool: 2, padding: 1, stride: 2}
  - {average_pool: [2, 2], stride: 1}
  - flatten
  - {batch_norm: after}
  - {dense: fc}
`;

  it('agrees with a direct sum over [channels][height][width]', () => {
    const { network, channelsFirst } = readNetworkFile(torchFile(tensors, topology));
    const x = draw(C, H, W).data!;
    const outputs = forward(network, channelsLast(x, channelsFirst!));
    const expected = reference(x);
    expected.forEach((value, i) => {
      expect(outputs[i]).toBeCloseTo(value, 12);
    });
  });

  /** The network above, written out in PyTorch's order with plain loops. */
  function reference(x: readonly number[]): number[] {
    const at = (c: number, i: number, j: number) =>
      i < 0 || j < 0 || i >= H || j >= W ? 0 : x[(c * H + i) * W + j];
    const of = (name: keyof typeof tensors) => tensors[name].data!;
    const bent = (f: number, i: number, j: number) => {
      let sum = of('conv.bias')[f];
      let side = 0;
      for (let c = 0; c < C; c++) {
        side += of('side.weight')[f * C + c] * at(c, i, j);
        for (let k = 0; k < 9; k++)
          sum += of('conv.weight')[(f * C + c) * 9 + k] * at(c, i - 1 + Math.floor(k / 3), j - 1 + (k % 3));
      }
      const norm = (sum - of('bn.running_mean')[f]) / Math.sqrt(of('bn.running_var')[f] + 1e-5);
      return Math.max(0, norm + side);
    };
    const pooled = (f: number, i: number, j: number) => {
      let most = -Infinity;
      for (let k = 0; k < 4; k++) {
        const [y, z] = [2 * i - 1 + (k >> 1), 2 * j - 1 + (k & 1)];
        if (y >= 0 && z >= 0 && y < H && z < W) most = Math.max(most, bent(f, y, z));
      }
      return most;
    };
    const flat: number[] = [];
    for (let f = 0; f < F; f++)
      for (let i = 0; i < 2; i++)
        for (let j = 0; j < 2; j++)
          flat.push(
            (pooled(f, i, j) + pooled(f, i + 1, j) + pooled(f, i, j + 1) + pooled(f, i + 1, j + 1)) / 4,
          );
    const normed = flat.map(
      (v, k) =>
        ((v - of('after.running_mean')[k]) / Math.sqrt(of('after.running_var')[k] + 1e-5)) *
          of('after.weight')[k] +
        of('after.bias')[k],
    );
    return [0, 1].map((o) =>
      normed.reduce((sum, v, k) => sum + of('fc.weight')[o * 12 + k] * v, of('fc.bias')[o]),
    );
  }

  it('gives an image as output in the order of the file', () => {
    const layers = `input: [${C}, ${H}, ${W}]\nignore: [${Object.keys(tensors).join(', ')}]\nlayers: [relu]`;
    const { network, channelsFirst } = readNetworkFile(torchFile(tensors, layers));
    const x = draw(C, H, W).data!;
    expect([...forward(network, channelsLast(x, channelsFirst!))]).toEqual(x.map((v) => Math.max(0, v)));
  });
});

describe('numbers of other kinds', () => {
  it.each([
    ['F32', new Uint8Array(Float32Array.of(1.5, -2.25).buffer)],
    ['F16', Uint8Array.of(0x00, 0x3e, 0x80, 0xc0)],
    ['BF16', Uint8Array.of(0xc0, 0x3f, 0x10, 0xc0)],
  ])('are read: %s', (dtype, bytes) => {
    const { network } = readNetworkFile(
      torchFile({ 'a.weight': { shape: [1, 2], dtype, bytes } }, 'input: [2]\nlayers: [{dense: a}]'),
    );
    expect([...forward(network, Float64Array.of(1, 0, 0, 1))]).toEqual([1.5, -2.25]);
  });
});

describe('what is wrong with a file is said with file, layer and tensor', () => {
  const tensors = {
    'fc1.weight': { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] },
    'fc1.bias': { shape: [3], data: [0, 0, 0] },
    'fc2.weight': { shape: [1, 4], data: [1, 2, 3, 4] },
  };
  const layers = (text: string, input = '[2]') => `input: ${input}\nlayers:\n${text}`;
  const messageOf = (topology: string, written: Readonly<Record<string, Written>> = tensors) => {
    const path = torchFile(written, topology);
    try {
      readNetworkFile(path);
    } catch (error) {
      return (error as Error).message.replaceAll(path.replace('net.safetensors', ''), '');
    }
    return 'nothing';
  };

  it.each([
    [
      'shapes that do not follow one another',
      layers('  - {dense: fc1, activation: relu}\n  - {dense: fc2}'),
      /^net\.topology\.yaml: layer 2 \(dense fc2\): the tensor "fc2\.weight" has shape \[1, 4\], but the layer needs \[any, 3\]/,
    ],
    [
      'a tensor that is not there',
      layers('  - {dense: fc_1}'),
      /layer 1 \(dense fc_1\): there is no tensor "fc_1\.weight"\. The file has fc1\.weight, fc1\.bias, fc2\.weight/,
    ],
    ['a layer that is not read', layers('  - {attention: fc1}'), /layers of kind "attention" are not read/],
    [
      'a smooth activation',
      layers('  - {dense: fc1, activation: tanh}'),
      /layer 1 \(dense fc1\): the activation tanh is not among the piecewise-linear ones/,
    ],
    ['a setting that is none', layers('  - {dense: fc1, units: 3}'), /dense has no setting "units"/],
    [
      'a forgotten layer',
      layers('  - {dense: fc1}'),
      /no layer uses the tensors fc2\.weight\. Add their layers/,
    ],
    [
      'a convolution of flat numbers',
      layers('  - {conv: fc1}'),
      /layer 1 \(conv fc1\): it needs an image, but what comes before it gives 2 numbers/,
    ],
    [
      'a sum of unequal shapes',
      layers('  - residual: [{dense: fc1}]'),
      /layer 1 \(residual\): it adds values of shapes \[3\] and \[2\]/,
    ],
    [
      'a window that does not fit',
      layers('  - {max_pool: 5}', '[1, 2, 2]'),
      /layer 1 \(max_pool\): .*5 × 5.*does not fit an image of 2 × 2/i,
    ],
    ['no YAML', 'input: [2\n', /^net\.topology\.yaml: it is neither YAML nor JSON/],
    ['an input of no known shape', layers('  - relu', '[2, 2]'), /"input" is \[2,2\]/],
    ['an input beyond all bounds', layers('  - relu', '[3, 100000, 100000]'), /at most 16777216 are allowed/],
  ])('%s', (_, topology, message) => {
    expect(messageOf(topology)).toMatch(message);
  });

  it('weights that are not finite', () => {
    const written = { 'a.weight': { shape: [1, 2], data: [1, Number.NaN] } };
    expect(messageOf(layers('  - {dense: a}'), written)).toMatch(
      /layer 1 \(dense a\): the tensor "a\.weight" holds NaN at place 1/,
    );
  });

  it('a file that was cut short, anywhere', () => {
    const whole = safetensors(tensors);
    const folder = folderOf({ 'net.topology.yaml': layers('  - {dense: fc1}') });
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(join(folder, 'net.safetensors'), whole.subarray(0, length));
      expect(() => readNetworkFile(join(folder, 'net.safetensors'))).toThrow(/net\.safetensors: .*cut short/);
    }
  });

  it('a missing topology, with an example and the tensors', () => {
    const folder = folderOf({ 'net.safetensors': safetensors(tensors) });
    expect(() => readNetworkFile(join(folder, 'net.safetensors'))).toThrow(
      /Write them to .*net\.topology\.yaml[\s\S]*fc1\.weight F64 \[3, 2\]/,
    );
  });

  it('a file that is not there', () => {
    expect(() => readNetworkFile('nowhere.safetensors')).toThrow('there is no file nowhere.safetensors');
  });
});

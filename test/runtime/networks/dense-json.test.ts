import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { partition } from '../../../runtime/geometry/partition.ts';
import { readNetworkFile } from '../../../runtime/networks/read.ts';
import { oracleFiles, readOracle } from '../geometry/oracle.ts';
import { folderOf } from './safetensors-file.ts';

describe('the files of test/oracles/partition', () => {
  it.each(oracleFiles().map((path) => [path.split('/').at(-1), path]))('%s', (_, path) => {
    const { name, network, window, slice } = readOracle(path!);
    const file = readNetworkFile(path!);
    expect(file).toMatchObject({ name, window, files: [path], notes: [] });
    expect(file.network).toEqual(network);
    expect(file.slice && { origin: [...Array.from(file.slice.origin)] }).toEqual(
      slice && { origin: slice.origin },
    );
  });

  it('gives the recorded count of regions', () => {
    const [path] = oracleFiles().filter((file) => file.includes('relu_2-16x2.json'));
    const { network, window } = readNetworkFile(path);
    expect(partition(network, window!)).toMatchObject({ regions: readOracle(path).expected.regions });
  });
});

describe('what is wrong is said', () => {
  const whole = {
    inputDim: 2,
    activation: 'relu',
    layers: [
      {
        W: [
          [1, 2],
          [3, 4],
        ],
        b: [0, 1],
      },
      { W: [[1, 2]], b: [0] },
    ],
  };
  const refusal = (content: unknown) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const path = join(folderOf({ 'net.json': text }), 'net.json');
    try {
      readNetworkFile(path);
    } catch (error) {
      return (error as Error).message.replace(path, 'net.json');
    }
    return 'nothing';
  };

  it.each([
    ['cut short', JSON.stringify(whole).slice(0, 60), /^net\.json: it is not JSON .*cut short/],
    ['no network', { weights: [] }, /it has neither "layers" .* nor "modelTopology"/],
    ['an activation that is smooth', { ...whole, activation: 'tanh' }, /the activation tanh/],
    ['a slope left out', { ...whole, activation: 'leaky_relu' }, /"negativeSlope" must be a finite number/],
    ['no size of the input', { ...whole, inputDim: 0 }, /"inputDim" must be a whole number from 1/],
    [
      'rows that are too short',
      { ...whole, inputDim: 3 },
      /^net\.json: layer 1 of 2: row 1 of "W" has 2 numbers, but 3 arrive/,
    ],
    [
      'a weight that is no number',
      { ...whole, layers: [{ W: [[1, null]], b: [0] }] },
      /row 1 of "W" must hold finite numbers, but number 2 is null/,
    ],
    [
      'biases for other outputs',
      { ...whole, layers: [{ W: [[1, 2]], b: [0, 1] }] },
      /"W" has 1 rows, but "b" has 2 numbers/,
    ],
    ['a window of three numbers', { ...whole, window: [0, 0, 1] }, /"window" is \[0,0,1\]/],
    [
      'a slice of other inputs',
      { ...whole, slice: { origin: [0], u: [1], v: [1] } },
      /"origin" of "slice" has 1 numbers, but the network takes 2/,
    ],
    ['no layers', { ...whole, layers: [] }, /the network has no layers/i],
  ])('%s', (_, content, message) => {
    expect(refusal(content)).toMatch(message);
  });

  it('a name that no reader knows', () => {
    const path = join(folderOf({ 'net.onnx': '' }), 'net.onnx');
    expect(() => readNetworkFile(path)).toThrow(/net\.onnx is no network file that is read/);
  });
});

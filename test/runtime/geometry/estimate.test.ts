import { describe, expect, test } from 'vitest';
import { generalArrangementRegions } from '../../../runtime/geometry/arrangement.ts';
import { estimatePartition } from '../../../runtime/geometry/estimate.ts';
import { chain } from '../../../runtime/geometry/network.ts';
import { type Partition, partition } from '../../../runtime/geometry/partition.ts';
import { layer, normal } from './networks.ts';
import { oracleFiles, readOracle } from './oracle.ts';

const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1];

describe('the estimate of a partition', () => {
  test.each(
    oracleFiles()
      .map(readOracle)
      .map((each) => [each.name, each] as const),
  )(
    'of %s is right within a quarter, and exact where it says so',
    (_, { network, window, slice, expected }) => {
      const estimate = estimatePartition(network, window, { slice });
      expect(estimate.regionsAfterLayer[0]).toBe(expected.regionsAfterLayer[0]);
      expected.regionsAfterLayer.forEach((regions, l) => {
        const ratio = estimate.regionsAfterLayer[l] / regions;
        if (estimate.exact) expect(ratio).toBe(1);
        else expect(Math.abs(ratio - 1)).toBeLessThan(0.25);
      });
      expect(estimate.regions).toBe(estimate.regionsAfterLayer.at(-1));
    },
  );

  test('tells about how many bytes the result takes', () => {
    const { network, window } = readOracle(oracleFiles().find((path) => path.includes('lrelu_2-32x3_bn'))!);
    const { vertices, offsets, areas, segments, patterns } = partition(network, window, {
      patterns: true,
    }) as Partition;
    const arrays = [vertices, offsets, areas, patterns!, ...Object.values(segments)];
    const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const estimate = estimatePartition(network, window, { patterns: true });
    expect(Math.abs(estimate.bytes / bytes - 1)).toBeLessThan(0.25);
  });

  test('of one layer is the count of the arrangement', () => {
    const next = normal(5);
    const weights = Array.from({ length: 30 }, () => [next(), next()]);
    const network = chain(2, [layer(weights, weights.map(next), 0)]);
    const window = SQUARE.map((x) => 1e4 * x);
    expect(estimatePartition(network, window)).toMatchObject({
      regions: generalArrangementRegions(30, 2),
      exact: true,
    });
  });

  test('of a network without bends is one cell, and of a flat window none', () => {
    const network = chain(2, [layer([[1, 1]], [0])]);
    expect(estimatePartition(network, SQUARE)).toMatchObject({ regions: 1, regionsAfterLayer: [] });
    const bent = chain(2, [layer([[1, 1]], [0], 0)]);
    expect(estimatePartition(bent, [0, 0, 1, 1, 2, 2])).toMatchObject({ regions: 0, exact: true });
  });

  test('ignores the cap that the partition would stop at', () => {
    const { network, window, expected } = readOracle(
      oracleFiles().find((path) => path.includes('relu_2-32x3'))!,
    );
    expect(estimatePartition(network, window, { maxCells: 3 }).regionsAfterLayer[0]).toBe(
      expected.regionsAfterLayer[0],
    );
  });
});

import { describe, expect, test } from 'vitest';
import { chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import { type PartitionOptions, partition, partitionShare } from '../../../runtime/geometry/partition.ts';
import { mergeShares, sharesOf } from '../../../runtime/geometry/shares.ts';
import { networkOfKind } from './general.ts';
import { expectIdentical } from './identical.ts';
import { layer, normal, randomNetwork } from './networks.ts';
import { oracleFiles, readOracle } from './oracle.ts';

const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1];

function inShares(
  network: PiecewiseAffineNetwork,
  window: ArrayLike<number>,
  of: number,
  options: PartitionOptions = {},
) {
  const shares = sharesOf(network, of).map((share) => partitionShare(network, window, share, options));
  return mergeShares(shares, options.maxCells ?? Infinity);
}

describe('shares put together are the partition, bit for bit:', () => {
  const oracles = oracleFiles()
    .map(readOracle)
    .filter(({ expected }) => expected.regions < 40_000);

  test.each(oracles.map((each) => [each.name, each] as const))('%s', (_, { network, window, slice }) => {
    const options = { slice, patterns: true };
    const whole = partition(network, window, options);
    for (const of of [1, 2, 3]) expectIdentical(inShares(network, window, of, options), whole);
  });

  test.each([
    ['two units first', randomNetwork([2, 2, 9, 8], 0.1, 3)],
    ['a single bend', randomNetwork([2, 9], 0, 4)],
    [
      'a single cell in the first layer',
      chain(2, [layer([[1, 0]], [9], 0), layer([[1], [2]], [-9, -18.5], 0)]),
    ],
    ['no bend', chain(2, [layer([[1, 1]], [0])])],
  ])('%s', (_, network) => {
    const whole = partition(network, SQUARE, { patterns: true });
    for (const of of [1, 2, 5]) expect(inShares(network, SQUARE, of, { patterns: true })).toEqual(whole);
  });

  test('a network with maxima, residual sums and three pieces', () => {
    const network = networkOfKind.image(2);
    const next = normal(2);
    const [origin, u, v] = [0, 1, 2].map(() => Float64Array.from({ length: 30 }, next));
    const options = { slice: { origin, u, v }, patterns: true };
    expectIdentical(inShares(network, SQUARE, 2, options), partition(network, SQUARE, options));
  });

  test('a window of no area', () => {
    const network = randomNetwork([2, 5, 4], 0, 6);
    const flat = [0, 0, 1, 1, 2, 2];
    expect(inShares(network, flat, 2)).toEqual(partition(network, flat));
  });
});

test('a cap stops them where it stops the partition', () => {
  const { network, window, expected } = readOracle(
    oracleFiles().find((path) => path.includes('relu_2-16x2'))!,
  );
  const maxCells = expected.regions - 1;
  expect(inShares(network, window, 2, { maxCells })).toEqual(partition(network, window, { maxCells }));
  expect(inShares(network, window, 2, { maxCells: expected.regions })).toMatchObject({ status: 'complete' });
});

test('the first layers are dealt where there are enough units for equal work', () => {
  expect(sharesOf(randomNetwork([2, 64, 64], 0, 1), 2)).toEqual([
    { layer: 0, index: 0, of: 2, run: 8 },
    { layer: 0, index: 1, of: 2, run: 8 },
  ]);
  expect(sharesOf(randomNetwork([2, 4, 64], 0, 1), 2)[0].layer).toBe(1);
  expect(sharesOf(randomNetwork([2, 4], 0, 1), 2)[0].layer).toBe(0);
});

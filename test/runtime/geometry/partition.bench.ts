import { describe, test } from 'vitest';
import { partition } from '../../../runtime/geometry/partition.ts';
import { oracleFiles, readOracle } from './oracle.ts';

describe('partition of a window', () => {
  const oracles = oracleFiles().map(readOracle);
  test.for(oracles)('$name', async ({ name, network, window, slice, expected }, { bench }) => {
    const cells = `${name}, ${expected.regions} cells`;
    await bench(cells, () => void partition(network, window, { slice })).run({ time: 500 });
  });
});

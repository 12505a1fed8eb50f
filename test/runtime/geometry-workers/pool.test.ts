import { afterAll, describe, expect, test } from 'vitest';
import { partition } from '../../../runtime/geometry/partition.ts';
import { openGeometryWorkers } from '../../../runtime/geometry-workers/pool.ts';
import { expectIdentical } from '../geometry/identical.ts';
import { oracleFiles, readOracle } from '../geometry/oracle.ts';

const { network, window } = readOracle(oracleFiles().find((path) => path.includes('lrelu_2-32x3_bn'))!);

describe('partitions on several threads', () => {
  const workers = openGeometryWorkers(2);
  afterAll(() => workers.close());

  test('are those of one, bit for bit, again and again', async () => {
    const whole = partition(network, window, { patterns: true });
    for (let i = 0; i < 3; i++)
      expectIdentical(await workers.partition(network, window, { patterns: true }), whole);
  });

  test('stop at the cap', async () => {
    expect(await workers.partition(network, window, { maxCells: 100 })).toMatchObject({
      status: 'stopped at cap',
    });
  });

  test('refuse what the partition refuses, and go on', async () => {
    await expect(workers.partition(network, [0, 0, 1, 1])).rejects.toThrow('three or more vertices');
    expect(await workers.partition(network, window)).toMatchObject({ status: 'complete' });
  });

  test('on one thread need no worker', async () => {
    const one = openGeometryWorkers(1);
    expectIdentical(await one.partition(network, window), partition(network, window));
    await one.close();
  });
});

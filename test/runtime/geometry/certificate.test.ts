import { describe, expect, test } from 'vitest';
import { certify } from '../../../runtime/geometry/certificate.ts';
import { type Partition, partition } from '../../../runtime/geometry/partition.ts';
import { compensatedSum } from '../../../runtime/geometry/sum.ts';
import { randomNetwork } from './networks.ts';
import { oracleFiles, readOracle } from './oracle.ts';

const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1];

describe('the certificate', () => {
  const oracles = oracleFiles().map(readOracle);

  test.each(oracles.map((each) => [each.name, each] as const))(
    'of %s holds',
    (name, { network, window, slice }) => {
      const result = partition(network, window, { slice, patterns: true }) as Partition;
      const certificate = certify(network, result, { slice });
      expect(certificate.holds).toBe(true);
      expect(certificate.areaResidual).toBeLessThan(1e-12);
      expect(certificate.affineResidual).toBeLessThan(1e-12);
      // In the degenerate file cells are down to 1e-12 wide, and vertices can't be told apart.
      if (name === 'relu_2-64x3_bn0') expect(certificate.graph).toBeUndefined();
      else expect(certificate.graph).toMatchObject({ eulerResidual: 0, unmatchedEdges: 0 });
    },
  );

  const network = randomNetwork([2, 8, 6], 0.1, 3);
  const good = partition(network, SQUARE, { patterns: true }) as Partition;

  test('fails when an area is wrong', () => {
    const areas = good.areas.slice();
    areas[3] += 1e-6;
    const certificate = certify(network, { ...good, areas });
    expect(certificate.holds).toBe(false);
    expect(certificate.areaResidual).toBeCloseTo(2.5e-7, 12);
  });

  test('fails when a pattern is wrong', () => {
    const patterns = good.patterns!.slice();
    patterns[5] = 1 - patterns[5];
    expect(certify(network, { ...good, patterns })).toMatchObject({ holds: false, patternMismatches: 1 });
  });

  test('fails when a vertex is moved', () => {
    const vertices = good.vertices.slice();
    vertices[0] += 1e-3;
    expect(certify(network, { ...good, vertices }).holds).toBe(false);
  });

  test('fails for the cells of another network', () => {
    const other = certify(randomNetwork([2, 8, 6], 0.1, 4), good);
    expect(other.holds).toBe(false);
    expect(other.affineResidual).toBeGreaterThan(1e-3);
  });

  test('needs the patterns, and says so', () => {
    const { patterns: _, ...without } = good;
    expect(() => certify(network, without)).toThrow('patterns: true');
  });
});

test('the compensated sum keeps what a plain sum loses', () => {
  expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
  expect(compensatedSum([])).toBe(0);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bendsOf, inputSize } from '../../../runtime/geometry/network.ts';
import { distinctPatterns } from '../../../runtime/geometry/patterns.ts';
import { kinds, networkOfKind, patternAt, pointOf } from './general.ts';
import { randomPoints } from './networks.ts';

test.each(kinds)('distinct patterns after each layer are those of a set: %s', (kind) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const network = networkOfKind[kind](seed);
      // Two points are there twice, and 300 are more than go through the network at once.
      const some = randomPoints(298, inputSize(network), seed);
      const points = Float64Array.of(...some, ...some.subarray(0, 2 * inputSize(network)));
      const patterns = Array.from({ length: 300 }, (_, p) => patternAt(network, pointOf(points, p, network)));
      const { after, first } = distinctPatterns(network, points);
      let units = 0;
      bendsOf(network).forEach(({ size }, l) => {
        units += size;
        expect(after[l]).toBe(new Set(patterns.map((pattern) => pattern.slice(0, units))).size);
      });
      expect([...first]).toEqual(patterns.map((pattern) => patterns.indexOf(pattern)));
    }),
    { numRuns: 10 },
  );
});

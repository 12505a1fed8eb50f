import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyToMaps } from '../../../runtime/geometry/affine-map.ts';
import { denseKernel } from '../../../runtime/geometry/dense-on-map.ts';
import { largestDifference } from '../../../runtime/geometry/forward.ts';
import { dense } from '../../../runtime/geometry/network.ts';
import { compileWat } from '../../support/compile-wat.ts';
import { normal } from './networks.ts';

const file = (name: string) => new URL(`../../../runtime/geometry/${name}`, import.meta.url).pathname;

test('the kernel is what its source compiles to', async () => {
  expect(await compileWat(file('dense-on-map.wat'))).toBe(readFileSync(file('dense-on-map-wasm.ts'), 'utf8'));
});

test('a dense node of any size on a map is W·map + b, whatever is 0 in it', () => {
  const sizes = fc.integer({ min: 1, max: 70 });
  fc.assert(
    fc.property(sizes, sizes, fc.integer(), fc.boolean(), (width, size, seed, zeros) => {
      const next = normal(seed);
      const some = (n: number) => Float64Array.from({ length: n }, next);
      const node = dense(0, some(width * size), some(size));
      const { apply } = denseKernel(node);
      for (let call = 0; call < 2; call++) {
        const map = some(3 * width);
        if (zeros) for (let k = 0; k < width; k += 2) for (let r = 0; r < 3; r++) map[r * width + k] = 0;
        const [own, direct] = [new Float64Array(3 * size), new Float64Array(3 * size)];
        apply(map, own);
        for (let r = 0; r < 3; r++)
          for (let o = 0; o < size; o++) {
            let sum = r === 2 ? node.bias[o] : 0;
            for (let i = 0; i < width; i++) sum += node.weights[o * width + i] * map[r * width + i];
            direct[r * size + o] = sum;
          }
        // Sums of at most 70 products of standard normal numbers, in another order.
        expect(largestDifference(own, direct).largest).toBeLessThan(1e-12);
        applyToMaps(node, [map], own);
        expect(largestDifference(own, direct).largest).toBeLessThan(1e-12);
      }
    }),
  );
});

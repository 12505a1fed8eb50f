import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multiplyRows } from '../../../runtime/geometry/multiply.ts';
import { compileWat } from '../../support/compile-wat.ts';
import { uniform } from './networks.ts';

const size = (max: number) => fc.integer({ min: 1, max });

/** The definition, term after term. */
function direct(x: Float64Array, rows: number, w: Float64Array, bias: Float64Array | undefined) {
  const inner = x.length / rows;
  const outputs = w.length / inner;
  return Float64Array.from({ length: rows * outputs }, (_, at) => {
    const [r, o] = [Math.floor(at / outputs), at % outputs];
    let sum = bias?.[o] ?? 0;
    for (let i = 0; i < inner; i++) sum += x[r * inner + i] * w[o * inner + i];
    return sum;
  });
}

// Sizes on both sides of where the kernel takes over, of its blocks of 4 and of its panels of 256.
test.each([
  [40, 40, 40],
  [5, 600, 3],
  [600, 3, 4],
  [3, 5, 600],
])('up to %d rows of %d terms by %d outputs, bit by bit', (rows, inner, outputs) => {
  fc.assert(
    fc.property(
      fc.tuple(
        size(rows),
        size(inner),
        size(outputs),
        fc.boolean(),
        fc.double({ min: 0, max: 1 }),
        size(1e6),
      ),
      ([r, i, o, biased, zeros, seed]) => {
        const next = uniform(seed);
        const some = (n: number) => Float64Array.from({ length: n }, () => next() - 0.5);
        const silent = Array.from({ length: i }, () => next() < zeros);
        const x = some(r * i).map((value, at) => (silent[at % i] ? 0 : value));
        const w = some(o * i);
        const bias = biased ? some(o) : undefined;
        const out = new Float64Array(r * o).fill(NaN);
        multiplyRows(x, r, w, bias, i, o, out);
        expect(out).toEqual(direct(x, r, w, bias));
      },
    ),
    { numRuns: 60 },
  );
});

test('the compiled kernel is that of its source', async () => {
  const file = (name: string) => fileURLToPath(new URL(`../../../runtime/geometry/${name}`, import.meta.url));
  expect(await compileWat(file('multiply.wat'))).toBe(readFileSync(file('multiply-wasm.ts'), 'utf8'));
});

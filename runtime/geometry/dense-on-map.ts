import type { PlaneMap } from './affine-map.ts';
import { wasm } from './dense-on-map-wasm.ts';
import type { Dense } from './network.ts';

/** Columns are padded to blocks of four numbers. */
const BLOCK = 4;
/** Numbers of a term: the form of a unit, and where its column is. */
const TERM = 4;
const PAGE = 65_536;

/** A dense node in the memory of its kernel. */
export interface DenseKernel {
  /** out = W·map + b. Units that are 0 on the whole plane, as behind a ReLU, cost nothing. */
  readonly apply: (map: PlaneMap, out: PlaneMap) => void;
  /** W by columns, each `stride` numbers, the last of which are 0 */
  readonly columns: Float64Array;
  readonly stride: number;
}

let module: WebAssembly.Module | undefined;

/**
 * A WebAssembly kernel (see `dense-on-map.wat`) for a node. Its memory holds, in numbers: columns, bias,
 * the three rows of the result, and a term for each unit.
 */
export function denseKernel({ weights, bias, size }: Dense): DenseKernel {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(wasm), (c) => c.charCodeAt(0)));
  const { memory, apply } = new WebAssembly.Instance(module).exports as unknown as {
    memory: WebAssembly.Memory;
    apply: (terms: number, end: number, bias: number, out: number, stride: number) => void;
  };
  const width = weights.length / size;
  const stride = Math.ceil(size / BLOCK) * BLOCK;
  const biasAt = stride * width;
  const outAt = biasAt + stride;
  const termsAt = outAt + 3 * stride;
  memory.grow(Math.ceil((8 * (termsAt + TERM * width)) / PAGE));
  const numbers = new Float64Array(memory.buffer);
  const addresses = new Int32Array(memory.buffer);
  const columns = numbers.subarray(0, stride * width);
  for (let o = 0; o < size; o++)
    for (let i = 0; i < width; i++) columns[i * stride + o] = weights[o * width + i];
  numbers.set(bias, biasAt);
  const rows = [0, 1, 2].map((r) => numbers.subarray(outAt + r * stride, outAt + r * stride + size));
  return {
    columns,
    stride,
    apply(map, out) {
      let at = termsAt;
      for (let k = 0; k < width; k++) {
        const ds = map[k];
        const dt = map[width + k];
        const constant = map[2 * width + k];
        if (ds === 0 && dt === 0 && constant === 0) continue;
        numbers[at] = ds;
        numbers[at + 1] = dt;
        numbers[at + 2] = constant;
        addresses[2 * at + 6] = 8 * stride * k;
        at += TERM;
      }
      apply(8 * termsAt, 8 * at, 8 * biasAt, 8 * outAt, 8 * stride);
      for (let r = 0; r < 3; r++) out.set(rows[r], r * size);
    },
  };
}

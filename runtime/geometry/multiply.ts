import { wasm } from './multiply-wasm.ts';

/** Rows, and outputs, that are multiplied at a time: with 256 terms each fill half a second-level cache. */
const PANEL = 256;
/** Below so many products, copying into the kernel's memory costs more than it saves. */
const SMALL = 2048;

/**
 * out[r][o] = bias[o] + Σ_i x[r][i] · w[o][i], all row-major; x is [rows][inner], w is [outputs][inner], all
 * finite. The sum over i always runs in order, so that a row's result does not depend on the rows around it.
 *
 * Runs on the WebAssembly kernel of `multiply.wat`, and skips every i at which all of (up to 256) rows are 0:
 * units that rectify to 0 at all of several points, or for all of several directions, cost nothing.
 */
export function multiplyRows(
  x: Float64Array,
  rows: number,
  w: Float64Array,
  bias: Float64Array | undefined,
  inner: number,
  outputs: number,
  out: Float64Array,
): void {
  if (rows < 3 || rows * outputs * inner < SMALL) {
    multiplyOneByOne(x, rows, w, bias, inner, outputs, out);
    return;
  }
  for (let o = 0; o < outputs; o += PANEL) {
    const width = Math.min(PANEL, outputs - o);
    const room = openRoom(inner, width, Math.min(PANEL, rows));
    room.numbers.set(w.subarray(o * inner, (o + width) * inner), room.w);
    if (bias === undefined) room.numbers.fill(0, room.bias, room.bias + width);
    else room.numbers.set(bias.subarray(o, o + width), room.bias);
    for (let r = 0; r < rows; r += PANEL) {
      const count = Math.min(PANEL, rows - r);
      const terms = packRows(x, r, count, inner, room);
      multiplyPanel(count, terms, inner, width, room);
      for (let i = 0; i < count; i++) copyRow(room, i, width, out, (r + i) * outputs + o);
    }
  }
}

function multiplyOneByOne(
  x: Float64Array,
  rows: number,
  w: Float64Array,
  bias: Float64Array | undefined,
  inner: number,
  outputs: number,
  out: Float64Array,
): void {
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      let sum = bias === undefined ? 0 : bias[o];
      for (let i = 0; i < inner; i++) sum += x[r * inner + i] * w[o * inner + i];
      out[r * outputs + o] = sum;
    }
  }
}

interface Kernel {
  readonly memory: WebAssembly.Memory;
  multiply(
    x: number,
    rows: number,
    columns: number,
    terms: number,
    w: number,
    stride: number,
    bias: number,
    outputs: number,
    out: number,
  ): void;
}

/** Where the operands of one product lie in the kernel's memory, in numbers from its start. */
interface Room {
  readonly numbers: Float64Array;
  readonly integers: Int32Array;
  readonly w: number;
  readonly bias: number;
  readonly columns: number;
  readonly x: number;
  readonly out: number;
}

let kernel: Kernel | undefined;

function openKernel(): Kernel {
  const bytes = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Kernel;
}

/** Makes room for a product of up to `rows` rows. What was there before is lost. */
function openRoom(inner: number, outputs: number, rows: number): Room {
  const [high, wide] = [roundUp(rows), roundUp(outputs)];
  const bias = wide * inner;
  const columns = bias + wide;
  const x = columns + roundUp(inner) / 2;
  const out = x + high * inner;
  kernel ??= openKernel();
  const missing = 8 * (out + high * wide) - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / 65536));
  const { buffer } = kernel.memory;
  return { numbers: new Float64Array(buffer), integers: new Int32Array(buffer), w: 0, bias, columns, x, out };
}

const roundUp = (n: number) => 4 * Math.ceil(n / 4);

/** Lays out rows four by four, without the columns that are 0 in all of them; returns how many are left. */
function packRows(x: Float64Array, first: number, rows: number, inner: number, room: Room): number {
  const { numbers, integers } = room;
  const start = first * inner;
  const end = start + rows * inner;
  let terms = 0;
  for (let i = 0; i < inner; i++) {
    let at = start + i;
    while (at < end && x[at] === 0) at += inner;
    if (at < end) integers[2 * room.columns + terms++] = 8 * i;
  }
  let to = room.x;
  for (let r = 0; r < rows; r += 4) {
    const x0 = start + r * inner;
    const x1 = r + 1 < rows ? x0 + inner : x0;
    const x2 = r + 2 < rows ? x1 + inner : x0;
    const x3 = r + 3 < rows ? x2 + inner : x0;
    for (let t = 0; t < terms; t++) {
      const i = integers[2 * room.columns + t] >> 3;
      numbers[to] = x[x0 + i];
      numbers[to + 1] = x[x1 + i];
      numbers[to + 2] = x[x2 + i];
      numbers[to + 3] = x[x3 + i];
      to += 4;
    }
  }
  return terms;
}

function multiplyPanel(rows: number, terms: number, inner: number, outputs: number, room: Room): void {
  const [high, wide] = [roundUp(rows), roundUp(outputs)];
  if (terms === 0)
    for (let r = 0; r < rows; r++)
      room.numbers.copyWithin(room.out + r * wide, room.bias, room.bias + outputs);
  else
    kernel!.multiply(
      8 * room.x,
      high,
      8 * room.columns,
      terms,
      8 * room.w,
      8 * inner,
      8 * room.bias,
      wide,
      8 * room.out,
    );
}

function copyRow({ numbers, out: from }: Room, row: number, outputs: number, out: Float64Array, at: number) {
  const start = from + row * roundUp(outputs);
  for (let o = 0; o < outputs; o++) out[at + o] = numbers[start + o];
}

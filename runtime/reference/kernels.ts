import gaussError from '@stdlib/math-base-special-erf';
import { sizeOf } from '../../compiler/program/ops/op.ts';
import type { OpName } from '../../compiler/program/ops.ts';
import type { Node, Shape } from '../../compiler/program/program.ts';
import * as windows from './windows.ts';

/** Numbers of a value: doubles, or 32-bit whole numbers. */
export type Numbers = Float64Array | Int32Array;
export interface Value {
  readonly shape: Shape;
  readonly values: Numbers;
}
/** What sources read. */
export interface Memory {
  readonly inputs: Readonly<Record<string, Numbers>>;
  readonly states: Readonly<Record<string, Numbers>>;
}
type Kernel = (node: Node, inputs: readonly Value[], memory: Memory) => Numbers;

/** Every operation in double precision, written for reading: the oracle of the other executors. */
export const kernels = {
  input: ({ attributes }, _, { inputs }) => inputs[attributes.name as string],
  state: ({ attributes }, _, { states }) => states[attributes.name as string],
  constant: ({ attributes }) => Float64Array.of(attributes.value as number),
  add: binary((a, b) => a + b),
  sub: binary((a, b) => a - b),
  mul: binary((a, b) => a * b),
  div: binary((a, b) => a / b),
  neg: unary((x) => -x),
  square: unary((x) => x * x),
  sqrt: unary(Math.sqrt),
  rsqrt: unary((x) => 1 / Math.sqrt(x)),
  exp: unary(Math.exp),
  expm1: unary(Math.expm1),
  log1p: unary(Math.log1p),
  tanh: unary(Math.tanh),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  erf: unary(gaussError),
  leakyRelu: ({ attributes }, [x]) =>
    x.values.map((value) => (value > 0 ? value : value * (attributes.slope as number))),
  leakyReluGradient: ({ attributes }, [gradient, x]) =>
    gradient.values.map((value, i) => (x.values[i] > 0 ? value : value * (attributes.slope as number))),
  clip: ({ attributes: { low, high } }, [x]) =>
    x.values.map((value) =>
      value > (high as number) ? (high as number) : value < (low as number) ? (low as number) : value,
    ),
  clipGradient: ({ attributes: { low, high } }, [gradient, x]) =>
    gradient.values.map((value, i) =>
      x.values[i] > (low as number) && x.values[i] <= (high as number) ? value : 0,
    ),
  isZero: unary((x) => (x === 0 ? 1 : 0)),
  stopGradient: (_, [x]) => x.values,
  matmul,
  ...windows,
  sum,
  logSoftmax,
  reshape: (_, [x]) => x.values,
  broadcast: ({ shape }, [x]) => repeated(x, shape),
  slice: (node, [x]) => moved(x, node, -(node.attributes.start as number)),
  join: ({ shape, attributes }, parts) => {
    const axis = attributes.axis as number;
    const out = new Float64Array(sizeOf(shape));
    const outer = sizeOf(shape.slice(0, axis));
    let at = 0;
    for (let i = 0; i < outer; i++)
      for (const { values } of parts) {
        const row = values.length / outer;
        out.set(values.subarray(i * row, (i + 1) * row), at);
        at += row;
      }
    return out;
  },
  pad: (node, [x]) => moved(x, node, node.attributes.before as number),
  gather,
  oneHot: ({ shape, attributes }, [indices]) => {
    const out = new Float64Array(sizeOf(shape));
    indices.values.forEach((index, i) => {
      out[i * (attributes.depth as number) + index] = 1;
    });
    return out;
  },
} as const satisfies Record<OpName, Kernel>;

function unary(f: (x: number) => number): Kernel {
  return (_, [x]) => x.values.map((value) => f(value));
}

function binary(f: (a: number, b: number) => number): Kernel {
  return ({ shape }, [a, b]) => {
    const right = repeated(b, shape);
    return repeated(a, shape).map((value, i) => f(value, right[i]));
  };
}

function matmul({ shape, attributes }: Node, [a, b]: readonly Value[]): Numbers {
  const [rows, columns] = shape.slice(-2);
  const inner = a.shape.at(attributes.transposeA ? -2 : -1)!;
  const [rowA, innerA] = attributes.transposeA ? [1, rows] : [inner, 1];
  const [innerB, columnB] = attributes.transposeB ? [1, inner] : [columns, 1];
  const out = new Float64Array(sizeOf(shape));
  for (let i = 0; i < out.length; i++) {
    const [matrix, row, column] = [
      Math.floor(i / (rows * columns)),
      Math.floor(i / columns) % rows,
      i % columns,
    ];
    const [startA, startB] = [
      matrix * rows * inner + row * rowA,
      matrix * inner * columns + column * columnB,
    ];
    let total = 0;
    for (let k = 0; k < inner; k++) total += a.values[startA + k * innerA] * b.values[startB + k * innerB];
    out[i] = total;
  }
  return out;
}

function sum({ attributes }: Node, [x]: readonly Value[]): Numbers {
  const kept = x.shape.map((size, axis) => ((attributes.axes as Shape).includes(axis) ? 1 : size));
  const out = new Float64Array(sizeOf(kept));
  const into = positions(kept, x.shape);
  x.values.forEach((value, i) => {
    out[into[i]] += value;
  });
  return out;
}

function logSoftmax({ shape }: Node, [x]: readonly Value[]): Numbers {
  const out = Float64Array.from(x.values);
  const width = shape.at(-1)!;
  for (let start = 0; start < out.length; start += width) {
    const row = out.subarray(start, start + width);
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const total = row.reduce((sofar, value) => sofar + Math.exp(value - largest), 0);
    row.forEach((value, i) => {
      row[i] = value - largest - Math.log(total);
    });
  }
  return out;
}

function gather({ shape, dtype }: Node, [table, indices]: readonly Value[]): Numbers {
  const row = sizeOf(table.shape.slice(1));
  const out = new (dtype === 'int' ? Int32Array : Float64Array)(sizeOf(shape));
  indices.values.forEach((index, i) => {
    out.set(table.values.subarray(index * row, (index + 1) * row), i * row);
  });
  return out;
}

/** `x` broadcast to `shape`; a copy only where something is repeated. */
function repeated(x: Value, shape: Shape): Numbers {
  if (sizeOf(x.shape) === sizeOf(shape)) return x.values;
  const out = new Float64Array(sizeOf(shape));
  const from = positions(x.shape, shape);
  return out.map((_, i) => x.values[from[i]]);
}

/** `x` in another length of one axis, each place `by` further along it; what then lies outside is left out. */
function moved({ shape, values }: Value, { shape: into, attributes, dtype }: Node, by: number): Numbers {
  const axis = attributes.axis as number;
  const [row, length, room] = [sizeOf(shape.slice(axis + 1)), shape[axis], into[axis]];
  const out = new (dtype === 'int' ? Int32Array : Float64Array)(sizeOf(into));
  for (let i = 0; i < sizeOf(shape.slice(0, axis)); i++)
    for (let k = Math.max(0, -by); k < Math.min(length, room - by); k++)
      out.set(values.subarray((i * length + k) * row, (i * length + k + 1) * row), (i * room + k + by) * row);
  return out;
}

/** For each place in `shape`, the place in the smaller `part` that broadcasting puts there. */
function positions(part: Shape, shape: Shape): Int32Array {
  const lead = shape.length - part.length;
  let places = Int32Array.of(0);
  shape.forEach((size, axis) => {
    const own = part[axis - lead] ?? 1;
    const next = new Int32Array(places.length * size);
    places.forEach((place, i) => {
      for (let k = 0; k < size; k++) next[i * size + k] = place * own + (own === 1 ? 0 : k);
    });
    places = next;
  });
  return places;
}

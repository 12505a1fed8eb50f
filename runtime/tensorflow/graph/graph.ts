import type { DType, Shape } from '../../../compiler/program/program.ts';
import type { AttrValue, NodeDef, ShapeProto } from './messages.ts';

/** TensorFlow's numbers for the types that a graph uses. */
const types: Readonly<Record<DType | 'bool', number>> = { float: 1, int: 3, bool: 10 };

export const type = (dtype: DType | 'bool'): AttrValue => ({ type: types[dtype] });
export const shapeAttr = (shape: Shape): AttrValue => ({ shape: shapeProto(shape) });
export const text = (value: string): AttrValue => ({ s: new TextEncoder().encode(value) });
/** Several whole numbers. */
export const list = (values: readonly number[]): AttrValue => ({ list: { i: values } });

const shapeProto = (shape: Shape): ShapeProto => ({ dim: shape.map((size) => ({ size })) });

/** A TensorFlow graph while it is written. */
export class Graph {
  readonly nodes: NodeDef[] = [];
  readonly #constants = new Map<string, string>();

  /** Adds a node and gives its name back. Inputs are names; `^name` only waits. */
  node(
    op: string,
    input: readonly string[],
    attr: Readonly<Record<string, AttrValue>>,
    name?: string,
  ): string {
    const own = name ?? `${op}_${this.nodes.length}`;
    this.nodes.push({ name: own, op, input, attr });
    return own;
  }

  /** One number, at every place of `shape`. */
  float = (value: number, shape: Shape = []): string => this.#constant('float', shape, [value]);
  floats = (values: readonly number[], shape: Shape): string => this.#constant('float', shape, values);
  int = (value: number): string => this.#constant('int', [], [value]);
  /** Whole numbers, as shapes, axes and paddings are given to TensorFlow. */
  ints = (values: readonly number[], shape: Shape = [values.length]): string =>
    this.#constant('int', shape, values);

  #constant(dtype: DType, shape: Shape, values: readonly number[]): string {
    const key = [
      dtype,
      shape.join('x'),
      ...values.map((value) => (Object.is(value, -0) ? '-0' : value)),
    ].join();
    const known = this.#constants.get(key);
    if (known) return known;
    const list = dtype === 'float' ? { floatVal: values } : { intVal: values };
    const tensor = { dtype: types[dtype], tensorShape: shapeProto(shape), ...list };
    const name = this.node('Const', [], { dtype: type(dtype), value: { tensor } });
    this.#constants.set(key, name);
    return name;
  }
}

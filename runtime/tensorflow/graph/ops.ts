import type { OpName } from '../../../compiler/program/ops.ts';
import type { Node, Shape } from '../../../compiler/program/program.ts';
import { type Graph, shapeAttr, type } from './graph.ts';
import type { AttrValue } from './messages.ts';

/** Writes one operation into the graph and gives the name of its result back. */
type Emit = (graph: Graph, node: Node, inputs: readonly string[], handles: Handles) => string;
/** Names of the resource handles of the program's states. */
export type Handles = Readonly<Record<string, string>>;

const T = type('float');

/** Every operation as nodes that TensorFlow 1.15 and 2.9 both have. */
export const emit = {
  input: (graph, { shape, dtype }) =>
    graph.node('Placeholder', [], { dtype: type(dtype), shape: shapeAttr(shape) }),
  state: (graph, { attributes, dtype }, _, handles) =>
    graph.node('ReadVariableOp', [handles[attributes.name as string]], { dtype: type(dtype) }),
  constant: (graph, { attributes }) => graph.float(attributes.value as number),
  add: simple('AddV2'),
  sub: simple('Sub'),
  mul: simple('Mul'),
  div: simple('RealDiv'),
  neg: simple('Neg'),
  square: simple('Square'),
  sqrt: simple('Sqrt'),
  rsqrt: simple('Rsqrt'),
  exp: simple('Exp'),
  expm1: simple('Expm1'),
  // LeakyRelu with slope 0 instead of Relu, whose maximum with zero would hide NaN.
  leakyRelu: simple('LeakyRelu', ({ attributes }) => ({ alpha: { f: attributes.slope as number } })),
  leakyReluGradient: simple('LeakyReluGrad', ({ attributes }) => ({
    alpha: { f: attributes.slope as number },
  })),
  isZero: (graph, _, [x]) => {
    const equal = graph.node('Equal', [x, graph.float(0)], { T });
    return graph.node('Cast', [equal], { SrcT: type('bool'), DstT: T, Truncate: { b: false } });
  },
  matmul: simple('BatchMatMulV2', ({ attributes: { transposeA, transposeB } }) => ({
    adj_x: { b: transposeA as boolean },
    adj_y: { b: transposeB as boolean },
  })),
  sum: (graph, { attributes: { axes, keepDims } }, [x]) =>
    graph.node('Sum', [x, graph.ints(axes as Shape)], {
      T,
      Tidx: type('int'),
      keep_dims: { b: keepDims as boolean },
    }),
  logSoftmax: simple('LogSoftmax'),
  reshape: (graph, { shape, dtype }, [x]) =>
    graph.node('Reshape', [x, graph.ints(shape)], { T: type(dtype), Tshape: type('int') }),
  broadcast: (graph, { shape, dtype }, [x]) =>
    graph.node('BroadcastTo', [x, graph.ints(shape)], { T: type(dtype), Tidx: type('int') }),
  gather: (graph, { dtype }, [table, indices]) =>
    graph.node('GatherV2', [table, indices, graph.int(0)], {
      Tparams: type(dtype),
      Tindices: type('int'),
      Taxis: type('int'),
      batch_dims: { i: 0 },
    }),
  oneHot: (graph, { attributes }, [indices]) => {
    const values = [graph.int(attributes.depth as number), graph.float(1), graph.float(0)];
    return graph.node('OneHot', [indices, ...values], { T, TI: type('int'), axis: { i: -1 } });
  },
} as const satisfies Record<OpName, Emit>;

/** An operation that is one of TensorFlow's, on floats. */
function simple(op: string, attributes: (node: Node) => Record<string, AttrValue> = () => ({})): Emit {
  return (graph, node, inputs) => graph.node(op, inputs, { T, ...attributes(node) });
}

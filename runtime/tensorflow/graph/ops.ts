import { sizeOf } from '../../../compiler/program/ops/op.ts';
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
  sqrt: inPackets('Sqrt'),
  rsqrt: inPackets('Rsqrt'),
  exp: inPackets('Exp'),
  expm1: inPackets('Expm1'),
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
  logSoftmax: inPackets('LogSoftmax', ({ shape }) => shape.at(-1)!),
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

/** Numbers that TensorFlow computes together, at most, on the processors it is built for. */
const packet = 16;

/**
 * An approximated function. TensorFlow computes it packet by packet and what is left over one by one, which
 * rounds differently. So that a member's numbers do not depend on how many members stand beside it, rows of
 * `width` are filled up to whole packets, unless each member (the first axis) has whole packets of its own. All
 * that is decided without the number of members: TensorFlow rewrites graphs, which rounds differently too,
 * and must meet the same graph for cohorts of every size.
 */
function inPackets(op: string, width: (node: Node) => number = () => 1): Emit {
  return (graph, node, [x]) => {
    const columns = width(node);
    const rows = sizeOf(node.shape) / columns;
    const ownRows = sizeOf(node.shape.slice(1)) / columns;
    if (node.shape.length === 0 || ownRows % packet === 0) return graph.node(op, [x], { T });
    const reshape = (from: string, shape: Shape) =>
      graph.node('Reshape', [from, graph.ints(shape)], { T, Tshape: type('int') });
    const concat = { N: { i: 2 }, T, Tidx: type('int') };
    const fill = graph.float(1, [packet - (rows % packet), columns]);
    const filled = graph.node('ConcatV2', [reshape(x, [rows, columns]), fill, graph.int(0)], concat);
    const part = [graph.ints([0, 0]), graph.ints([rows, columns])];
    const result = graph.node('Slice', [graph.node(op, [filled], { T }), ...part], { T, Index: type('int') });
    return reshape(result, node.shape);
  };
}

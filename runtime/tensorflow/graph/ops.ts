import { sizeOf } from '../../../compiler/program/ops/op.ts';
import type { OpName } from '../../../compiler/program/ops.ts';
import type { Node, Shape } from '../../../compiler/program/program.ts';
import { type Graph, shapeAttr, type } from './graph.ts';
import type { AttrValue } from './messages.ts';
import * as windows from './windows.ts';

/** Writes one operation into the graph and gives the name of its result back. */
type Emit = (graph: Graph, node: Node, inputs: readonly string[], place: Place) => string;
/** What a node can refer to beside its inputs. */
interface Place {
  readonly handles: Handles;
  /** Shapes of the inputs. */
  readonly shapes: readonly Shape[];
}
/** Names of the resource handles of the program's states. */
export type Handles = Readonly<Record<string, string>>;

const T = type('float');

/** Every operation as nodes that TensorFlow 1.15 and 2.9 both have. */
export const emit = {
  input: (graph, { shape, dtype }) =>
    graph.node('Placeholder', [], { dtype: type(dtype), shape: shapeAttr(shape) }),
  state: (graph, { attributes, dtype }, _, { handles }) =>
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
  log1p: inPackets('Log1p'),
  tanh: inPackets('Tanh'),
  sigmoid: inPackets('Sigmoid'),
  erf: inPackets('Erf'),
  // LeakyRelu with slope 0 instead of Relu, whose maximum with zero would hide NaN.
  leakyRelu: simple('LeakyRelu', ({ attributes }) => ({ alpha: { f: attributes.slope as number } })),
  leakyReluGradient: simple('LeakyReluGrad', ({ attributes }) => ({
    alpha: { f: attributes.slope as number },
  })),
  // Not ClipByValue, which may hide NaN.
  clip: (graph, { attributes }, [x]) => {
    const [low, high] = [attributes.low, attributes.high].map((bound) => graph.float(bound as number));
    const below = graph.node('SelectV2', [graph.node('Less', [x, low], { T }), low, x], { T });
    return graph.node('SelectV2', [graph.node('Greater', [x, high], { T }), high, below], { T });
  },
  clipGradient: (graph, { attributes }, [gradient, x]) => {
    const above = graph.node('Greater', [x, graph.float(attributes.low as number)], { T });
    const below = graph.node('LessEqual', [x, graph.float(attributes.high as number)], { T });
    return graph.node('Mul', [gradient, numbers(graph, graph.node('LogicalAnd', [above, below], {}))], { T });
  },
  isZero: (graph, _, [x]) => numbers(graph, graph.node('Equal', [x, graph.float(0)], { T })),
  stopGradient: simple('Identity'),
  matmul: simple('BatchMatMulV2', ({ attributes: { transposeA, transposeB } }) => ({
    adj_x: { b: transposeA as boolean },
    adj_y: { b: transposeB as boolean },
  })),
  ...windows,
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
  slice: (graph, { shape, dtype, attributes: { axis, start } }, [x]) => {
    const begin = graph.ints(shape.map((_, k) => (k === axis ? (start as number) : 0)));
    return graph.node('Slice', [x, begin, graph.ints(shape)], { T: type(dtype), Index: type('int') });
  },
  pad: (graph, { shape, attributes: { axis, before, after } }, [x]) => {
    const sides = shape.flatMap((_, k) => (k === axis ? [before as number, after as number] : [0, 0]));
    return graph.node('Pad', [x, graph.ints(sides, [shape.length, 2])], { T, Tpaddings: type('int') });
  },
  join: (graph, { attributes: { axis } }, parts) =>
    graph.node('ConcatV2', [...parts, graph.int(axis as number)], {
      N: { i: parts.length },
      T,
      Tidx: type('int'),
    }),
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

/** Truth as 1 and 0. */
const numbers = (graph: Graph, truth: string): string =>
  graph.node('Cast', [truth], { SrcT: type('bool'), DstT: T, Truncate: { b: false } });

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

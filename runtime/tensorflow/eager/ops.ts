import * as tf from '@tensorflow/tfjs-core';
import type { OpName } from '../../../compiler/program/ops.ts';
import type { Node, Shape } from '../../../compiler/program/program.ts';

type Kernel = (node: Node, inputs: readonly tf.Tensor[], memory: Memory) => tf.Tensor;
/** What sources read. */
export interface Memory {
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly states: Readonly<Record<string, tf.Tensor>>;
  readonly constants: ReadonlyMap<number, tf.Tensor>;
}

/** Every operation on a TensorFlow.js backend; what the WebAssembly backend lacks is composed of what it has. */
export const kernels = {
  input: ({ attributes }, _, { inputs }) => inputs[attributes.name as string],
  state: ({ attributes }, _, { states }) => states[attributes.name as string],
  constant: ({ attributes }, _, { constants }) => constants.get(attributes.value as number)!,
  add: (_, [a, b]) => tf.add(a, b),
  sub: (_, [a, b]) => tf.sub(a, b),
  mul: (_, [a, b]) => tf.mul(a, b),
  div: (_, [a, b]) => tf.div(a, b),
  neg: (_, [x]) => tf.neg(x),
  square: (_, [x]) => tf.square(x),
  sqrt: (_, [x]) => tf.sqrt(x),
  rsqrt: (_, [x]) => tf.rsqrt(x),
  exp: (_, [x]) => tf.exp(x),
  expm1: (_, [x]) => tf.expm1(x),
  leakyRelu: ({ attributes }, [x]) => tf.leakyRelu(x, attributes.slope as number),
  leakyReluGradient: ({ attributes }, [gradient, x]) => {
    const slope = tf.add(tf.mul(tf.step(x), 1 - (attributes.slope as number)), attributes.slope as number);
    return tf.mul(gradient, slope);
  },
  isZero: (_, [x]) => tf.cast(tf.equal(x, 0), 'float32'),
  matmul: ({ attributes: { transposeA, transposeB } }, [a, b]) =>
    tf.matMul(a, b, transposeA as boolean, transposeB as boolean),
  sum: ({ attributes: { axes, keepDims } }, [x]) => tf.sum(x, [...(axes as Shape)], keepDims as boolean),
  logSoftmax: (_, [x]) => {
    const shifted = tf.sub(x, tf.max(x, -1, true));
    return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
  },
  reshape: ({ shape }, [x]) => tf.reshape(x, [...shape]),
  broadcast: ({ shape }, [x]) => tf.broadcastTo(x, [...shape]),
  gather: (_, [table, indices]) => tf.gather(table, indices as tf.Tensor1D),
  oneHot: ({ attributes }, [indices]) => tf.cast(tf.oneHot(indices, attributes.depth as number), 'float32'),
} as const satisfies Record<OpName, Kernel>;

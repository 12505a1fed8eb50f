import * as tf from '@tensorflow/tfjs-core';
import type { OpName } from '../../../compiler/program/ops.ts';
import type { Node, Shape } from '../../../compiler/program/program.ts';
import * as windows from './windows.ts';

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
  // The WebAssembly backend's own is log(1 + x), of which nothing is left where x is small (Kahan's correction).
  log1p: (_, [x]) => {
    const whole = tf.add(x, 1);
    const added = tf.sub(whole, 1);
    return tf.where(tf.equal(added, 0), x, tf.div(tf.mul(tf.log(whole), x), added));
  },
  tanh: (_, [x]) => tf.tanh(x),
  sigmoid: (_, [x]) => tf.sigmoid(x),
  erf: (_, [x]) => tf.erf(x),
  leakyRelu: ({ attributes }, [x]) => tf.leakyRelu(x, attributes.slope as number),
  leakyReluGradient: ({ attributes }, [gradient, x]) => {
    const slope = tf.add(tf.mul(tf.step(x), 1 - (attributes.slope as number)), attributes.slope as number);
    return tf.mul(gradient, slope);
  },
  // Not clipByValue, which may hide NaN.
  clip: ({ attributes }, [x]) => {
    const [low, high] = [attributes.low as number, attributes.high as number];
    const below = tf.where(tf.less(x, low), tf.fill(x.shape, low), x);
    return tf.where(tf.greater(x, high), tf.fill(x.shape, high), below);
  },
  clipGradient: ({ attributes }, [gradient, x]) => {
    const inside = tf.logicalAnd(
      tf.greater(x, attributes.low as number),
      tf.lessEqual(x, attributes.high as number),
    );
    return tf.mul(gradient, tf.cast(inside, 'float32'));
  },
  isZero: (_, [x]) => tf.cast(tf.equal(x, 0), 'float32'),
  stopGradient: (_, [x]) => x,
  matmul: ({ attributes: { transposeA, transposeB } }, [a, b]) =>
    tf.matMul(a, b, transposeA as boolean, transposeB as boolean),
  ...windows,
  sum: ({ attributes: { axes, keepDims } }, [x]) => tf.sum(x, [...(axes as Shape)], keepDims as boolean),
  logSoftmax: (_, [x]) => {
    const shifted = tf.sub(x, tf.max(x, -1, true));
    return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
  },
  reshape: ({ shape }, [x]) => tf.reshape(x, [...shape]),
  broadcast: ({ shape }, [x]) => tf.broadcastTo(x, [...shape]),
  slice: ({ shape, attributes: { axis, start } }, [x]) =>
    tf.slice(
      x,
      shape.map((_, k) => (k === axis ? (start as number) : 0)),
      [...shape],
    ),
  pad: ({ shape, attributes: { axis, before, after } }, [x]) =>
    tf.pad(
      x,
      shape.map((_, k) => (k === axis ? [before as number, after as number] : [0, 0])),
    ),
  join: ({ attributes: { axis } }, parts) => tf.concat([...parts], axis as number),
  gather: (_, [table, indices]) => tf.gather(table, indices as tf.Tensor1D),
  oneHot: ({ attributes }, [indices]) => tf.cast(tf.oneHot(indices, attributes.depth as number), 'float32'),
} as const satisfies Record<OpName, Kernel>;

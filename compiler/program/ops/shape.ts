import type { Shape } from '../program.ts';
import { broadcastShape } from './elementwise.ts';
import { type Op, sameShape, show, sizeOf } from './op.ts';

/** The same numbers in row-major order under another shape. */
export const reshape: Op = {
  arity: 1,
  attributes: ['shape'],
  infer: ([x], attributes) => {
    const shape = attributes.shape as Shape;
    if (sizeOf(shape) !== sizeOf(x.shape))
      throw new Error(`cannot turn ${show(x.shape)} into ${show(shape)}`);
    return { shape, dtype: x.dtype };
  },
  derivative: (build, { inputs }, gradient) => [build.reshape(gradient, build.shape(inputs[0]))],
};

/** Repeats along axes of size 1 and along new leading axes. */
export const broadcast: Op = {
  arity: 1,
  attributes: ['shape'],
  infer: ([x], attributes) => {
    const shape = attributes.shape as Shape;
    if (!sameShape(broadcastShape(x.shape, shape), shape))
      throw new Error(`cannot repeat ${show(x.shape)} to ${show(shape)}`);
    return { shape, dtype: x.dtype };
  },
  derivative: (build, { inputs }, gradient) => [build.sumTo(gradient, build.shape(inputs[0]))],
};

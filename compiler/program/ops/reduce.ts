import type { Shape } from '../program.ts';
import { float, mustBe, type Op, show } from './op.ts';

/** Sum over `axes`, which stay as size 1 with `keepDims` and vanish without. */
export const sum: Op = {
  arity: 1,
  attributes: ['axes', 'keepDims'],
  infer: ([x], attributes) => {
    mustBe('float', x);
    const axes = attributes.axes as Shape;
    const wrong = axes.find((axis) => axis < 0 || axis >= x.shape.length);
    if (wrong !== undefined) throw new Error(`${show(x.shape)} has no axis ${wrong}`);
    return float(
      attributes.keepDims
        ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
        : x.shape.filter((_, axis) => !axes.includes(axis)),
    );
  },
  derivative: (build, { inputs, attributes }, gradient) => {
    const shape = build.shape(inputs[0]);
    const axes = attributes.axes as Shape;
    const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    return [build.broadcast(build.reshape(gradient, kept), shape)];
  },
};

/** `x - log(sum(exp(x)))` over the last axis, computed without overflow. */
export const logSoftmax: Op = {
  arity: 1,
  attributes: [],
  infer: ([x]) => {
    mustBe('float', x);
    if (x.shape.length === 0) throw new Error('takes at least one axis');
    return x;
  },
  derivative: (build, { ref, shape }, gradient) => {
    const total = build.sum(gradient, [shape.length - 1], { keepDims: true });
    return [build.sub(gradient, build.mul(build.exp(ref), total))];
  },
};

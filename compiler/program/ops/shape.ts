import type { Shape } from '../program.ts';
import { broadcastShape } from './elementwise.ts';
import { float, mustBe, type Op, sameShape, show, sizeOf, type Typed } from './op.ts';

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

/** `size` places along one axis, from place `start` on. */
export const slice: Op = {
  arity: 1,
  attributes: ['axis', 'start', 'size'],
  infer: ([x], attributes) => {
    const { axis, start, size } = attributes as Readonly<Record<string, number>>;
    const whole = axisOf(x, axis);
    if (start < 0 || size < 1 || start + size > whole)
      throw new Error(`cannot take ${size} places from ${start} on along axis ${axis} of ${show(x.shape)}`);
    return { shape: x.shape.with(axis, size), dtype: x.dtype };
  },
  derivative: (build, { inputs, attributes }, gradient) => {
    const { axis, start, size } = attributes as Readonly<Record<string, number>>;
    return [build.pad(gradient, axis, start, build.shape(inputs[0])[axis] - start - size)];
  },
};

/** Zeros `before` and `after` along one axis. */
export const pad: Op = {
  arity: 1,
  attributes: ['axis', 'before', 'after'],
  infer: ([x], attributes) => {
    const { axis, before, after } = attributes as Readonly<Record<string, number>>;
    mustBe('float', x);
    if (before < 0 || after < 0) throw new Error(`cannot pad by ${before} and ${after}`);
    return float(x.shape.with(axis, before + axisOf(x, axis) + after));
  },
  derivative: (build, { inputs, attributes }, gradient) => {
    const { axis, before } = attributes as Readonly<Record<string, number>>;
    return [build.slice(gradient, axis, before, build.shape(inputs[0])[axis])];
  },
};

/** Values one after the other along one axis; the other axes are equal. */
export const join: Op = {
  attributes: ['axis'],
  infer: (parts, attributes) => {
    const axis = attributes.axis as number;
    mustBe('float', ...parts);
    const [first] = parts;
    const odd = parts.find(({ shape }) => !sameShape(shape.with(axis, 0), first.shape.with(axis, 0)));
    if (odd) throw new Error(`cannot join ${show(odd.shape)} and ${show(first.shape)} along axis ${axis}`);
    return float(
      first.shape.with(
        axis,
        parts.reduce((sum, part) => sum + axisOf(part, axis), 0),
      ),
    );
  },
  derivative: (build, { inputs, attributes }, gradient) => {
    const axis = attributes.axis as number;
    let start = 0;
    return inputs.map((input) => {
      const size = build.shape(input)[axis];
      start += size;
      return build.slice(gradient, axis, start - size, size);
    });
  },
};

function axisOf({ shape }: Typed, axis: number): number {
  if (!(axis in shape)) throw new Error(`${show(shape)} has no axis ${axis}`);
  return shape[axis];
}

import type { Builder } from '../build.ts';
import type { Ref, Shape } from '../program.ts';
import { float, mustBe, type Op, type Place, show } from './op.ts';

/**
 * Shape of an elementwise result by NumPy's rule: shapes are aligned at the end, and an axis of size 1 or a
 * missing axis is repeated.
 */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [m, n] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (m !== n && m !== 1 && n !== 1) throw new Error(`shapes ${show(a)} and ${show(b)} do not broadcast`);
    return m === 1 ? n : m;
  });
}

type Derivative = (build: Builder, node: Place, gradient: Ref) => Ref;

function binary(left: Derivative, right: Derivative): Op {
  return {
    arity: 2,
    attributes: [],
    infer: ([a, b]) => {
      mustBe('float', a, b);
      return float(broadcastShape(a.shape, b.shape));
    },
    derivative: (build, node, gradient) =>
      [left, right].map((side, i) => build.sumTo(side(build, node, gradient), build.shape(node.inputs[i]))),
  };
}

function unary(derivative: Derivative, attributes: readonly string[] = []): Op {
  return {
    arity: 1,
    attributes,
    infer: ([x]) => {
      mustBe('float', x);
      return x;
    },
    derivative: (build, node, gradient) => [derivative(build, node, gradient)],
  };
}

const pass: Derivative = (_build, _node, gradient) => gradient;

export const add = binary(pass, pass);
export const sub: Op = {
  ...binary(pass, pass),
  // The sign changes where least is left: after what broadcasting repeated has been added up.
  derivative: (build, { inputs: [a, b] }, gradient) => [
    build.sumTo(gradient, build.shape(a)),
    build.neg(build.sumTo(gradient, build.shape(b))),
  ],
};
export const mul = binary(
  (build, { inputs }, gradient) => build.mul(gradient, inputs[1]),
  (build, { inputs }, gradient) => build.mul(gradient, inputs[0]),
);
export const div = binary(
  (build, { inputs }, gradient) => build.div(gradient, inputs[1]),
  (build, { ref, inputs }, gradient) => build.neg(build.div(build.mul(gradient, ref), inputs[1])),
);

export const neg = unary((build, _, gradient) => build.neg(gradient));
export const square = unary((build, { inputs }, gradient) => build.scale(build.mul(gradient, inputs[0]), 2));
export const sqrt = unary((build, { ref }, gradient) => build.div(build.scale(gradient, 0.5), ref));
export const rsqrt = unary((build, { ref }, gradient) =>
  build.mul(gradient, build.scale(build.mul(build.square(ref), ref), -0.5)),
);
export const exp = unary((build, { ref }, gradient) => build.mul(gradient, ref));
/** `exp(x) - 1` without cancellation near zero. */
export const expm1 = unary((build, { ref }, gradient) => build.mul(gradient, build.shift(ref, 1)));

/** `log(1 + x)` without cancellation near zero. */
export const log1p = unary((build, { inputs }, gradient) => build.div(gradient, build.shift(inputs[0], 1)));
export const tanh = unary((build, { ref }, gradient) =>
  build.sub(gradient, build.mul(gradient, build.square(ref))),
);
/** `1 / (1 + exp(-x))` */
export const sigmoid = unary((build, { ref }, gradient) =>
  build.mul(gradient, build.mul(ref, build.sub(build.constant(1), ref))),
);
/** Gauss's error function, `2/√π` times the integral of `exp(-t²)` from 0 to `x`. */
export const erf = unary((build, { inputs }, gradient) => {
  const bell = build.exp(build.neg(build.square(inputs[0])));
  return build.mul(gradient, build.scale(bell, 2 / Math.sqrt(Math.PI)));
});

/** `x` where positive, `slope x` elsewhere. */
export const leakyRelu = unary(
  (build, { inputs, attributes }, gradient) =>
    build.leakyReluGradient(gradient, inputs[0], attributes.slope as number),
  ['slope'],
);

/** `(g, x)`: `g` where `x` is positive, `slope g` elsewhere; at the crease itself the slope of the negative side. */
export const leakyReluGradient = through(['slope'], (build, { inputs, attributes }, gradient) =>
  build.leakyReluGradient(gradient, inputs[1], attributes.slope as number),
);

/** `x` cut off below `low` and above `high`. */
export const clip = unary(
  (build, { inputs, attributes }, gradient) =>
    build.clipGradient(gradient, inputs[0], attributes.low as number, attributes.high as number),
  ['low', 'high'],
);

/** `(g, x)`: `g` where `low < x ≤ high`, 0 elsewhere: at a crease the piece below it, as for `leakyReluGradient`. */
export const clipGradient = through(['low', 'high'], (build, { inputs, attributes }, gradient) =>
  build.clipGradient(gradient, inputs[1], attributes.low as number, attributes.high as number),
);

/** `(g, x)` of one shape: `g` times a factor that `x` decides piece by piece, so that nothing flows back to `x`. */
function through(attributes: readonly string[], derivative: Derivative): Op {
  return {
    arity: 2,
    attributes,
    infer: ([gradient, x]) => {
      mustBe('float', gradient, x);
      if (show(gradient.shape) !== show(x.shape))
        throw new Error(`takes two equal shapes, not ${show(gradient.shape)} and ${show(x.shape)}`);
      return x;
    },
    derivative: (build, node, gradient) => [derivative(build, node, gradient), undefined],
  };
}

/** 1 where `x` is exactly zero, 0 elsewhere; nothing flows back through it. */
export const isZero: Op = { ...unary(pass), derivative: () => [undefined] };
/** `x` itself; nothing flows back through it. */
export const stopGradient: Op = { ...unary(pass), derivative: () => [undefined] };

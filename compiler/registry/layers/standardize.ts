import type { Builder } from '../../program/build.ts';
import { sizeOf } from '../../program/ops/op.ts';
import type { Ref, Shape } from '../../program/program.ts';
import type { Parameter, Settings } from '../construct.ts';
import type { LayerPlace, Variable } from './layer.ts';

/** Mean and biased variance, with the axes that they are taken over left as size 1. */
export interface Moments {
  readonly mean: Ref;
  readonly variance: Ref;
}

/**
 * Mean and biased variance of `x` over `axes`. Without `epsilon` they are taken from the first value on, so that what is
 * constant has variance zero exactly, whatever the rounding of a sum of equal numbers.
 */
export function momentsOf(build: Builder, x: Ref, axes: Shape, epsilon: number): Moments {
  const origin = epsilon === 0 ? firstOf(build, x, axes) : undefined;
  const moved = origin === undefined ? x : build.sub(x, origin);
  const mean = build.mean(moved, axes, { keepDims: true });
  const variance = build.mean(build.square(build.sub(moved, mean)), axes, { keepDims: true });
  return { mean: origin === undefined ? mean : build.add(mean, origin), variance };
}

const firstOf = (build: Builder, x: Ref, axes: Shape): Ref =>
  build.stopGradient(axes.reduce((rest, axis) => build.slice(rest, axis, 0, 1), x));

/** `1 / sqrt(variance + epsilon)`; without epsilon 1 where the variance is zero, so that a constant is only centred. */
export function inverseSpread(build: Builder, variance: Ref, epsilon: number): Ref {
  const safe = epsilon === 0 ? build.add(variance, build.isZero(variance)) : build.shift(variance, epsilon);
  return build.rsqrt(safe);
}

/** A variable `[S, C]`, shaped to meet a value of `rank` axes whose last one is C. */
export function perChannel(build: Builder, variable: Ref, rank: number): Ref {
  const [members, channels] = build.shape(variable);
  return build.reshape(variable, [members, ...Array<number>(rank - 2).fill(1), channels]);
}

/** The settings `gamma` and `beta` of every normalization. */
export const gammaAndBeta: readonly Parameter[] = [
  {
    name: 'gamma',
    about: 'how the trained factor `γ` of each unit or channel starts; `none` fixes it at 1',
    type: { kind: 'initializer', none: true },
    default: { is: 'ones' },
  },
  {
    name: 'beta',
    about: 'how the trained offset `β` of each unit or channel starts; `none` fixes it at 0',
    type: { kind: 'initializer', none: true },
    default: { is: 'zeros' },
  },
];

export const epsilonParameter: Parameter = {
  name: 'epsilon',
  about: 'added to the variance; with 0 what is constant is only centred',
  type: { kind: 'number', unit: 'one', min: 0 },
  default: 1e-5,
};

/** The variables of `gamma` and `beta`, one of each for a unit of a vector or a channel of an image. */
export function scaleAndOffset(input: Shape, { gamma, beta }: Settings): readonly Variable[] {
  const shape = input.slice(-1);
  return [
    ...(gamma === null
      ? []
      : [{ name: 'scale', shape, trained: true, initial: gamma as Variable['initial'] }]),
    ...(beta === null
      ? []
      : [{ name: 'offset', shape, trained: true, initial: beta as Variable['initial'] }]),
  ];
}

/** `γ x + β` */
export function scaledAndOffset({ build, variable }: LayerPlace, x: Ref, { gamma, beta }: Settings): Ref {
  const rank = build.shape(x).length;
  const scaled = gamma === null ? x : build.mul(x, perChannel(build, variable('scale'), rank));
  return beta === null ? scaled : build.add(scaled, perChannel(build, variable('offset'), rank));
}

/**
 * Each example `[S, B, …, C]` by its own statistics, over all positions and `C / groups` consecutive channels at a
 * time.
 */
export function standardizeExamples(build: Builder, x: Ref, groups: number, epsilon: number): Ref {
  const shape = build.shape(x);
  const channels = shape.at(-1)!;
  const grouped = build.reshape(x, [...shape.slice(0, -1), groups, channels / groups]);
  const positions = shape.slice(2, -1).map((_, i) => i + 2);
  const { mean, variance } = momentsOf(build, grouped, [...positions, shape.length], epsilon);
  const standard = build.mul(build.sub(grouped, mean), inverseSpread(build, variance, epsilon));
  return build.reshape(standard, shape);
}

/** Numbers behind each mean over `axes` of `x`. */
export const countOver = (build: Builder, x: Ref, axes: Shape): number =>
  sizeOf(axes.map((axis) => build.shape(x)[axis]));

import type { Ref } from '../../program/program.ts';
import type { Parameter, Settings, Shape } from '../construct.ts';
import type { LayerPlace, Variable } from './layer.ts';

/** The setting of layers with weights that splits them into lengths and directions. */
export const weightNorm: Parameter = {
  name: 'weight_norm',
  about: 'train the length of each weight vector apart from its direction',
  type: { kind: 'truth' },
  default: false,
};

export const weightNormAbout = [
  'With `weight_norm` the weights of unit k are `g v / ‖v‖`: the length `g` and the vector `v`, of which only the direction',
  'counts, are both trained. `v` starts as `weights` say and `g` as its length, so that the network starts as without.',
  'A step along `v` is orthogonal to `v`, so `‖v‖` only grows and the direction settles. The hyperplane of a unit passes the',
  'origin at bias 0; followed by fold_statistics() `g` starts at `1 / σ` times that length and the bias at `-μ / σ`, the start of',
  'Salimans & Kingma 2016 (arXiv 1602.07868, section 3).',
].join(' ');

/** The lengths, where the weights `of` shape `[outputs, …]` are split. */
export function lengths(of: string, [outputs]: Shape, { weight_norm }: Settings): readonly Variable[] {
  if (!weight_norm) return [];
  return [{ name: 'lengths', shape: [outputs], trained: true, initial: { is: 'row_lengths', of } }];
}

/** The weights `[S, outputs, …]` that a layer multiplies by; where `v` is zero they are too. */
export function effectiveWeights(
  { build, variable }: LayerPlace,
  of: string,
  { weight_norm }: Settings,
): Ref {
  const weights = variable(of);
  if (!weight_norm) return weights;
  const [members, outputs, ...rest] = build.shape(weights);
  const axes = rest.map((_, axis) => axis + 2);
  const squares = build.sum(build.square(weights), axes, { keepDims: true });
  const inverse = build.rsqrt(build.add(squares, build.isZero(squares)));
  const length = build.reshape(variable('lengths'), [members, outputs, ...rest.map(() => 1)]);
  return build.mul(weights, build.mul(length, inverse));
}

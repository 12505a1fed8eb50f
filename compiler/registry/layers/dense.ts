import type { Construct } from '../../plan/plan.ts';
import type { LayerRecord } from './layer.ts';
import { effectiveWeights, lengths, weightNorm, weightNormAbout } from './weight-norm.ts';

/** Fully connected layer. */
export const dense: LayerRecord = {
  name: 'dense',
  kind: 'layer',
  summary: 'Fully connected layer: every output is an affine function of all inputs',
  about: `Computes \`W z + c\` for a weight matrix of \`units\` rows. Leave the bias out before a normalization, which removes it. ${weightNormAbout}`,
  source: 'Balestriero & Baraniuk 2022, layer definition',
  version: 1,
  parameters: [
    {
      name: 'units',
      about: 'number of outputs',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
    },
    { name: 'weights', about: 'how the weights start', type: { kind: 'initializer' }, default: { is: 'he' } },
    {
      name: 'bias',
      about: 'how the bias starts, or `none`',
      type: { kind: 'initializer', none: true },
      default: { is: 'zeros' },
    },
    weightNorm,
  ],
  example: 'dense(64, weights = normal(sd = 0.1), bias = none)',
  piecewiseAffine: true,
  shape: (input, { units }) =>
    input.length === 1
      ? [units as number]
      : {
          refused: `dense takes a vector, but ${input.join('×')} arrives here`,
          help: 'put flatten() before it',
          because: 'shape',
        },
  variables: ([inputs], { units, weights, bias, weight_norm }) => [
    { name: 'weights', shape: [units as number, inputs], trained: true, initial: weights as Construct },
    ...lengths('weights', [units as number, inputs], { weight_norm }),
    ...(bias === null
      ? []
      : [{ name: 'bias', shape: [units as number], trained: true, initial: bias as Construct }]),
  ],
  lower: (place, x, settings) => {
    const { build, variable } = place;
    const product = build.matmul(x, effectiveWeights(place, 'weights', settings), { transposeB: true });
    return settings.bias === null ? product : build.add(product, build.expand(variable('bias'), 1));
  },
};

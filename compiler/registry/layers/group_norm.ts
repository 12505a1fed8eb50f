import type { LayerRecord } from './layer.ts';
import {
  epsilonParameter,
  gammaAndBeta,
  scaleAndOffset,
  scaledAndOffset,
  standardizeExamples,
} from './standardize.ts';

/** Group normalization. */
export const groupNorm: LayerRecord = {
  name: 'group_norm',
  kind: 'normalization',
  summary: 'Centres and scales each example by its own statistics, group by group',
  about: [
    'Units of a vector, or channels of an image, are cut in order into `groups` of equal size. In training and evaluation',
    'alike `γ (u - μ) / sqrt(σ² + epsilon) + β`, with mean `μ` and biased variance `σ²` of the group in this one example, over',
    'its units, or over its channels and all positions; `γ` and `β` for each unit or channel. A group that is constant is only',
    'centred where `epsilon = 0`. With one group it is layer_norm().',
    'Where `β = 0`, the sign of unit k is that of `(w_k - w̄) z + c_k - c̄`, with means `w̄`, `c̄` over its group: a hyperplane',
    'that the weights place and not the data. Divisors differ from group to group and from example to example, so that the',
    'network is not piecewise affine.',
  ].join(' '),
  source: 'Wu & He 2018, Group Normalization, arXiv 1803.08494, section 3',
  version: 1,
  parameters: [
    {
      name: 'groups',
      about: 'number of groups; it divides the number of units or channels',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
    },
    epsilonParameter,
    ...gammaAndBeta,
  ],
  example: 'group_norm(4)',
  piecewiseAffine: false,
  shape: (input, { groups }) => {
    const channels = input.at(-1)!;
    if (channels % (groups as number) === 0) return input;
    const what = input.length === 1 ? 'units' : 'channels';
    return {
      refused: `group_norm() cannot cut ${channels} ${what} into ${groups} groups of equal size`,
      help: `take a number of groups that divides ${channels}`,
      because: 'shape',
    };
  },
  variables: scaleAndOffset,
  lower: (place, x, settings) => {
    const { groups, epsilon } = settings as Readonly<Record<string, number>>;
    return scaledAndOffset(place, standardizeExamples(place.build, x, groups, epsilon), settings);
  },
};

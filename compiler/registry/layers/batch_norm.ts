import type { Ref } from '../../program/program.ts';
import type { Settings } from '../construct.ts';
import {
  type Batch,
  chosen,
  dealBatch,
  momentum,
  runningMoments,
  runningStatistics,
  updateRunning,
} from './batch-statistics.ts';
import type { LayerPlace, LayerRecord } from './layer.ts';
import {
  epsilonParameter,
  gammaAndBeta,
  inverseSpread,
  type Moments,
  scaleAndOffset,
  scaledAndOffset,
} from './standardize.ts';
import { noiseParameters, withNoise } from './statistics-noise.ts';

/** Batch normalization. */
export const batchNorm: LayerRecord = {
  name: 'batch_norm',
  kind: 'normalization',
  summary: 'Centres and scales every unit by the statistics of the mini-batch',
  about: [
    [
      'In training `γ (u - μ) / sqrt(σ² + epsilon) + β`, with the mean `μ` and the biased variance `σ²` of the mini-batch,',
      'unit by unit; of images channel by channel, over examples and positions. The gradient runs through `μ` and `σ²`.',
      'Measured in evaluation mode with the exact statistics of the whole training data, or with `evaluate = running` with',
      'the running ones: no others in a network that is not trained than they start with. A unit that is constant over the',
      'batch is only centred where `epsilon = 0`.',
    ],
    [
      "A hyperplane lies where `u = μ - β sqrt(σ² + epsilon) / γ`: with `β = 0` it passes through the mean of its layer's",
      'inputs, whatever `epsilon`. With `centre = false` nothing is subtracted (`σ²` is still taken about the mean), and with',
      '`β = 0` it passes through the origin; with `scale = false` nothing is divided, and it lies where `u = μ - β / γ`.',
    ],
    [
      'Running statistics are kept beside: `running ← momentum · running + (1 - momentum) · batch`, of the biased variance, or',
      'with `unbiased` of the one times `n / (n - 1)` for n numbers, as PyTorch does.',
    ],
    [
      '`batch` sets the examples that statistics are taken over. Fewer than the training batch are ghost batches: the batch is',
      'dealt in order into parts of that size, each with its own statistics; the running statistics take their averages. With',
      'more, every step sees so many examples: the training batch and others drawn anew from the training data. Loss and',
      'gradient are those of the training batch, and the gradient is exact: it also runs through the statistics to what the',
      'other examples gave them. With as many as there are training examples there is no noise of batches.',
    ],
    [
      'With `statistics = running` training too uses the running statistics, as they were before the step and as constants:',
      'no gradient runs through them. With `freeze_after = n` the running statistics stop after n steps, and the steps after',
      'that use them so. In both cases they start as the exact statistics of the training data, layer by layer. Where they',
      'are to freeze, evaluation mode uses them as well, from the start.',
    ],
    [
      'Noise is added to the statistics that training uses, as a batch of B examples would have it: the mean moves by a',
      'normal number of variance `σ²/B` and the variance is multiplied by `χ²/B` with B − 1 degrees of freedom. `rigid_noise`',
      'draws one normal number for each example of the batch, so that the means of all units move as one shift of the',
      "layer's mean input moves them, of covariance `Σ/B`, and one `χ²` for all units, which moves no hyperplane with `β = 0`;",
      '`independent_noise` draws both for each unit. `σ²` and `Σ` are there the unbiased ones of the batch, of images those',
      'of the means over positions. For gradients the shift is a constant. Running statistics and evaluation have no noise.',
    ],
  ]
    .map((paragraph) => paragraph.join(' '))
    .join('\n\n'),
  source:
    'Balestriero & Baraniuk 2022, definition of BN; epsilon and running statistics as in Ioffe & Szegedy 2015; ghost batches: Hoffer et al. 2017',
  version: 1,
  parameters: [
    epsilonParameter,
    momentum(0.9),
    ...gammaAndBeta,
    { name: 'centre', about: 'subtract the mean', type: { kind: 'truth' }, default: true },
    { name: 'scale', about: 'divide by the standard deviation', type: { kind: 'truth' }, default: true },
    {
      name: 'batch',
      about: 'examples that statistics are taken over; those of the training batch unless said',
      type: { kind: 'number', unit: 'examples', whole: true, min: 2, none: true },
      default: null,
    },
    {
      name: 'unbiased',
      about: 'let the running variance follow the unbiased variance',
      type: { kind: 'truth' },
      default: false,
    },
    {
      name: 'statistics',
      about: 'which statistics training uses: those of the batch, or the running ones',
      type: { kind: 'choice', of: ['batch', 'running'] },
      default: 'batch',
    },
    {
      name: 'freeze_after',
      about: 'steps after which the statistics stay as they are',
      type: { kind: 'number', unit: 'steps', whole: true, min: 0, none: true },
      default: null,
    },
    ...noiseParameters,
    {
      name: 'evaluate',
      about:
        'statistics of evaluation mode: `exact` ones of the whole training data, or the `running` ones as training left them',
      type: { kind: 'choice', of: ['exact', 'running'] },
      default: 'exact',
    },
  ],
  example: 'batch_norm(epsilon = 1e-5, momentum = 0.9)',
  piecewiseAffine: true,
  exactStatistics: ({ evaluate, freeze_after }) => evaluate !== 'running' && freeze_after === null,
  batchStatistics: ({ batch }) => ({ examples: batch as number | null }),
  startsFromData: ({ statistics, freeze_after }) => statistics === 'running' || freeze_after !== null,
  removesBias: ({ centre, statistics, freeze_after }) =>
    centre === true && statistics === 'batch' && freeze_after === null,
  shape: (input, { centre, scale }) =>
    centre || scale
      ? input
      : {
          refused: 'batch_norm() that neither centres nor scales normalizes nothing',
          help: 'leave `centre` or `scale` true, or take bias() for a learned offset',
        },
  variables: (input, settings) => [...scaleAndOffset(input, settings), ...runningStatistics(input)],
  lower: (place, x, settings) => {
    const standard =
      place.mode === 'train'
        ? trained(place, x, settings)
        : standardize(place, x, runningMoments(place, place.build.shape(x).length), settings);
    return scaledAndOffset(place, standard, settings);
  },
};

/** Training: by the statistics of the batch, or by the running ones. */
function trained(place: LayerPlace, x: Ref, settings: Settings): Ref {
  const { build } = place;
  const batch = dealBatch(place, x, settings);
  const { freeze_after } = settings;
  const frozen = freeze_after === null ? undefined : place.hasTaken(freeze_after as number);
  updateRunning(place, batch, settings, frozen);
  const moments = withNoise(place, batch, usedIn(place, batch, settings, frozen), settings);
  return build.reshape(standardize(place, batch.values, moments, settings), build.shape(x));
}

function usedIn(
  place: LayerPlace,
  { values, moments }: Batch,
  { statistics }: Settings,
  frozen?: Ref,
): Moments {
  const rank = place.build.shape(values).length;
  if (statistics === 'running') return runningMoments(place, rank);
  if (frozen === undefined) return moments;
  const kept = runningMoments(place, rank);
  return {
    mean: chosen(place, frozen, kept.mean, moments.mean),
    variance: chosen(place, frozen, kept.variance, moments.variance),
  };
}

function standardize(
  { build }: LayerPlace,
  x: Ref,
  { mean, variance }: Moments,
  { centre, scale, epsilon }: Settings,
): Ref {
  const centred = centre ? build.sub(x, mean) : x;
  return scale ? build.mul(centred, inverseSpread(build, variance, epsilon as number)) : centred;
}

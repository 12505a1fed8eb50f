import type { Ref } from '../../program/program.ts';
import type { Parameter, Settings } from '../construct.ts';
import { dealBatch, momentum, runningMoments, runningStatistics, updateRunning } from './batch-statistics.ts';
import type { LayerPlace, LayerRecord } from './layer.ts';
import {
  epsilonParameter,
  gammaAndBeta,
  inverseSpread,
  scaleAndOffset,
  scaledAndOffset,
} from './standardize.ts';

const bound = (name: string, about: string, min: number, standard: number): Parameter => ({
  name,
  about,
  type: { kind: 'number', unit: 'one', min },
  default: standard,
});

/** Batch renormalization. */
export const batchRenorm: LayerRecord = {
  name: 'batch_renorm',
  kind: 'normalization',
  summary: 'Batch normalization whose training stays near the running statistics',
  about: [
    'In training `γ ((u - μ) / s · r + d) + β` with `s = sqrt(σ² + epsilon)`, mean `μ` and biased variance `σ²` of the',
    'mini-batch, unit by unit (of images channel by channel, over examples and positions), and with the running `m` and `S`',
    'as they were before the step: `r = s / S` cut off to `[1 / r_max, r_max]` and `d = (μ - m) / S` to `[-d_max, d_max]`,',
    'both constants for the gradient. Where nothing is cut off it gives what the running statistics give, with the gradient of',
    'batch normalization; with `r_max = 1` and `d_max = 0` it is batch normalization. The hyperplane of a unit lies at',
    '`u = μ - s (d + β / γ) / r`, which is `u = m - S β / γ` as long as nothing is cut off, so that batches hardly move it.',
    'The running statistics are `m` and the biased variance `S² - epsilon`, where the paper keeps `S` itself; they start as',
    'those of the training data, layer by layer, so that `r` and `d` mean something from the first step.',
    'Evaluation mode uses exact statistics of the whole training data.',
  ].join(' '),
  source: 'Ioffe 2017, Batch Renormalization, arXiv 1702.03275, algorithm 1',
  version: 1,
  parameters: [
    epsilonParameter,
    momentum(0.99),
    bound('r_max', 'how many times larger or smaller the spread of a batch may be made', 1, 3),
    bound('d_max', 'how many running standard deviations the mean of a batch may be moved', 0, 5),
    ...gammaAndBeta,
  ],
  example: 'batch_renorm(r_max = 3, d_max = 5)',
  piecewiseAffine: true,
  exactStatistics: () => true,
  batchStatistics: () => ({ examples: null }),
  startsFromData: () => true,
  removesBias: () => true,
  shape: (input) => input,
  variables: (input, settings) => [...scaleAndOffset(input, settings), ...runningStatistics(input)],
  lower: (place, x, settings) => {
    const standard =
      place.mode === 'train' ? renormalized(place, x, settings) : evaluated(place, x, settings);
    return scaledAndOffset(place, standard, settings);
  },
};

function renormalized(place: LayerPlace, x: Ref, settings: Settings): Ref {
  const { build } = place;
  const { epsilon, r_max, d_max } = settings as Readonly<Record<string, number>>;
  const batch = dealBatch(place, x, { ...settings, batch: null });
  updateRunning(place, batch, settings, undefined);
  const running = runningMoments(place, build.shape(x).length);
  const inverse = inverseSpread(build, batch.moments.variance, epsilon);
  const inverseRunning = inverseSpread(build, running.variance, epsilon);
  const r = build.clip(build.div(inverseRunning, inverse), 1 / r_max, r_max);
  const away = build.mul(build.sub(batch.moments.mean, running.mean), inverseRunning);
  const standard = build.mul(build.sub(x, batch.moments.mean), inverse);
  return build.add(
    build.mul(standard, build.stopGradient(r)),
    build.stopGradient(build.clip(away, -d_max, d_max)),
  );
}

function evaluated(place: LayerPlace, x: Ref, { epsilon }: Settings): Ref {
  const { build } = place;
  const { mean, variance } = runningMoments(place, build.shape(x).length);
  return build.mul(build.sub(x, mean), inverseSpread(build, variance, epsilon as number));
}

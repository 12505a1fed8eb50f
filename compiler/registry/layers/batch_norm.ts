import type { LayerRecord } from './layer.ts';

/** Batch normalization. */
export const batchNorm: LayerRecord = {
  name: 'batch_norm',
  kind: 'normalization',
  summary: 'Centres and scales every unit by the statistics of the mini-batch',
  about: [
    'In training `γ (u - μ) / sqrt(σ² + epsilon) + β`, with the mean `μ` and the biased variance `σ²` of the mini-batch,',
    'unit by unit. Measured in evaluation mode with the exact statistics of the whole training data, so every hyperplane',
    "with `β = 0` passes through the mean of its layer's inputs. `γ` starts at 1 and `β` at 0; both are trained.",
    'Running statistics are kept beside them: `running ← momentum · running + (1 - momentum) · batch`.',
  ].join(' '),
  source:
    'Balestriero & Baraniuk 2022, definition of BN; epsilon and running statistics as in Ioffe & Szegedy 2015',
  version: 1,
  parameters: [
    {
      name: 'epsilon',
      about: 'added to the variance; with 0 a constant unit is only centred',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 1e-5,
    },
    {
      name: 'momentum',
      about: 'share of the old running statistics that is kept at each step',
      type: { kind: 'number', unit: 'one', min: 0, max: 1 },
      default: 0.9,
    },
  ],
  example: 'batch_norm(epsilon = 1e-5, momentum = 0.9)',
  piecewiseAffine: true,
  exactStatistics: () => true,
  shape: (input) => input,
  variables: (input) => [
    { name: 'scale', shape: input, trained: true, initial: { is: 'ones' } },
    { name: 'offset', shape: input, trained: true, initial: { is: 'zeros' } },
    { name: 'running_mean', shape: input, trained: false, initial: { is: 'zeros' } },
    { name: 'running_variance', shape: input, trained: false, initial: { is: 'ones' } },
  ],
  lower: (place, x, { epsilon, momentum }) => {
    const { build, variable } = place;
    const statistic = (name: string, batch: () => number) => {
      const running = variable(`running_${name}`);
      if (place.mode === 'evaluate') return build.expand(running, 1);
      const now = batch();
      const kept = build.scale(running, momentum as number);
      place.update(
        `running_${name}`,
        build.add(kept, build.scale(build.squeeze(now, 1), 1 - (momentum as number))),
      );
      return now;
    };
    const mean = statistic('mean', () => build.mean(x, [1], { keepDims: true }));
    const centred = build.sub(x, mean);
    const variance = statistic('variance', () => build.mean(build.square(centred), [1], { keepDims: true }));
    // Without epsilon a constant unit is divided by one, so that it is only centred.
    const safe =
      epsilon === 0 ? build.add(variance, build.isZero(variance)) : build.shift(variance, epsilon as number);
    const normalized = build.mul(centred, build.rsqrt(safe));
    return build.add(
      build.mul(normalized, build.expand(variable('scale'), 1)),
      build.expand(variable('offset'), 1),
    );
  },
};

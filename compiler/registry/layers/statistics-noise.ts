import type { Ref } from '../../program/program.ts';
import type { Parameter, Settings } from '../construct.ts';
import type { Batch } from './batch-statistics.ts';
import type { LayerPlace } from './layer.ts';
import type { Moments } from './standardize.ts';

const noise = (name: string, about: string): Parameter => ({
  name,
  about,
  type: { kind: 'number', unit: 'examples', whole: true, min: 2, none: true },
  default: null,
});

/** The settings of synthetic noise: sizes of the batches whose noise it imitates. */
export const noiseParameters: readonly Parameter[] = [
  noise('rigid_noise', 'adds the noise of a batch of this size, one draw for all units'),
  noise('independent_noise', 'adds the noise of a batch of this size, a draw for each unit'),
];

/** Statistics with the noise that `settings` asks for: the mean moves, and the variance is multiplied. */
export function withNoise(place: LayerPlace, batch: Batch, moments: Moments, settings: Settings): Moments {
  const { rigid_noise, independent_noise } = settings;
  const rigid = rigid_noise === null ? moments : rigidNoise(place, batch, moments, rigid_noise as number);
  return independent_noise === null
    ? rigid
    : independentNoise(place, batch, rigid, independent_noise as number);
}

/** One normal number for each example moves all means together, as a change of the layer's mean input does. */
function rigidNoise(place: LayerPlace, batch: Batch, { mean, variance }: Moments, size: number): Moments {
  const { build } = place;
  const { deviations, lead, examples } = deviationsOf(place, batch);
  const [members, ...shape] = build.shape(deviations).slice(0, lead + 1);
  const ones = build
    .shape(deviations)
    .slice(lead + 1)
    .fill(1);
  const drawn = place.random('rigid mean', { is: 'normal' }, shape);
  const weights = build.reshape(drawn, [members, ...shape, ...ones]);
  const moved = build.sum(build.mul(weights, deviations), [lead], { keepDims: true });
  const law = { is: 'chi_square', degrees: size - 1 } as const;
  const square = place.random('rigid variance', law, shape.slice(0, -1));
  return {
    mean: build.add(mean, build.scale(moved, 1 / Math.sqrt((examples - 1) * size))),
    variance: build.mul(
      variance,
      build.scale(build.reshape(square, [members, ...shape.with(-1, 1), ...ones]), 1 / size),
    ),
  };
}

/** Every unit has the same law as with `rigidNoise`, and its own draw. */
function independentNoise(
  place: LayerPlace,
  batch: Batch,
  { mean, variance }: Moments,
  size: number,
): Moments {
  const { build } = place;
  const { deviations, lead, examples } = deviationsOf(place, batch);
  const total = build.sum(build.square(deviations), [lead], { keepDims: true });
  const spread = build.stopGradient(build.sqrt(build.scale(total, 1 / ((examples - 1) * size))));
  const [, ...shape] = build.shape(spread);
  const law = { is: 'chi_square', degrees: size - 1 } as const;
  const drawn = place.random('independent mean', { is: 'normal' }, shape);
  const square = place.random('independent variance', law, shape);
  return {
    mean: build.add(mean, build.mul(spread, drawn)),
    variance: build.mul(variance, build.scale(square, 1 / size)),
  };
}

/** What each example differs by from the mean, positions averaged: a constant, with examples along axis `lead`. */
function deviationsOf({ build }: LayerPlace, { known, axes, moments }: Batch) {
  const [lead, ...positions] = axes;
  const each = positions.length > 0 ? build.mean(known, positions, { keepDims: true }) : known;
  const deviations: Ref = build.stopGradient(build.sub(each, moments.mean));
  return { deviations, lead, examples: build.shape(known)[lead] };
}

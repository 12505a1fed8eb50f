import type { Ref, Shape } from '../../program/program.ts';
import type { Parameter, Settings } from '../construct.ts';
import type { LayerPlace, Variable } from './layer.ts';
import { countOver, type Moments, momentsOf, perChannel } from './standardize.ts';

/** A batch as its statistics are taken: all at once, or in ghost batches that stand along an axis of their own. */
export interface Batch {
  /** `[S, V, …, C]`, or in ghost batches `[S, K, G, …, C]`. */
  readonly values: Ref;
  /** Those that the statistics are over. */
  readonly known: Ref;
  /** Axes of `known` that the statistics are over: examples, then positions. */
  readonly axes: Shape;
  readonly moments: Moments;
}

/** Deals `x` `[S, V, …, C]` and takes the statistics of each channel over `examples`, or over the training batch. */
export function dealBatch(
  { build, batch }: LayerPlace,
  x: Ref,
  { batch: examples, epsilon }: Settings,
): Batch {
  const [members, seen, ...rest] = build.shape(x);
  const count = (examples as number | null) ?? batch;
  const ghosts = count < batch;
  const values = ghosts ? build.reshape(x, [members, seen / count, count, ...rest]) : x;
  const known = ghosts ? values : build.slice(x, 1, 0, count);
  const rank = build.shape(known).length;
  const axes = Array.from({ length: rank - 1 }, (_, axis) => axis).slice(ghosts ? 2 : 1);
  return { values, known, axes, moments: momentsOf(build, known, axes, epsilon as number) };
}

export const momentum = (standard: number): Parameter => ({
  name: 'momentum',
  about: 'share of the old running statistics that is kept at each step',
  type: { kind: 'number', unit: 'one', min: 0, max: 1 },
  default: standard,
});

/** Buffers of the running statistics, by channel. */
export function runningStatistics(input: Shape): readonly Variable[] {
  const shape = input.slice(-1);
  return [
    { name: 'running_mean', shape, trained: false, initial: { is: 'zeros' } },
    { name: 'running_variance', shape, trained: false, initial: { is: 'ones' } },
  ];
}

/** The running statistics as they were before the step, to meet values of `rank` axes. */
export function runningMoments({ build, variable }: LayerPlace, rank: number): Moments {
  return {
    mean: perChannel(build, variable('running_mean'), rank),
    variance: perChannel(build, variable('running_variance'), rank),
  };
}

/**
 * Moves the running statistics towards those of the batch: the averages of its ghost batches, where it has some.
 * @param kept `[S]`: 1 for members whose running statistics no longer move
 */
export function updateRunning(
  place: LayerPlace,
  { known, axes, moments }: Batch,
  { momentum, unbiased }: Settings,
  kept: Ref | undefined,
): void {
  const { build, variable } = place;
  const count = countOver(build, known, axes);
  const move = (name: string, moment: Ref, factor: number) => {
    const old = variable(name);
    const ghosts = axes[0] === 2 ? build.mean(moment, [1]) : moment;
    const now = build.scale(build.reshape(ghosts, build.shape(old)), factor);
    const share = momentum as number;
    const next = build.add(build.scale(old, share), build.scale(now, 1 - share));
    place.update(name, kept === undefined ? next : chosen(place, kept, old, next));
  };
  move('running_mean', moments.mean, 1);
  move('running_variance', moments.variance, unbiased ? count / (count - 1) : 1);
}

/** `yes` for members of which `which` `[S]` is 1, `no` for those of which it is 0; neither is rounded. */
export function chosen({ build }: LayerPlace, which: Ref, yes: Ref, no: Ref): Ref {
  const [members] = build.shape(which);
  const rank = build.shape(yes).length;
  const one = build.reshape(which, [members, ...Array<number>(rank - 1).fill(1)]);
  const other = build.sub(build.constant(1), one);
  return build.add(build.mul(one, yes), build.mul(other, no));
}

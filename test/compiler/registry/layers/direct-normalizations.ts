import type { Settings } from '../../../../compiler/registry/construct.ts';
import type { Examples, Table } from './one-layer.ts';

/** Normalizations as their definitions say, number by number in double precision. */

type Spread = { readonly mean: number; readonly variance: number };

function spreadOf(values: readonly number[]): Spread {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  return { mean, variance };
}

const map = (x: Examples, f: (u: number, i: number, p: number, c: number) => number): Examples =>
  x.map((example, i) => example.map((position, p) => position.map((u, c) => f(u, i, p, c))));

const channelsOf = (x: Examples) => x[0][0].length;
const spread = (variance: number, epsilon: number) =>
  epsilon === 0 && variance === 0 ? 1 : Math.sqrt(variance + epsilon);

const affine = (x: Examples, { scale, offset }: Table): Examples =>
  map(x, (u, _i, _p, c) => (scale?.[c] ?? 1) * u + (offset?.[c] ?? 0));

/** Layer, group and instance normalization. */
export function byExample(x: Examples, groups: number, epsilon: number, variables: Table): Examples {
  const width = channelsOf(x) / groups;
  const groupOf = (c: number) => Math.floor(c / width);
  const spreads = x.map((example) =>
    Array.from({ length: groups }, (_, g) =>
      spreadOf(example.flatMap((position) => position.filter((_, c) => groupOf(c) === g))),
    ),
  );
  const standard = map(x, (u, i, _, c) => {
    const { mean, variance } = spreads[i][groupOf(c)];
    return (u - mean) / spread(variance, epsilon);
  });
  return affine(standard, variables);
}

/** Statistics of each channel over a set of examples. */
export const channelSpreads = (x: Examples): Spread[] =>
  Array.from({ length: channelsOf(x) }, (_, c) =>
    spreadOf(x.flatMap((e) => e.map((position) => position[c]))),
  );

/** Sets of examples with statistics of their own: which examples they normalize, and which they are taken over. */
function setsOf(seen: number, batch: number, examples: number | null) {
  const count = examples ?? batch;
  const all = Array.from({ length: seen }, (_, i) => i);
  if (count >= batch) return [{ members: all, over: all.slice(0, count) }];
  return Array.from({ length: seen / count }, (_, k) => {
    const members = all.slice(k * count, (k + 1) * count);
    return { members, over: members };
  });
}

export interface TrainingStep {
  readonly settings: Settings;
  readonly variables: Table;
  readonly drawn: Table;
  readonly batch: number;
  readonly taken: number;
}

/** Batch normalization in training; what is a constant for the gradient is taken at `at`. */
export function batchNormalized(x: Examples, step: TrainingStep, at = x) {
  const { settings, variables, drawn, batch, taken } = step;
  const epsilon = settings.epsilon as number;
  const sets = setsOf(x.length, batch, settings.batch as number | null);
  const channels = channelsOf(x);
  const kept = variables.running_mean.map((mean, c) => ({ mean, variance: variables.running_variance[c] }));
  const frozen = settings.freeze_after !== null && taken >= (settings.freeze_after as number);
  const found = sets.map(({ over }) => channelSpreads(over.map((i) => x[i])));
  const y = map(x, () => 0) as number[][][];
  sets.forEach(({ members, over }, k) => {
    const base = settings.statistics === 'running' || frozen ? kept : found[k];
    const noisy = base.map((own, c) => noise(own, c, k));
    for (const i of members)
      for (const [p, position] of x[i].entries())
        for (const [c, u] of position.entries()) {
          const centred = settings.centre ? u - noisy[c].mean : u;
          y[i][p][c] = settings.scale ? centred / spread(noisy[c].variance, epsilon) : centred;
        }

    function noise({ mean, variance }: Spread, c: number, k: number): Spread {
      let [m, v] = [mean, variance];
      // Positions averaged, what each example differs by from the mean of the set.
      const fixed = over.map((i) => at[i].reduce((sum, position) => sum + position[c] / at[i].length, 0));
      const centre = fixed.reduce((sum, u) => sum + u / fixed.length, 0);
      if (settings.rigid_noise !== null) {
        const size = settings.rigid_noise as number;
        fixed.forEach((u, i) => {
          const weight = drawn['rigid mean'][k * over.length + i];
          m += (weight * (u - centre)) / Math.sqrt((over.length - 1) * size);
        });
        v *= drawn['rigid variance'][k] / size;
      }
      if (settings.independent_noise !== null) {
        const size = settings.independent_noise as number;
        const unbiased = fixed.reduce((sum, u) => sum + (u - centre) ** 2, 0) / (over.length - 1);
        m += drawn['independent mean'][k * channels + c] * Math.sqrt(unbiased / size);
        v *= drawn['independent variance'][k * channels + c] / size;
      }
      return { mean: m, variance: v };
    }
  });
  const share = settings.momentum as number;
  const numbers = sets[0].over.length * x[0].length;
  const correction = settings.unbiased ? numbers / (numbers - 1) : 1;
  const average = (of: (own: Spread) => number, c: number) =>
    found.reduce((sum, spreads) => sum + of(spreads[c]) / found.length, 0);
  const moved = (name: 'mean' | 'variance', factor: number) =>
    kept.map((old, c) =>
      frozen ? old[name] : share * old[name] + (1 - share) * factor * average((own) => own[name], c),
    );
  return {
    y: affine(y, variables),
    updates: { running_mean: moved('mean', 1), running_variance: moved('variance', correction) } as Table,
  };
}

/** Batch renormalization in training, algorithm 1 of Ioffe 2017; r and d are taken at `at`. */
export function batchRenormalized(x: Examples, { settings, variables, batch }: TrainingStep, at = x) {
  const { epsilon, momentum, r_max, d_max } = settings as Readonly<Record<string, number>>;
  const spreads = channelSpreads(x.slice(0, batch));
  const fixed = channelSpreads(at.slice(0, batch));
  const clip = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  const standard = map(x, (u, _i, _p, c) => {
    const running = spread(variables.running_variance[c], epsilon);
    const r = clip(spread(fixed[c].variance, epsilon) / running, 1 / r_max, r_max);
    const d = clip((fixed[c].mean - variables.running_mean[c]) / running, -d_max, d_max);
    return ((u - spreads[c].mean) / spread(spreads[c].variance, epsilon)) * r + d;
  });
  const moved = (name: 'mean' | 'variance') =>
    variables[`running_${name}`].map((old, c) => momentum * old + (1 - momentum) * spreads[c][name]);
  return {
    y: affine(standard, variables),
    updates: { running_mean: moved('mean'), running_variance: moved('variance') } as Table,
  };
}

/** Any of them in evaluation mode. */
export function byRunning(x: Examples, settings: Settings, variables: Table): Examples {
  const { centre = true, scale = true, epsilon } = settings;
  const standard = map(x, (u, _i, _p, c) => {
    const centred = centre ? u - variables.running_mean[c] : u;
    return scale ? centred / spread(variables.running_variance[c], epsilon as number) : centred;
  });
  return affine(standard, variables);
}

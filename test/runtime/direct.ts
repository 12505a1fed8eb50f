import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import type { Points } from '../../runtime/measure/points.ts';
import type { Variables } from '../../runtime/train/variables.ts';

type Rows = readonly (readonly number[])[];

const rowsOf = ({ count, inputs }: Points): Rows =>
  Array.from({ length: count }, (_, p) =>
    Array.from(inputs.subarray((p * inputs.length) / count, ((p + 1) * inputs.length) / count)),
  );

/**
 * What every layer of a network gives at `points`, by path, as the definitions say and one layer after
 * another; batch normalization takes its statistics from the same layer's values at `data`.
 */
export function direct(
  network: NetworkSpec,
  variables: Variables,
  data: Points,
  points: Points,
): Map<string, Rows> {
  const known = new Map([['input', rowsOf(data)]]);
  const wanted = new Map([['input', rowsOf(points)]]);
  let before = 'input';
  for (const layer of network.layers) {
    const sources = layer.from ?? [before];
    const entering = (values: Map<string, Rows>) =>
      sources
        .map((path) => values.get(path)!)
        .reduce((a, b) => a.map((row, p) => row.map((u, k) => u + b[p][k])));
    const [statistics, now] = [entering(known), entering(wanted)];
    known.set(layer.path, statistics.map(rule(layer, variables, statistics)));
    wanted.set(layer.path, now.map(rule(layer, variables, statistics)));
    before = layer.path;
  }
  return wanted;
}

/** What one layer makes of a row. */
function rule({ path, layer, output }: LayerSpec, variables: Variables, statistics: Rows) {
  const own = (name: string) => variables[`${path}.${name}`];
  const averages = (of: (u: number, k: number) => number) =>
    statistics[0].map((_, k) => statistics.reduce((sum, row) => sum + of(row[k], k), 0) / statistics.length);
  const means = layer.is === 'batch_norm' ? averages((u) => u) : [];
  const variances = layer.is === 'batch_norm' ? averages((u, k) => (u - means[k]) ** 2) : [];
  const bends: Record<string, (u: number) => number> = {
    relu: (u) => Math.max(0, u),
    leaky_relu: (u) => Math.max((layer.slope as number) * u, u),
  };
  return (x: readonly number[]): number[] => {
    if (layer.is in bends) return x.map(bends[layer.is]);
    if (layer.is === 'residual_sum' || layer.is === 'flatten') return [...x];
    if (layer.is === 'bias' || layer.is === 'fold_statistics') return x.map((u, k) => u + own('bias')[k]);
    if (layer.is === 'dense')
      return Array.from({ length: output[0] }, (_, k) =>
        x.reduce(
          (sum, u, j) => sum + u * own('weights')[k * x.length + j],
          layer.bias === null ? 0 : own('bias')[k],
        ),
      );
    if (layer.is !== 'batch_norm') throw new Error(`nothing is known of ${layer.is}`);
    const spread = (k: number) => Math.sqrt(variances[k] + (layer.epsilon as number));
    return x.map((u, k) => (own('scale')[k] * (u - means[k])) / spread(k) + own('offset')[k]);
  };
}

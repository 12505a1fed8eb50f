import quantile from '@stdlib/stats-base-dists-t-quantile';
import { cellName, type Side, type SideCell } from './side.ts';

/**
 * What the interval of a difference says. `same` lies within the tolerance; where neither direction is good, a
 * difference is `higher` or `lower`.
 */
export type MetricTag = 'better' | 'worse' | 'higher' | 'lower' | 'same' | 'inconclusive';

/** A measurement in the cells of one variant, later minus earlier, paired by replicate. */
export interface MetricChange {
  readonly measurement: string;
  readonly title: string;
  readonly unit: string;
  readonly best?: 'max' | 'min';
  readonly variant: string;
  /** Means over the replicates that both sides have a value of. */
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** Its 95 % interval; missing for fewer than two pairs. */
  readonly low?: number;
  readonly high?: number;
  /** Pairs. */
  readonly n: number;
  readonly tag: MetricTag;
}

const confidence = 0.95;

/**
 * Measurements that moved, each variant on its own. The same replicate has the same seed on both sides, so that
 * their difference is paired (Student 1908).
 * @param tolerance share of the earlier mean within which two means count as the same
 */
export function metricChanges(base: Side, head: Side, tolerance: number): MetricChange[] {
  const known = new Set(Object.keys(base.of.measurements).map(base.measurement));
  const byVariant = Map.groupBy(head.cells.values(), ({ variant }) => variant);
  const overlap = Math.max(base.of.overlap ?? 0, head.of.overlap ?? 0);
  return Object.keys(head.of.measurements)
    .filter((name) => known.has(name))
    .flatMap((measurement) =>
      [...byVariant].flatMap(([variant, cells]) => {
        const pairs = pairsOf(base, cells, measurement);
        if (pairs.every(([before, after]) => before === after)) return [];
        const { title, unit, best } = head.of.measurements[measurement];
        const change = differenceOf(pairs, overlap);
        const tag = tagOf(change, best, tolerance * Math.abs(change.before));
        return { measurement, title, unit, ...(best && { best }), variant, ...change, tag };
      }),
    );
}

function pairsOf(base: Side, cells: readonly SideCell[], measurement: string): [number, number][] {
  return cells.flatMap(({ arms, replicate, values }): [number, number][] => {
    const before = base.cells.get(cellName(arms, replicate))?.values[measurement];
    const after = values[measurement];
    return typeof before === 'number' && typeof after === 'number' ? [[before, after]] : [];
  });
}

type Difference = Pick<MetricChange, 'before' | 'after' | 'difference' | 'low' | 'high' | 'n'>;

/** @param overlap see `Results.overlap`: Nadeau & Bengio (2003), eq. 9 */
function differenceOf(pairs: readonly (readonly [number, number])[], overlap: number): Difference {
  const n = pairs.length;
  const mean = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / n;
  const difference = mean(([before, after]) => after - before);
  const means = { before: mean(([before]) => before), after: mean(([, after]) => after), difference, n };
  if (n < 2) return means;
  const squares = mean(([before, after]) => (after - before - difference) ** 2) * n;
  const reach = quantile((1 + confidence) / 2, n - 1) * Math.sqrt((squares / (n - 1)) * (1 / n + overlap));
  return { ...means, low: difference - reach, high: difference + reach };
}

function tagOf({ low, high }: Difference, best: 'max' | 'min' | undefined, tolerance: number): MetricTag {
  if (low === undefined || high === undefined) return 'inconclusive';
  if (low >= -tolerance && high <= tolerance) return 'same';
  if (low <= 0 && high >= 0) return 'inconclusive';
  const up = low > 0;
  if (best === undefined) return up ? 'higher' : 'lower';
  return up === (best === 'max') ? 'better' : 'worse';
}

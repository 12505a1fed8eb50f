import type { Plan, Step } from '../compiler/plan/plan.ts';
import type { Sidecar } from './store/store.ts';

/** What steps are expected to take, going by what others took before. */
export interface History {
  /** True where nothing was measured yet, so that seconds are good for proportions only. */
  readonly isEmpty: boolean;
  /** Seconds on one worker. */
  readonly seconds: (plan: Plan, step: Step) => number;
}

/** Records that are looked at: enough for a mean, and few enough to read at once. */
const sample = 400;
/** Seconds for an operation where nothing else is known. */
const guess = 1e-9;

/** What a step is for estimates: `train` or the name of a measurement in the registry, and its planned cost. */
export function costOf(plan: Plan, step: Step): Pick<Sidecar, 'kind' | 'cost'> {
  const kind = step.kind === 'train' ? 'train' : plan.measurements[step.measurement].value.is;
  return { kind, cost: step.cost };
}

/**
 * What the records of a store took: seconds for each operation, by kind of step, and over all of them for kinds
 * that are new. Keys are hashes, so that the first records in their order are as good a sample as any.
 */
export function historyOf(sidecars: Iterable<Sidecar>): History {
  const rates = new Map<string, { seconds: number; cost: number }>();
  const all = { seconds: 0, cost: 0 };
  let seen = 0;
  for (const { kind, seconds, cost } of sidecars) {
    if (!rates.has(kind)) rates.set(kind, { seconds: 0, cost: 0 });
    for (const sum of [rates.get(kind)!, all]) {
      sum.seconds += seconds;
      sum.cost += cost;
    }
    if (++seen === sample) break;
  }
  return {
    isEmpty: all.cost === 0,
    seconds(plan, step) {
      const { kind, cost } = costOf(plan, step);
      const known = [rates.get(kind), all].find((sum) => sum !== undefined && sum.cost > 0);
      return known ? (cost * known.seconds) / known.cost : cost * guess;
    },
  };
}

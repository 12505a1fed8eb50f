import type { Plan } from '../../compiler/plan/plan.ts';
import type { Experiment } from '../../runtime/run.ts';
import { NothingSelected, selectSteps } from '../../runtime/selection/only.ts';
import { shardOf } from '../../runtime/selection/shard.ts';
import type { PlannedExperiment } from '../prepare.ts';
import { partOf, UsageError } from '../usage.ts';

export const selectionHelp = `  --only SELECTOR      Only some of the steps: an experiment, a cell, axis=arm, replicate=N, a measurement, or
                       several of them between commas that must all hold. May be repeated to select more
  --shard I/N          Only the I-th of N parts of the cells, of equal cost; results are written by the part
                       that finds all others done`;

/** The experiments with what `--only` and `--shard` leave of them; without those of which nothing is left. */
export function select(
  experiments: readonly PlannedExperiment[],
  { only, shard }: { readonly only: readonly string[]; readonly shard?: string },
): readonly (PlannedExperiment & Experiment)[] {
  const plans = experiments.map(({ plan }) => plan);
  const selected = only.length > 0 ? readSelectors(plans, only) : plans.map(() => () => true);
  const wanted = shard === undefined ? selected : shardOf(plans, selected, partOf('--shard', shard));
  return experiments
    .map((experiment, i) => ({ ...experiment, wanted: wanted[i] }))
    .filter(({ plan }, i) => only.length === 0 || plan.steps.some(selected[i]));
}

function readSelectors(plans: readonly Plan[], only: readonly string[]) {
  try {
    return selectSteps(plans, only);
  } catch (error) {
    if (error instanceof NothingSelected) throw new UsageError(`--only ${error.message}`);
    throw error;
  }
}

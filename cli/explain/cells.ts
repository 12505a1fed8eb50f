import type { Step } from '../../compiler/plan/plan.ts';
import { NothingSelected, selectSteps } from '../../runtime/selection/only.ts';
import { readBackend } from '../backend.ts';
import { experimentOptions } from '../experiments.ts';
import { type PlannedExperiment, prepare } from '../prepare.ts';
import { type Options, UsageError } from '../usage.ts';

/** A cell of an experiment and those of its steps that were asked about. */
export interface ChosenCell {
  readonly experiment: PlannedExperiment;
  readonly cell: string;
  readonly steps: readonly Step[];
}

/** Options of commands about single cells. */
export const cellOptions = {
  ...experimentOptions,
  backend: { type: 'string' },
  format: { type: 'string', default: 'text' },
} as const satisfies Options;

/** The cells that a selector means; undefined where an experiment has errors. Throws a `UsageError` for none. */
export async function findCells(
  selector: string,
  files: readonly string[],
  options: { profile?: string; set: readonly string[]; backend?: string },
): Promise<ChosenCell[] | undefined> {
  const { numerics } = await readBackend(options.backend);
  const experiments = prepare(files, options, numerics);
  if (!experiments) return undefined;
  const wanted = readSelector(
    selector,
    experiments.map(({ plan }) => plan),
  );
  return experiments.flatMap((experiment, i) =>
    [...Map.groupBy(experiment.plan.steps.filter(wanted[i]), ({ cell }) => cell)].map(([cell, steps]) => ({
      ...{ experiment, cell, steps },
    })),
  );
}

function readSelector(selector: string, plans: Parameters<typeof selectSteps>[0]) {
  try {
    return selectSteps(plans, [selector]);
  } catch (error) {
    if (error instanceof NothingSelected) throw new UsageError(error.message);
    throw error;
  }
}

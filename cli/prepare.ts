import type { Plan } from '../compiler/plan/plan.ts';
import { type CompiledExperiment, compileExperiments } from './experiments.ts';
import { printProblems } from './problems.ts';

export type PlannedExperiment = CompiledExperiment & { readonly plan: Plan };

/** Compiles what is to be planned or run, and prints problems to stderr; undefined where there is an error. */
export function prepare(
  files: readonly string[],
  options: { profile?: string; set: readonly string[] },
  numerics: string,
): PlannedExperiment[] | undefined {
  const experiments = compileExperiments(files, options, numerics);
  printProblems(experiments, process.stderr);
  return experiments.every(isPlanned) ? experiments : undefined;
}

function isPlanned(experiment: CompiledExperiment): experiment is PlannedExperiment {
  return experiment.plan !== undefined;
}

import type { Plan } from '../../compiler/plan/plan.ts';
import { type DatasetName, datasets } from '../../compiler/registry/datasets/index.ts';
import { findPublished } from '../../runtime/data/published.ts';
import { missingSteps } from '../../runtime/jobs.ts';
import { openStore } from '../../runtime/store/store.ts';
import { compileExperiments } from '../experiments.ts';
import type { PlannedExperiment } from '../prepare.ts';
import { printProblems } from '../problems.ts';

/**
 * Whether everything that is still to be run has its published data on this machine; what has not is reported
 * where the experiment names it. What is in the store needs no data any more.
 */
export function hasPublishedData(
  experiments: readonly PlannedExperiment[],
  options: { readonly profile?: string; readonly set: readonly string[] },
  numerics: string,
): boolean {
  const wanting = experiments.filter(({ plan }) => Object.keys(absentIn(plan)).length > 0);
  if (wanting.length === 0) return true;
  const { read } = openStore('.crease');
  const stopped = wanting.filter(({ plan }) => missingSteps(plan.steps, read).length > 0);
  const again = stopped.flatMap(({ plan, source }) =>
    compileExperiments([source.file], options, numerics, absentIn(plan)),
  );
  printProblems(again, process.stderr);
  return again.length === 0;
}

/** Files of the published data sets of a plan that are not on this machine, by data set. */
function absentIn({ data }: Plan): Record<string, readonly string[]> {
  const names = new Set(Object.values(data).map(({ source }) => source.is as DatasetName));
  const absent = [...names].map((name): [string, string[]] => [
    name,
    findPublished(datasets[name]).flatMap(({ file, path }) => (path === undefined ? [file.name] : [])),
  ]);
  return Object.fromEntries(absent.filter(([, files]) => files.length > 0));
}

import { acceptNumerics } from '../../runtime/accept.ts';
import type { Past } from '../../runtime/explain/reasons.ts';
import { numericsIn } from '../../runtime/store/sources.ts';
import type { Store } from '../../runtime/store/store.ts';
import { compileExperiments } from '../experiments.ts';
import type { PlannedExperiment } from '../prepare.ts';

/** The same plans for the other numerics of which a store has records, by experiment; compiled when asked for. */
export function plansElsewhere(
  files: readonly string[],
  options: { profile?: string; set: readonly string[] },
  numerics: string,
  folder: string,
): (experiment: string) => Past['elsewhere'] {
  let compiled: Past['elsewhere'] | undefined;
  const compileAll = () =>
    [...numericsIn(folder)]
      .filter((other) => other !== numerics)
      .sort()
      .flatMap((other) =>
        compileExperiments(files, options, other).flatMap(({ plan }) =>
          plan ? [{ numerics: other, plan }] : [],
        ),
      );
  return (experiment) => {
    compiled ??= compileAll();
    return compiled.filter(({ plan }) => plan.experiment === experiment);
  };
}

/** The experiments with what a store has of other numerics in place of what it lacks. */
export function acceptElsewhere(
  experiments: readonly PlannedExperiment[],
  elsewhere: ReturnType<typeof plansElsewhere>,
  { read }: Store,
): PlannedExperiment[] {
  return experiments.map((experiment) => {
    const others = elsewhere(experiment.plan.experiment).map(({ plan }) => plan);
    return { ...experiment, plan: acceptNumerics(experiment.plan, others, read) };
  });
}

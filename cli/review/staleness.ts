import { existsSync, readFileSync } from 'node:fs';
import { staleness } from '../../compiler/compare/stale.ts';
import { type Committed, committedFile, readCommitted } from '../../compiler/plan/committed.ts';
import { plannedOf } from '../../runtime/results/committed.ts';
import { type CompiledExperiment, compileExperiments } from '../experiments.ts';
import { count } from '../text.ts';

/** Results beside an experiment that are not those of its file. */
export interface StaleResults {
  readonly file: string;
  readonly message: string;
}

/** The results beside experiments that no run of them as they stand would give; those of profiles are not looked at. */
export function findStale(experiments: readonly CompiledExperiment[]): StaleResults[] {
  return experiments.flatMap(({ source, plan, profile, set }) => {
    const file = committedFile(source.file);
    if (!plan || profile !== '' || Object.keys(set).length > 0 || !existsSync(file)) return [];
    const message = problemOf(file, source.file);
    return message === undefined ? [] : [{ file, message }];
  });
}

function problemOf(file: string, experiment: string): string | undefined {
  let committed: Committed;
  try {
    committed = readCommitted(readFileSync(file, 'utf8'));
  } catch (error) {
    return (error as Error).message;
  }
  const stale = staleness(committed, plannedWith(experiment, committed.numerics));
  if (stale === undefined) return undefined;
  const parts = [
    ...(stale.cells > 0 ? [`${count(stale.cells, 'cell')}`] : []),
    ...(stale.claims.length > 0 ? [`the claims ${stale.claims.join(', ')}`] : []),
  ];
  return `it is not of the experiment as it is written, in ${parts.join(' and ')}: \`crease run\` brings it up to date`;
}

function plannedWith(experiment: string, numerics: readonly string[]): Committed[] {
  const all = numerics.length > 0 ? numerics : ['float64'];
  return all.flatMap((name) =>
    compileExperiments([experiment], { set: [] }, name).map(({ plan }) => plannedOf(plan!)),
  );
}

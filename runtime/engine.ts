import type { Plan } from '../compiler/plan/plan.ts';
import type { Results } from '../compiler/plan/results.ts';
import type { Cohorts } from './jobs.ts';
import { collectResults } from './results/collect.ts';
import type { ReadRecord } from './store/record.ts';
import { cohorts } from './train/cohorts.ts';

/** What a run hands its science to, so that the running itself knows nothing of networks. */
export interface Engine {
  /** URL of the module that workers import; it exports `execute`. */
  readonly module: string;
  readonly cohorts: Cohorts;
  readonly collect: (plan: Plan, source: { file: string; text: string }, read: ReadRecord) => Results;
}

export const engine: Engine = {
  module: new URL(`execute${import.meta.url.slice(-3)}`, import.meta.url).href,
  cohorts,
  collect: collectResults,
};

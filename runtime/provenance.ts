import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { Plan } from '../compiler/plan/plan.ts';
import type { Provenance } from '../compiler/plan/results.ts';
import type { Store } from './store/store.ts';

/** With what and where something was computed. */
export type Origin = Pick<Provenance, 'versions' | 'numerics' | 'machine' | 'git'>;

/** What the caller knows of a run that its records do not say. */
export interface RunFacts {
  readonly root: string;
  readonly numerics: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The command that runs an experiment again. */
  readonly command: (experiment: string) => string;
}

/** Where, when and with what the records of a plan were computed; `seconds` adds up what workers spent on them. */
export function describeRun(plan: Plan, store: Store, facts: RunFacts): Provenance {
  const seconds = plan.steps.reduce((sum, { key }) => sum + (store.sidecar(key)?.seconds ?? 0), 0);
  return {
    ...originOf(facts),
    numerics: numericsOf(plan) || facts.numerics,
    seconds: Math.round(seconds * 10) / 10,
    finished: new Date().toISOString(),
    command: facts.command(plan.experiment),
  };
}

/** What trained: others than this run's, where their results were accepted. */
function numericsOf({ steps }: Plan): string {
  const trained = steps.filter(({ kind }) => kind === 'train').map(({ preimage }) => preimage.numerics);
  return [...new Set(trained)].join(' and ');
}

/** What this process computes with, and where. */
export function originOf({ root, numerics, versions }: Omit<RunFacts, 'command'>): Origin {
  return {
    versions,
    numerics,
    machine: {
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 1e9),
    },
    git: gitState(root),
  };
}

/** The commit that is checked out and whether files differ from it; undefined outside of a repository. */
function gitState(root: string): Provenance['git'] {
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-C', root, ...parameters], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain') !== '' };
  } catch {
    return undefined;
  }
}

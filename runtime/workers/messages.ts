import type { Plan } from '../../compiler/plan/plan.ts';
import type { Backend, Job } from '../job.ts';
import type { Origin } from '../provenance.ts';

/** What a worker is told once, before its first job. */
export interface Setup {
  readonly plans: readonly Plan[];
  readonly backend: Backend;
  /** The project's folder. */
  readonly root: string;
  /** The folder of the store, `.crease`. */
  readonly folder: string;
  /** For the sidecars of what it seals; `sources` are hashes, one a plan. */
  readonly origin: Origin;
  readonly sources: readonly string[];
  /** URL of the module that exports `execute`. */
  readonly module: string;
  /** Milliseconds between two checkpoints of a training. */
  readonly checkpointInterval: number;
}

/**
 * What a worker is sent: its setup, then a job at a time, and perhaps that it shall end that one soon, after a
 * checkpoint. `plan` is an index into the setup's plans.
 */
export type Request =
  | { readonly kind: 'setup'; readonly setup: Setup }
  | { readonly kind: 'finish' }
  | { readonly kind: 'job'; readonly plan: number; readonly job: Job; readonly id: string };

/** What a worker says while it has a job. Arrays never cross: it seals them itself. */
export type Reply =
  | { readonly kind: 'progress'; readonly fraction: number }
  | {
      readonly kind: 'sealed';
      readonly key: string;
      readonly outcome: 'done' | 'diverged';
      readonly reason?: string;
    }
  /** Another run had sealed it already. */
  | { readonly kind: 'found'; readonly key: string }
  | { readonly kind: 'damaged'; readonly message: string }
  /** `stopped` after a checkpoint, as it was asked to. */
  | { readonly kind: 'finished' | 'stopped' }
  /** `unusable` where it is the store that the disk does not let be used, `broken` where no job can be done. */
  | { readonly kind: 'error' | 'unusable' | 'broken'; readonly reason: string };

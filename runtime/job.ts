import type { Construct, Plan } from '../compiler/plan/plan.ts';
import type { CheckpointStore } from './store/checkpoints.ts';
import type { NpyArray, ReadRecord } from './store/record.ts';

/** What computes: TensorFlow's native library, its WebAssembly backend, or plain double precision. */
export type Backend = 'tensorflow' | 'wasm' | 'reference';

/**
 * What one worker is handed at a time. `steps` are the content keys that the store lacks: only these are
 * wanted back, whatever else has to be computed on the way.
 *
 * A `train` job trains the cells side by side and takes their measurements along the way and at the end.
 * A `measure` job needs no training: its network is not trained, or the training that its steps come `after`
 * is in the store and only the initial and the final state are asked for.
 *
 * Every step asked for comes back: a measurement that divergence made impossible has diverged too.
 */
export type Job =
  | { readonly kind: 'train'; readonly cells: readonly string[]; readonly steps: readonly string[] }
  | { readonly kind: 'measure'; readonly cell: string; readonly steps: readonly string[] };

/** A finished step, ready to be sealed under its content key. */
export interface Sealable {
  readonly key: string;
  readonly preimage: Construct;
  readonly outcome: 'done' | 'diverged';
  /** Why it diverged: "the loss became infinite at step 312". */
  readonly reason?: string;
  /** A measurement's main array is `value`; a training's losses are `loss`. */
  readonly arrays: Readonly<Record<string, NpyArray>>;
  /** Final weights of a training by parameter name. */
  readonly weights?: Readonly<Record<string, NpyArray>>;
  readonly certificate: Readonly<Record<string, number>>;
  /** What it took: of a training that of its cohort, shared evenly. Not sealed, but kept beside it for estimates. */
  readonly seconds?: number;
}

/** Where a job keeps unfinished trainings, by content key. */
export interface JobCheckpoints extends CheckpointStore {
  /** Asked after every step of a training. */
  due(): boolean | Promise<boolean>;
  /** Told when all members of a cohort are written; throws where the job shall end now. */
  written(): void;
}

export interface ExecuteOptions {
  readonly backend: Backend;
  /** The project's folder: where experiment files find the data that they name. */
  readonly root: string;
  /** Sealed records, for measurements of a network whose training is in the store. */
  readonly read: ReadRecord;
  /** Missing where nothing need outlast the job. */
  readonly checkpoints?: JobCheckpoints;
  /** The part of the job that is done, 0 to 1; may be called as often as once a training step. */
  readonly onProgress: (fraction: number) => void;
}

/** What the module that workers run exports as `execute`. */
export type Execute = (plan: Plan, job: Job, options: ExecuteOptions) => AsyncGenerator<Sealable>;

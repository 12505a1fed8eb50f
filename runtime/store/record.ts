import type { Construct } from '../../compiler/plan/plan.ts';

/** An array in row-major order; its kind is that of `data`. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array | Int32Array;
}

/**
 * How a step ended. `diverged` (a value became NaN or infinite) follows from the step's key and is sealed as
 * `done` is. `failed` (a crash, an error, no memory) may go better next time, so it is kept outside of what
 * is sealed and tried again by the next run.
 */
export type StepOutcome = 'done' | 'diverged' | 'failed';

/** A record of the store, its hashes checked. Arrays and weights are read when asked for. */
export interface StoredRecord {
  readonly key: string;
  readonly preimage: Construct;
  readonly outcome: StepOutcome;
  /** Why, where the outcome is not `done`. */
  readonly reason?: string;
  /** Id of the job that failed; of sealed records the sidecar has it. */
  readonly job?: string;
  /** Residuals that vouch for the numbers. */
  readonly certificate: Readonly<Record<string, number>>;
  /** Names of the arrays, sorted. */
  readonly names: readonly string[];
  /** The array of that name; throws a `DamagedRecord` if its bytes are not those that were sealed. */
  array(name: string): NpyArray;
  /** Final weights by parameter name; missing for measurements. */
  weights(): Readonly<Record<string, NpyArray>> | undefined;
}

/** Reads a record by its content key; undefined where it is not there. */
export type ReadRecord = (key: string) => StoredRecord | undefined;

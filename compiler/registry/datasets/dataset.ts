import type { DataSpec } from '../../plan/plan.ts';
import type { Documented, Refusal, Settings } from '../construct.ts';

/** The record of a data set. */
export interface DatasetRecord extends Documented {
  readonly kind: 'dataset';
  /** The shipped file that it is read from, below `workflows/data`, and the SHA-256 of its bytes. */
  readonly file?: { readonly path: string; readonly sha256: string };
  /**
   * What is known of the data set before it is read. `other` finds another data set of the file by
   * its name, and gives nothing where there is none.
   */
  readonly describe: (
    settings: Settings,
    other: (name: string) => DataSpec | undefined,
  ) => DataSpec | Refusal;
}
